import { and, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import { assets, assetVersions } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { scanParts, scans } from './schema.ts';

/** How long what nobody looks at any more is kept, in days. */
export interface Retention {
  /** What assets were before they changed. */
  historyDays: number;
  /** Assets that are no more, with their last document and history. */
  deletedAssetsDays: number;
  /** A scan's parts, ledger and gaps. Its totals stay. */
  scanDetailsDays: number;
  /** The scans themselves. */
  scansDays: number;
}

/** Rows deleted by one statement, so that none holds its locks for long. */
const rowsAtATime = 5000;

/** Forgets what is older than it is to be kept. */
export async function forgetOld(database: Database, retention: Retention, now = new Date()): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
  await deleteInSteps(database, assetVersions, sql`at < ${before(retention.historyDays).toISOString()}`);
  await deleteInSteps(database, assets, sql`deleted_at < ${before(retention.deletedAssetsDays).toISOString()}`);
  // The history of an asset goes with it. It ends with its deletion, so none of it is younger.
  await deleteInSteps(
    database,
    assetVersions,
    sql`at < ${before(retention.deletedAssetsDays).toISOString()} and not exists (
      select 1 from ${assets} asset where asset.cloud_account_id = asset_versions.cloud_account_id
      and asset.id = asset_versions.asset_id)`,
  );
  const finishedBefore = (days: number) => and(isNotNull(scans.finishedAt), lt(scans.finishedAt, before(days)));
  const oldScans = database.select({ id: scans.id }).from(scans).where(finishedBefore(retention.scanDetailsDays));
  await database.delete(scanParts).where(inArray(scanParts.scanId, oldScans));
  await database.delete(scans).where(finishedBefore(Math.max(retention.scansDays, retention.scanDetailsDays)));
}

async function deleteInSteps(
  database: Database,
  table: typeof assets | typeof assetVersions,
  condition: ReturnType<typeof sql>,
): Promise<void> {
  for (;;) {
    const answer = await database.execute(sql`
      with old as (select cloud_account_id, id from ${table} where ${condition} limit ${rowsAtATime}), gone as (
        delete from ${table} row using old
        where row.cloud_account_id = old.cloud_account_id and row.id = old.id returning 1)
      select count(*)::int as count from gone`);
    const { rows } = answer as unknown as { rows: { count: number }[] };
    if ((rows[0]?.count ?? 0) < rowsAtATime) return;
  }
}
