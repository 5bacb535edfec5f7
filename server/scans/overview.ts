import { and, desc, eq, gte, inArray, isNotNull, isNull, notInArray, or, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assetCounts } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { OverviewView } from './api.ts';
import { scans } from './schema.ts';
import { summariesOfNewestScans } from './store.ts';

const daysShown = 14;

/** Accounts, assets, changes of the last days, and what could not be read, of a team. */
export async function readOverview(database: Database, teamId: string, now = new Date()): Promise<OverviewView> {
  const since = new Date(now.getTime() - (daysShown - 1) * 24 * 3600 * 1000);
  since.setUTCHours(0, 0, 0, 0);
  const accounts = await database
    .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname })
    .from(cloudAccounts)
    .where(and(eq(cloudAccounts.teamId, teamId), eq(cloudAccounts.state, 'connected')));
  const [assets] = await database
    .select({ present: sql<number>`coalesce(sum(${assetCounts.present}), 0)::int` })
    .from(assetCounts)
    .where(eq(assetCounts.teamId, teamId));
  const day = sql<string>`to_char(${scans.finishedAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const sum = (field: string) => sql<number>`coalesce(sum((${scans.totals} ->> ${field})::int), 0)::int`;
  const changes = await database
    .select({ day, added: sum('added'), changed: sum('changed'), deleted: sum('deleted') })
    .from(scans)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, scans.cloudAccountId))
    .where(and(eq(cloudAccounts.teamId, teamId), isNotNull(scans.totals), gte(scans.finishedAt, since)))
    .groupBy(sql`1`);
  const ids = accounts.map(({ id }) => id);
  const [newest, telling] = await Promise.all([
    summariesOfNewestScans(database, ids),
    newestTellingScans(database, ids),
  ]);
  const byDay = new Map(changes.map((one) => [one.day, one]));
  return {
    cloudAccounts: accounts.length,
    assets: assets?.present ?? 0,
    days: Array.from({ length: daysShown }, (_, index) => {
      const name = new Date(since.getTime() + index * 24 * 3600 * 1000).toISOString().slice(0, 10);
      return byDay.get(name) ?? { day: name, added: 0, changed: 0, deleted: 0 };
    }),
    gaps: accounts.flatMap(({ id, nickname }) => {
      const scan = telling.get(id);
      if (scan === undefined || scan.gaps === 0) return [];
      return [{ cloudAccountId: id, nickname, scanId: scan.id, finishedAt: scan.finishedAt, gaps: scan.gaps }];
    }),
    running: accounts.flatMap(({ id, nickname }) => {
      const scan = newest.get(id);
      return scan?.finishedAt === null ? [{ cloudAccountId: id, nickname, scanId: scan.id }] : [];
    }),
  };
}

/**
 * Of each account the newest scan that tells what could not be read: one that came to its end, and that nobody limited by
 * hand to look at something.
 */
async function newestTellingScans(database: Database, cloudAccountIds: readonly string[]) {
  const rows = await database
    .selectDistinctOn([scans.cloudAccountId], {
      cloudAccountId: scans.cloudAccountId,
      id: scans.id,
      finishedAt: sql<Date>`${scans.finishedAt}`.mapWith(scans.finishedAt),
      gaps: sql<number>`coalesce((${scans.totals} ->> 'gaps')::int, 0)`,
    })
    .from(scans)
    .where(
      and(
        inArray(scans.cloudAccountId, [...cloudAccountIds]),
        inArray(scans.state, ['succeeded', 'partial', 'failed']),
        or(notInArray(scans.trigger, ['manual', 'action']), and(isNull(scans.regions), isNull(scans.services))),
      ),
    )
    .orderBy(scans.cloudAccountId, desc(scans.queuedAt), desc(scans.id));
  return new Map(
    rows.map(({ finishedAt, ...row }) => [row.cloudAccountId, { ...row, finishedAt: finishedAt.toISOString() }]),
  );
}
