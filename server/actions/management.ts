import { eq } from 'drizzle-orm';
import type { ManagementOfRole } from '../accounts/context.ts';
import { type CloudAccount, cloudAccounts } from '../accounts/schema.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import type { ActionDeclaration } from './action.ts';
import type { ManagementChange, ManagementView } from './api.ts';
import type { ActionActor } from './context.ts';
import { managePolicies } from './manage-policy.ts';
import { manageScripts } from './manage-scripts.ts';
import { kindUnknown } from './request.ts';
import { type AccountManagement, accountManagement } from './schema.ts';

type Kinds = ReadonlyMap<string, ActionDeclaration>;

const untouched: Pick<AccountManagement, 'ticked' | 'permitted' | 'wider' | 'seenAt' | 'isProtected' | 'window'> = {
  ...{ ticked: [], permitted: [], wider: [], seenAt: null, isProtected: false, window: null },
};

/** What CloudCoreo may change in an account, what its role must be allowed for that, and how to bring it there. */
export async function showManagement(database: Database, account: CloudAccount, kinds: Kinds): Promise<ManagementView> {
  const row = await findManagement(database, account.id);
  const { ticked, permitted, wider, seenAt, isProtected, window } = row ?? untouched;
  const place = { partition: account.partition, accountId: account.awsAccountId };
  const policies = managePolicies(kindsOf(kinds, ticked), place);
  return {
    accessLevel: ticked.length === 0 ? 'audit' : 'manage',
    ...{ ticked, permitted, wider, seenAt: seenAt?.toISOString() ?? null, isProtected, window },
    // What was seen before the last change says nothing of what is ticked now.
    isInForce:
      (row === undefined || seenAt !== null) && ticked.every((id) => permitted.includes(id)) && wider.length === 0,
    policies: policies.map(({ name, document }) => ({ name, document: JSON.stringify(document, null, 2) })),
    ...manageScripts(policies, place),
  };
}

/** What connecting needs to know of actions. */
export function createManagementOfRole(kinds: Kinds): ManagementOfRole {
  return {
    findUnknown(ids) {
      const unknown = ids.find((id) => !kinds.has(id));
      return unknown === undefined ? undefined : kindUnknown(unknown);
    },
    policiesOf: (ids, place) => managePolicies(kindsOf(kinds, ids), place),
    tick: (database, actor, account, ids) =>
      database.transaction((tx) => writeManagement(tx, actor, account, { ticked: [...ids] })),
  };
}

/** Ticks actions, protects an account, or sets its window. */
export async function changeManagement(
  database: Database,
  caller: Caller,
  account: CloudAccount,
  change: ManagementChange,
  kinds: Kinds,
): Promise<Result<void>> {
  const unknown = change.ticked?.find((id) => !kinds.has(id));
  if (unknown !== undefined) return failed(kindUnknown(unknown));
  await database.transaction((tx) => writeManagement(tx, caller, account, change));
  return success(undefined);
}

async function writeManagement(
  tx: Database,
  actor: ActionActor,
  account: { id: string; teamId: string },
  change: ManagementChange,
): Promise<void> {
  const set = {
    ...(change.ticked && { ticked: [...new Set(change.ticked)].sort(), seenAt: null }),
    ...(change.isProtected !== undefined && { isProtected: change.isProtected }),
    ...(change.window !== undefined && { window: change.window }),
  };
  if (Object.keys(set).length === 0) return;
  const before = await findManagement(tx, account.id);
  await tx
    .insert(accountManagement)
    .values({ cloudAccountId: account.id, teamId: account.teamId, ...set })
    .onConflictDoUpdate({ target: accountManagement.cloudAccountId, set });
  if (set.ticked) {
    const accessLevel = set.ticked.length === 0 ? 'audit' : 'manage';
    await tx.update(cloudAccounts).set({ accessLevel }).where(eq(cloudAccounts.id, account.id));
  }
  const { ticked, isProtected, window } = before ?? untouched;
  await writeAudit(tx, {
    ...{ teamId: account.teamId, actor, action: 'cloud_account.manage', target: account.id },
    details: { before: { ticked, isProtected, window }, after: set },
  });
}

export async function findManagement(database: Database, id: string): Promise<AccountManagement | undefined> {
  const [row] = await database.select().from(accountManagement).where(eq(accountManagement.cloudAccountId, id));
  return row;
}

export function kindsOf(kinds: Kinds, ids: readonly string[]): ActionDeclaration[] {
  return ids.flatMap((id) => kinds.get(id) ?? []);
}
