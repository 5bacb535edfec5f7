import { callsOf, type ServiceDeclaration } from './service.ts';
import { services } from './services.ts';

export const auditPolicyName = 'CloudCoreoAssumedRolePolicy';

/** AWS's limit for a managed policy; white space does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const managedPolicyCharacters = 6144;

export interface PolicyStatement {
  Effect: 'Allow';
  Action: string[];
  /** All resources, or the ones that actions are limited to which would read more than is needed on all. */
  Resource: '*' | string[];
}

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: PolicyStatement[];
}

export interface ManagedPolicy {
  name: string;
  document: PolicyDocument;
}

/**
 * The managed policies of the role, generated from the services' declarations: exactly the actions that a scan and a
 * verification use. What does not fit into one policy goes on in a second one, `CloudCoreoAssumedRolePolicy2`.
 */
export function auditPolicies(declarations: readonly ServiceDeclaration[] = services): ManagedPolicy[] {
  const scoped = scopedResources(declarations);
  const limited: PolicyStatement[] = [...scoped].map(([action, resources]) => ({
    Effect: 'Allow',
    Action: [action],
    Resource: resources,
  }));
  const policies: ManagedPolicy[] = [];
  let current: string[] = [];
  let extra: PolicyStatement[] = [];
  const close = () => {
    const name = policies.length === 0 ? auditPolicyName : `${auditPolicyName}${policies.length + 1}`;
    policies.push({ name, document: documentAllowing(current, extra) });
    current = [];
    extra = [];
  };
  const fits = (actions: string[], statements: PolicyStatement[]) =>
    JSON.stringify(documentAllowing(actions, statements)).length <= managedPolicyCharacters;
  // With IAM's own first, the first policy alone lets a verification tell which of the others is missing.
  const actions = auditActions(declarations).filter((action) => !scoped.has(action));
  const isOfIam = (action: string) => action.startsWith('iam:');
  for (const action of [...actions.filter(isOfIam), ...actions.filter((action) => !isOfIam(action))]) {
    if (!fits([...current, action], extra)) close();
    current.push(action);
  }
  for (const statement of limited) {
    if (!fits(current, [...extra, statement])) close();
    extra.push(statement);
  }
  close();
  return policies;
}

/** Every IAM action that the role needs, sorted. */
export function auditActions(declarations: readonly ServiceDeclaration[] = services): string[] {
  const actions = declarations.flatMap((service) => [
    ...callsOf(service).map(({ permission }) => permission),
    ...service.otherNeeds.map(({ action }) => action),
  ]);
  return [...new Set(actions)].sort();
}

/** The resources that an action is limited to, those of all services that use it. */
function scopedResources(declarations: readonly ServiceDeclaration[]): Map<string, string[]> {
  const resources = new Map<string, string[]>();
  for (const [action, arns] of declarations.flatMap(({ scopedActions }) => Object.entries(scopedActions))) {
    resources.set(action, [...new Set([...(resources.get(action) ?? []), ...arns])].sort());
  }
  return resources;
}

function documentAllowing(actions: string[], limited: PolicyStatement[]): PolicyDocument {
  const everywhere: PolicyStatement[] =
    actions.length === 0 ? [] : [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return { Version: '2012-10-17', Statement: [...everywhere, ...limited] };
}

export interface PolicyDifference {
  /** Expected actions that are not allowed on everything and always. */
  missing: string[];
  /** What is allowed, or might be, beyond the expected actions. */
  extra: string[];
}

/**
 * Compares what an attached policy allows with what is expected, whatever the order and form of its JSON. It errs on
 * one side alone: what it does not understand counts as a difference, so that an answer without differences can be
 * relied on. A pattern with a wildcard always counts as wider, since AWS adds actions.
 * @param attached the policy document as AWS gave it, decoded
 */
export function comparePolicies(attached: unknown, expected: PolicyDocument): PolicyDifference {
  const expectedGrants = expected.Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => listOf(Resource).map((resource) => ({ action, resource }))),
  );
  const statements = statementsOf(attached);
  if (statements === undefined) {
    return {
      missing: expectedGrants.map(nameOf),
      extra: ['a document that is not a policy as AWS writes them'],
    };
  }
  const allowed: Grants[] = [];
  const extra = new Set<string>();
  const denied: ((action: string) => boolean)[] = [];
  for (const statement of statements) {
    const actions = textsOf(statement.Action);
    const exceptions = textsOf(statement.NotAction);
    const isKnown = Object.keys(statement).every((key) => knownStatementKeys.has(key));
    if (statement.Effect === 'Allow' && actions !== undefined && exceptions === undefined) {
      const resources = textsOf(statement.Resource) ?? ['*'];
      for (const action of actions) {
        const expectedOn = expectedGrants
          .filter((grant) => isSame(grant.action, action))
          .map((grant) => grant.resource);
        if (expectedOn.length === 0) extra.add(action);
        else if (!expectedOn.includes('*') && resources.some((resource) => !expectedOn.includes(resource))) {
          extra.add(`${action} on ${resources.filter((resource) => !expectedOn.includes(resource)).join(', ')}`);
        }
      }
      if (isKnown && isUnconditional(statement))
        allowed.push({ actions, resources: textsOf(statement.Resource) ?? [] });
    } else if (statement.Effect === 'Allow' && exceptions !== undefined) {
      extra.add(`everything except ${exceptions.join(', ')}`);
    } else if (statement.Effect === 'Deny' && actions !== undefined && exceptions === undefined) {
      denied.push((action) => matchesAny(action, actions));
    } else if (statement.Effect === 'Deny' && exceptions !== undefined && actions === undefined) {
      denied.push((action) => !matchesAny(action, exceptions));
    } else {
      // Nothing can be said of it: it may allow anything, and it may deny anything.
      extra.add('a statement that is not understood');
      denied.push(() => true);
    }
  }
  const isAllowed = ({ action, resource }: Grant) =>
    allowed.some(
      ({ actions, resources }) =>
        matchesAny(action, actions) && (resources.includes('*') || resources.includes(resource)),
    ) && !denied.some((isDenied) => isDenied(action));
  const missing = expectedGrants.filter((grant) => !isAllowed(grant)).map(nameOf);
  return { missing: [...new Set(missing)], extra: [...extra].sort() };
}

interface Grant {
  action: string;
  resource: string;
}

interface Grants {
  actions: string[];
  resources: string[];
}

function nameOf({ action, resource }: Grant): string {
  return resource === '*' ? action : `${action} on ${resource}`;
}

function listOf(resource: PolicyStatement['Resource']): string[] {
  return typeof resource === 'string' ? [resource] : resource;
}

const knownPolicyKeys = new Set(['Version', 'Id', 'Statement']);
const knownVersions = new Set<unknown>([undefined, '2008-10-17', '2012-10-17']);
const knownStatementKeys = new Set(['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'Condition']);

function statementsOf(document: unknown): Record<string, unknown>[] | undefined {
  if (!isRecord(document) || !knownVersions.has(document.Version)) return undefined;
  if (Object.keys(document).some((key) => !knownPolicyKeys.has(key))) return undefined;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.every(isRecord) ? statements : undefined;
}

/** Whether a statement holds under every circumstance. */
function isUnconditional({ Condition }: Record<string, unknown>): boolean {
  return Condition === undefined || (isRecord(Condition) && Object.keys(Condition).length === 0);
}

/** One text or a list of texts, as AWS allows for most elements; `undefined` for anything else. */
function textsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSame(action: string, other: string): boolean {
  return action.toLowerCase() === other.toLowerCase();
}

function matchesAny(action: string, patterns: string[]): boolean {
  return patterns.some((pattern) => matchesPattern(action.toLowerCase(), pattern.toLowerCase()));
}

/** `*` stands for any text and `?` for one character. Linear in practice: patterns come from AWS and may be hostile. */
function matchesPattern(text: string, pattern: string): boolean {
  let textIndex = 0;
  let patternIndex = 0;
  let starIndex = -1;
  let resumeIndex = 0;
  while (textIndex < text.length) {
    const symbol = pattern[patternIndex];
    if (symbol === '*') {
      starIndex = patternIndex;
      resumeIndex = textIndex;
      patternIndex += 1;
    } else if (symbol === '?' || symbol === text[textIndex]) {
      textIndex += 1;
      patternIndex += 1;
    } else if (starIndex >= 0) {
      patternIndex = starIndex + 1;
      resumeIndex += 1;
      textIndex = resumeIndex;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(patternIndex));
}
