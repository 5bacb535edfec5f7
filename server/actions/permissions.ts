import type { Partition } from '../aws/partition.ts';
import { auditActions } from '../aws/policy.ts';
import { type ActionDeclaration, isRead, type Need, type State, type Target } from './action.ts';

/** Assets with this tag are never changed, whatever it is set to. */
export const protectedTag = 'cloudcoreo:protected';

export type Conditions = Record<string, Record<string, string | readonly string[]>>;

export type ManageStatement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: string | string[];
  Condition?: Conditions;
};

/** An IAM action on one resource, under conditions. */
export interface Grant {
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
    ...Object.fromEntries(
      Object.entries(target.document).flatMap(([name, value]) =>
        typeof value === 'string' ? [[`document.${name}`, value]] : [],
      ),
    ),
  };
  const statements = needsOf(action)
    .filter(({ need, isChange }) => (!options.readsAlone || !isChange) && (need.types?.includes(target.type) ?? true))
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
export function grouped(statements: readonly ManageStatement[]): ManageStatement[] {
  const byRest = Map.groupBy(statements, ({ Action: _, ...rest }) => JSON.stringify(rest));
  return [...byRest.values()].map((alike) => ({
    ...(alike[0] as ManageStatement),
    Action: [...new Set(alike.flatMap(({ Action }) => Action))].sort(),
  }));
}
