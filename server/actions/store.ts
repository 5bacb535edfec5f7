import { and, eq, inArray, sql } from 'drizzle-orm';
import { type CloudAccount, cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import { writeAudit } from '../audit/store.ts';
import { globalRegion } from '../aws/collect.ts';
import { homeRegionOf } from '../aws/partition.ts';
import type { Database } from '../database/database.ts';
import type { Target } from './action.ts';
import { type ActionActor, byItself } from './context.ts';
import {
  type AccountManagement,
  type Action,
  accountManagement,
  actionPolicies,
  actionSettings,
  actions,
} from './schema.ts';
import type { ActionStatus } from './statuses.ts';

export type ActionKey = Pick<Action, 'cloudAccountId' | 'id'>;

export function isAction({ cloudAccountId, id }: ActionKey) {
  return and(eq(actions.cloudAccountId, cloudAccountId), eq(actions.id, id));
}

export async function findAction(database: Database, key: ActionKey): Promise<Action | undefined> {
  const [row] = await database.select().from(actions).where(isAction(key));
  return row;
}

interface Move {
  from: readonly ActionStatus[];
  /** Only while this try is the last one. */
  attempt?: number;
  set: Partial<typeof actions.$inferInsert>;
  /** What happened, for the action's history. */
  what: string;
  actor?: ActionActor;
  /** For the audit log: `apply` becomes `action.apply`. Left out: it is of no consequence. */
  audit?: { verb: string; details?: Record<string, unknown>; tellsRequests?: true };
}

/**
 * Brings an action to its next status, with its history and the audit log, if it still is where it was expected.
 * @returns the action as it is now; undefined when somebody else was faster
 */
export async function moveAction(tx: Database, key: ActionKey, move: Move): Promise<Action | undefined> {
  const { actor = byItself, audit } = move;
  const event = { at: new Date().toISOString(), what: move.what, who: actor === byItself ? null : actor.name };
  const [row] = await tx
    .update(actions)
    .set({ ...move.set, events: sql`${actions.events} || ${JSON.stringify([event])}::jsonb` as never })
    .where(
      and(
        isAction(key),
        inArray(actions.status, [...move.from]),
        move.attempt === undefined ? undefined : eq(actions.attempt, move.attempt),
      ),
    )
    .returning();
  if (row !== undefined && audit !== undefined) {
    const { kind, assetArn, parameters, findingId, plan } = row;
    await writeAudit(tx, {
      teamId: row.teamId,
      actor,
      action: `action.${audit.verb}`,
      target: row.id,
      details: {
        ...{ kind, assetArn, parameters, findingId, changes: plan?.changes ?? null, ...audit.details },
        ...(audit.tellsRequests && { awsRequests: row.awsRequests }),
      },
    });
  }
  return row;
}

/** What an action works on, as it was last seen. */
export interface Subject {
  account: CloudAccount;
  target: Target;
  management: Pick<AccountManagement, 'ticked' | 'permitted' | 'isProtected' | 'window'>;
}

const nothingTicked = { ticked: [], permitted: [], isProtected: false, window: null };

/** The account and the asset of an action; undefined when one of them is no more. */
export async function findSubject(
  database: Database,
  { cloudAccountId, assetId }: Pick<Action, 'cloudAccountId' | 'assetId'>,
): Promise<Subject | undefined> {
  const [row] = await database
    .select({ account: cloudAccounts, asset: assets, management: accountManagement })
    .from(cloudAccounts)
    .innerJoin(assets, and(eq(assets.cloudAccountId, cloudAccounts.id), eq(assets.id, assetId)))
    .leftJoin(accountManagement, eq(accountManagement.cloudAccountId, cloudAccounts.id))
    .where(eq(cloudAccounts.id, cloudAccountId));
  if (row === undefined || row.asset.deletedAt !== null) return undefined;
  const { account, asset, management } = row;
  const { partition, awsAccountId: accountId } = account;
  return {
    account,
    management: management ?? nothingTicked,
    target: {
      partition,
      accountId,
      region: asset.region === globalRegion ? homeRegionOf(partition) : asset.region,
      type: asset.type,
      arn: asset.arn,
      name: asset.name,
      id: asset.arn.split(/[/:]/).at(-1) ?? '',
      tags: asset.tags,
      document: asset.document,
    },
  };
}

const noSettings = { approvals: [], isStopped: false, stoppedByName: null, stoppedAt: null, stopReason: null };

/** What a team has settled about actions. */
export async function readSettings(database: Database, teamId: string) {
  const [row] = await database.select().from(actionSettings).where(eq(actionSettings.teamId, teamId));
  return row ?? { teamId, ...noSettings };
}

/**
 * Forgets the actions of a cloud account. The audit log keeps what was done.
 * @returns whether anything was ever ticked for it, so that its role may have policies for that
 */
export async function removeActions(tx: Database, cloudAccountId: string): Promise<boolean> {
  await tx.delete(actions).where(eq(actions.cloudAccountId, cloudAccountId));
  const managed = await tx
    .delete(accountManagement)
    .where(eq(accountManagement.cloudAccountId, cloudAccountId))
    .returning({ id: accountManagement.cloudAccountId });
  // A policy for this account alone would be one for all accounts with an empty list.
  await tx.delete(actionPolicies).where(sql`${actionPolicies.cloudAccountIds} = array[${cloudAccountId}]`);
  await tx
    .update(actionPolicies)
    .set({ cloudAccountIds: sql`array_remove(${actionPolicies.cloudAccountIds}, ${cloudAccountId})` as never })
    .where(sql`${cloudAccountId} = any(${actionPolicies.cloudAccountIds})`);
  return managed.length > 0;
}
