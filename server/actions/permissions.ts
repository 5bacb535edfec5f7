import type { Partition } from '../aws/partition.ts';
import { auditActions, managedPolicyCharacters } from '../aws/policy.ts';
import { type ActionDeclaration, isRead, type Need, type State, type Target } from './action.ts';

export const managePolicyName = 'CloudCoreoAssumedRoleManagePolicy';

/** Assets with this tag are never changed, whatever it is set to. */
export const protectedTag = 'cloudcoreo:protected';

type Conditions = Record<string, Record<string, string | readonly string[]>>;

type ManageStatement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: string | string[];
  Condition?: Conditions;
};

interface ManageDocument {
  Version: '2012-10-17';
  Statement: ManageStatement[];
}

export interface ManagePolicy {
  name: string;
  document: ManageDocument;
}

/** An IAM action on one resource, under conditions. */
interface Grant {
  permission: string;
  resource: string;
  condition: Conditions;
}

export interface AccountOfRole {
  partition: Partition;
  accountId: string;
}

/** Where a service knows the tag in its conditions, AWS itself keeps protected assets from being changed. */
const unlessProtected = { Null: { [`aws:ResourceTag/${protectedTag}`]: 'true' } };

/** What the role needs for an action beyond what it may read anyway. */
export function grantsOf(action: ActionDeclaration, account: AccountOfRole): Grant[] {
  const audited = new Set(auditActions());
  return needsOf(action)
    .filter(({ need }) => !audited.has(need.permission))
    .flatMap(({ need, isChange }) =>
      resourcesOf(need, 'role').map((on) => ({
        permission: need.permission,
        resource: fill(on, { partition: account.partition, account: account.accountId }, '*'),
        condition: { ...(isChange ? unlessProtected : {}), ...(need.condition as Conditions | undefined) },
      })),
    );
}

function needsOf({ calls }: ActionDeclaration): { need: Need; isChange: boolean }[] {
  return Object.entries(calls).flatMap(([operation, call]) =>
    [call, ...(call.also ?? [])].map((need) => ({ need, isChange: !isRead(operation) })),
  );
}

/**
 * The policy of a session: exactly the calls of one action on one asset.
 * @param options.readsAlone nothing may be changed
 */
export function sessionPolicyOf(
  action: ActionDeclaration,
  target: Target,
  parameters: State,
  options: { readsAlone?: boolean } = {},
): string {
  const values = {
    partition: target.partition,
    account: target.accountId,
    region: target.region,
    name: target.name,
    id: target.id,
    arn: target.arn,
    ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`parameters.${name}`, String(value)])),
  };
  const statements = needsOf(action)
    .filter(({ isChange }) => !options.readsAlone || !isChange)
    .map(({ need, isChange }): ManageStatement => {
      const resources = resourcesOf(need, 'session').map((on) => fill(on, values));
      const inRegion = { StringEquals: { 'aws:RequestedRegion': target.region } };
      const condition: Conditions = {
        ...(isChange ? unlessProtected : {}),
        // What knows no resource is at least bound to the region.
        ...(resources.includes('*') ? inRegion : {}),
        ...(need.condition as Conditions | undefined),
      };
      return {
        Effect: 'Allow',
        Action: [need.permission],
        Resource: resources.length === 1 ? (resources[0] as string) : resources,
        ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
      };
    });
  return JSON.stringify({ Version: '2012-10-17', Statement: grouped(statements) });
}

function resourcesOf({ on }: Need, of: 'role' | 'session'): readonly string[] {
  if (typeof on === 'string') return [on];
  return 'role' in on ? [on[of]] : on;
}

/** Puts values into an ARN. @param otherwise stands for what has no value */
function fill(template: string, values: Readonly<Record<string, string>>, otherwise?: string): string {
  return template.replace(/\{([A-Za-z.]+)\}/g, (_, name: string) => {
    const value = values[name] ?? otherwise;
    if (value === undefined) throw new Error(`${template}: there is no ${name}.`);
    return value;
  });
}

/** Statements that say the same of the same resources become one. */
function grouped(statements: readonly ManageStatement[]): ManageStatement[] {
  const byRest = Map.groupBy(statements, ({ Action: _, ...rest }) => JSON.stringify(rest));
  return [...byRest.values()].map((alike) => ({
    ...(alike[0] as ManageStatement),
    Action: [...new Set(alike.flatMap(({ Action }) => Action))].sort(),
  }));
}

/** Whatever else the policy allows, the role can never change itself or its policies. */
function neverItself({ partition, accountId }: AccountOfRole): ManageStatement {
  const verbs = ['Add', 'Attach', 'Create', 'Delete', 'Detach', 'Put', 'Remove', 'Set', 'Tag', 'Untag', 'Update'];
  const arn = (what: string) => `arn:${partition}:iam::${accountId}:${what}/CloudCoreoAssumedRole*`;
  return {
    Sid: 'NeverItself',
    Effect: 'Deny',
    Action: verbs.map((verb) => `iam:${verb}*`),
    Resource: [arn('role'), arn('policy')],
  };
}

/**
 * The managed policies that the role needs for the actions that were ticked: none when none is. What does not fit into one
 * goes on in a second one, `CloudCoreoAssumedRoleManagePolicy2`.
 */
export function managePolicies(actions: readonly ActionDeclaration[], account: AccountOfRole): ManagePolicy[] {
  if (actions.length === 0) return [];
  const statements = grouped(actions.flatMap((action) => grantsOf(action, account)).map(toStatement)).sort((a, b) =>
    (a.Action[0] ?? '') < (b.Action[0] ?? '') ? -1 : 1,
  );
  const policies: ManagePolicy[] = [];
  let current: ManageStatement[] = [];
  const documentOf = (own: ManageStatement[]): ManageDocument => ({
    Version: '2012-10-17',
    Statement: [neverItself(account), ...own],
  });
  const close = () => {
    const name = policies.length === 0 ? managePolicyName : `${managePolicyName}${policies.length + 1}`;
    policies.push({ name, document: documentOf(current) });
    current = [];
  };
  for (const statement of joinResources(statements)) {
    if (JSON.stringify(documentOf([...current, statement])).length > managedPolicyCharacters) close();
    current.push(statement);
  }
  close();
  return policies;
}

function toStatement({ permission, resource, condition }: Grant): ManageStatement {
  return {
    Effect: 'Allow',
    Action: [permission],
    Resource: resource,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

/** The same actions on several resources are one statement. */
function joinResources(statements: readonly ManageStatement[]): ManageStatement[] {
  const byRest = Map.groupBy(statements, ({ Resource: _, ...rest }) => JSON.stringify(rest));
  return [...byRest.values()].map((alike) => {
    const resources = [...new Set(alike.flatMap(({ Resource }) => Resource))].sort();
    return {
      ...(alike[0] as ManageStatement),
      Resource: resources.length === 1 ? (resources[0] as string) : resources,
    };
  });
}

/** What attached policies say of actions. */
export interface ManageInspection {
  /** IDs of the ticked actions that they allow entirely. */
  permitted: string[];
  /** What they allow that none of the ticked actions needs, and what of their guards is not there. */
  wider: string[];
}

/**
 * Reads which actions the attached policies allow. What is not exactly as CloudCoreo writes it counts as wider, so that an
 * answer without anything wider can be relied on.
 * @param documents as AWS gave them, decoded
 */
export function inspectManagePolicies(
  documents: readonly unknown[],
  ticked: readonly ActionDeclaration[],
  account: AccountOfRole,
): ManageInspection {
  const given = documents.flatMap((document) => readGrants(document, account));
  const allowed = new Set(given.filter(({ kind }) => kind === 'grant').map(({ key }) => key));
  const keysOf = (action: ActionDeclaration) => grantsOf(action, account).map(keyOf);
  const needed = new Set(ticked.flatMap(keysOf));
  const wider = given.filter(({ kind, key }) => kind === 'other' || (kind === 'grant' && !needed.has(key)));
  const isGuarded = documents.every((_, index) =>
    readGrants(documents[index], account).some(({ kind }) => kind === 'guard'),
  );
  return {
    permitted: ticked.filter((action) => keysOf(action).every((key) => allowed.has(key))).map(({ id }) => id),
    wider: [
      ...new Set(wider.map(({ what }) => what)),
      ...(isGuarded ? [] : ['changes to the role itself, which the statement NeverItself must deny']),
    ],
  };
}

interface Given {
  kind: 'grant' | 'guard' | 'other';
  key: string;
  what: string;
}

function keyOf({ permission, resource, condition }: Grant): string {
  return JSON.stringify([permission.toLowerCase(), resource, sortedConditions(condition)]);
}

function readGrants(document: unknown, account: AccountOfRole): Given[] {
  const statements = listOf((document as { Statement?: unknown } | undefined)?.Statement);
  const guard = JSON.stringify(sortedStatement(neverItself(account)));
  return statements.flatMap((statement): Given[] => {
    const { Effect, Action, Resource, Condition, Sid: _, ...rest } = statement as Record<string, unknown>;
    const other = [{ kind: 'other' as const, key: '', what: 'a statement that is not understood' }];
    if (JSON.stringify(sortedStatement(statement as Record<string, unknown>)) === guard) {
      return [{ kind: 'guard', key: '', what: '' }];
    }
    // More denials are no harm: AWS says what they deny when an action is tried.
    if (Effect === 'Deny') return [];
    if (Effect !== 'Allow' || Action === undefined || Resource === undefined || Object.keys(rest).length > 0)
      return other;
    return listOf(Action).flatMap((permission) =>
      listOf(Resource).map((resource) => ({
        kind: 'grant' as const,
        key: keyOf({
          permission: String(permission),
          resource: String(resource),
          condition: (Condition ?? {}) as Conditions,
        }),
        what: `${permission} on ${resource}`,
      })),
    );
  });
}

function sortedStatement({ Effect, Action, Resource, Condition }: Record<string, unknown>) {
  const texts = (value: unknown) => listOf(value).map(String).sort();
  return [Effect, texts(Action), texts(Resource), sortedConditions((Condition ?? {}) as Conditions)];
}

/** AWS gives conditions back in an order of its own. */
function sortedConditions(conditions: Conditions) {
  return Object.entries(conditions)
    .map(([operator, block]) => [
      operator,
      Object.entries(block)
        .map(([key, values]) => [key.toLowerCase(), listOf(values).map(String).sort()])
        .sort(),
    ])
    .sort();
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
