import { and, asc, eq, gt, ilike, inArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { judgedAccounts } from '../findings/schema.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { summariesOfNewestScans } from '../scans/store.ts';
import type { CloudAccountPage, CloudAccountQuery, CloudAccountView } from './api.ts';
import { type CloudAccount, cloudAccounts } from './schema.ts';

/** PostgreSQL refuses the character NUL, which no nickname has. */
const position = z.object({ nickname: z.string().regex(/^[^\0]*$/) });

/** A page of a team's cloud accounts, by nickname. */
export async function listAccounts(
  database: Database,
  teamId: string,
  query: CloudAccountQuery,
): Promise<CloudAccountPage> {
  const conditions: (SQL | undefined)[] = [eq(cloudAccounts.teamId, teamId)];
  if (query.search) {
    const pattern = `%${query.search.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(or(ilike(cloudAccounts.nickname, pattern), ilike(cloudAccounts.awsAccountId, pattern)));
  }
  if (query.state) conditions.push(sql`${stateAsShown()} = ${query.state}`);
  // The nickname key is unique in a team, so it is the whole cursor.
  const after = readCursor(query.cursor, position);
  if (after !== undefined) conditions.push(gt(cloudAccounts.nicknameKey, after.nickname));
  const rows = await database
    .select()
    .from(cloudAccounts)
    .where(and(...conditions))
    .orderBy(asc(cloudAccounts.nicknameKey))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const items = await showAccounts(database, page);
  const last = page.at(-1);
  return {
    items,
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ nickname: last.nicknameKey }) }
      : {}),
  };
}

export async function showAccount(database: Database, account: CloudAccount): Promise<CloudAccountView> {
  const [view] = await showAccounts(database, [account]);
  if (view === undefined) throw new Error('One account in, one view out.');
  return view;
}

/** What may leave of each row, with its newest scan and how many assets it has: three queries for any number of rows. */
async function showAccounts(database: Database, rows: CloudAccount[]): Promise<CloudAccountView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [newest, counts, judged] = await Promise.all([
    summariesOfNewestScans(database, ids),
    countAssets(database, ids),
    database
      .select({ id: judgedAccounts.cloudAccountId, scanId: judgedAccounts.scanId })
      .from(judgedAccounts)
      .where(inArray(judgedAccounts.cloudAccountId, ids)),
  ]);
  const judgedScans = new Map(judged.map(({ id, scanId }) => [id, scanId]));
  return rows.map((row) => ({
    id: row.id,
    nickname: row.nickname,
    awsAccountId: row.awsAccountId,
    partition: row.partition,
    method: row.method,
    accessLevel: row.accessLevel,
    state: isInterrupted(row) ? 'interrupted' : row.state,
    roleArn: row.roleArn,
    externalId: row.externalId,
    pendingExternalId: row.pendingExternalId,
    steps: row.connectSteps,
    failure: row.lastFailure,
    drift: row.drift,
    setupUser: {
      state: row.setupUserState,
      name: row.setupUserName,
      checkedAt: row.setupUserCheckedAt?.toISOString() ?? null,
    },
    lastVerifiedAt: row.lastVerifiedAt?.toISOString() ?? null,
    connectedAt: row.connectedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastScan: newest.get(row.id) ?? null,
    judgedScanId: judgedScans.get(row.id) ?? null,
    assetCount: counts.get(row.id) ?? 0,
  }));
}

async function countAssets(database: Database, ids: string[]): Promise<Map<string, number>> {
  const rows = await database
    .select({ id: assets.cloudAccountId, count: sql<number>`count(*)::int` })
    .from(assets)
    .where(and(sql`${assets.cloudAccountId} in ${ids}`, sql`${assets.deletedAt} is null`))
    .groupBy(assets.cloudAccountId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** An attempt that no longer renews its lease has died. */
function isInterrupted(row: CloudAccount): boolean {
  return row.state === 'connecting' && (row.leaseUntil === null || row.leaseUntil.getTime() < Date.now());
}

function stateAsShown(): SQL {
  return sql`case when ${cloudAccounts.state} = 'connecting' and (${cloudAccounts.leaseUntil} is null or ${cloudAccounts.leaseUntil} < now()) then 'interrupted' else ${cloudAccounts.state} end`;
}
