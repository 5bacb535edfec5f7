import { callsOf, type ServiceDeclaration } from './service.ts';
import { services } from './services.ts';

export const auditPolicyName = 'CloudCoreoAssumedRolePolicy';

/** AWS's limit for a managed policy; white space does not count.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const managedPolicyCharacters = 6144;

export interface PolicyDocument {
  Version: '2012-10-17';
  Statement: { Effect: 'Allow'; Action: string[]; Resource: '*' }[];
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
  const policies: ManagedPolicy[] = [];
  let current: string[] = [];
  const close = () => {
    const name = policies.length === 0 ? auditPolicyName : `${auditPolicyName}${policies.length + 1}`;
    policies.push({ name, document: documentAllowing(current) });
    current = [];
  };
  for (const action of auditActions(declarations)) {
    if (JSON.stringify(documentAllowing([...current, action])).length > managedPolicyCharacters) close();
    current.push(action);
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

function documentAllowing(actions: string[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
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
  const expectedActions = expected.Statement.flatMap(({ Action }) => Action);
  const statements = statementsOf(attached);
  if (statements === undefined) {
    return { missing: expectedActions, extra: ['a document that is not a policy as AWS writes them'] };
  }
  const allowed: string[] = [];
  const extra = new Set<string>();
  const denied: ((action: string) => boolean)[] = [];
  for (const statement of statements) {
    const actions = textsOf(statement.Action);
    const exceptions = textsOf(statement.NotAction);
    const isKnown = Object.keys(statement).every((key) => knownStatementKeys.has(key));
    if (statement.Effect === 'Allow' && actions !== undefined && exceptions === undefined) {
      for (const action of actions) if (!isOneOf(action, expectedActions)) extra.add(action);
      if (isKnown && appliesToAll(statement)) allowed.push(...actions);
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
  const isAllowed = (action: string) => matchesAny(action, allowed) && !denied.some((isDenied) => isDenied(action));
  return { missing: expectedActions.filter((action) => !isAllowed(action)), extra: [...extra].sort() };
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

/** Whether a statement holds for every resource and under every circumstance. */
function appliesToAll({ Resource, Condition }: Record<string, unknown>): boolean {
  const isUnconditional = Condition === undefined || (isRecord(Condition) && Object.keys(Condition).length === 0);
  return isUnconditional && (textsOf(Resource)?.includes('*') ?? false);
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

function isOneOf(action: string, expected: string[]): boolean {
  return expected.some((candidate) => candidate.toLowerCase() === action.toLowerCase());
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
