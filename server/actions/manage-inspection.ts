import type { ActionDeclaration } from './action.ts';
import { neverItself } from './manage-policy.ts';
import { type AccountOfRole, type Conditions, type Grant, grantsOf } from './permissions.ts';

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
  const byDocument = documents.map((document) => readGrants(document, account));
  const given = byDocument.flat();
  const allowed = new Set(given.filter(({ kind }) => kind === 'grant').map(({ key }) => key));
  const keysOf = (action: ActionDeclaration) => grantsOf(action, account).map(keyOf);
  const needed = new Set(ticked.flatMap(keysOf));
  const wider = given.filter(({ kind, key }) => kind === 'other' || (kind === 'grant' && !needed.has(key)));
  const isGuarded = byDocument.every((grants) => grants.some(({ kind }) => kind === 'guard'));
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
    const other = [{ kind: 'other' as const, key: '', what: 'a statement that is not understood' }];
    if (!isRecord(statement)) return other;
    const { Effect, Action, Resource, Condition, Sid: _, ...rest } = statement;
    if (JSON.stringify(sortedStatement(statement)) === guard) {
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
