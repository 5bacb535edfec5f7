import { z } from '@hono/zod-openapi';
import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import type { ScanSummaryView, ScanView, scanPageSchema } from './api.ts';
import { type Scan, type ScanTotals, scanParts, scanSchedules, scans } from './schema.ts';

const noTotals: ScanTotals = {
  parts: { total: 0, finished: 0 },
  assets: 0,
  added: 0,
  changed: 0,
  deleted: 0,
  calls: 0,
  gaps: 0,
};

/** The newest scan of each cloud account, however many scans each has had. */
export async function summariesOfNewestScans(
  database: Database,
  cloudAccountIds: readonly string[],
): Promise<Map<string, ScanSummaryView>> {
  if (cloudAccountIds.length === 0) return new Map();
  const rows = await database
    .select()
    .from(scans)
    .where(
      sql`(${scans.cloudAccountId}, ${scans.id}) in (
        select newest.cloud_account_id, newest.id
        from jsonb_array_elements_text(${JSON.stringify(cloudAccountIds)}::jsonb) as account(id)
        cross join lateral (
          select scan.cloud_account_id, scan.id from ${scans} scan where scan.cloud_account_id = account.id
          order by scan.queued_at desc, scan.id desc limit 1) newest)`,
    );
  return new Map((await summarize(database, rows)).map((summary) => [summary.cloudAccountId, summary]));
}

const position = z.object({ queuedAt: instant, id: z.string().regex(/^[\w-]{1,100}$/) });

/** A page of a cloud account's scans, newest first. */
export async function listScans(
  database: Database,
  cloudAccountId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<z.infer<typeof scanPageSchema>> {
  const after = readCursor(cursor, position);
  const rows = await database
    .select()
    .from(scans)
    .where(
      and(
        eq(scans.cloudAccountId, cloudAccountId),
        after && sql`(${scans.queuedAt}, ${scans.id}) < (${after.queuedAt}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(scans.queuedAt), desc(scans.id))
    .limit(limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await summarize(database, page),
    ...(rows.length > limit && last !== undefined
      ? { nextCursor: writeCursor({ queuedAt: last.queuedAt.toISOString(), id: last.id }) }
      : {}),
  };
}

/** A scan with its parts, calls and gaps. */
export async function findScan(database: Database, cloudAccountId: string, id: string): Promise<ScanView | undefined> {
  const rows = await database
    .select()
    .from(scans)
    .where(and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, id)));
  const [summary] = await summarize(database, rows);
  if (summary === undefined) return undefined;
  const parts = await database
    .select()
    .from(scanParts)
    .where(and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, id)))
    .orderBy(asc(scanParts.service));
  return {
    ...summary,
    details: parts.flatMap(({ service, regions }) =>
      Object.keys(regions)
        .sort()
        .flatMap((region) => {
          const one = regions[region];
          return one === undefined ? [] : [{ service, region, ...one }];
        }),
    ),
    ledger: parts.flatMap(({ ledger }) => ledger),
    gapList: parts.flatMap(({ gaps }) => gaps),
  };
}

/** Forgets a cloud account's scans and schedule. A part that still runs finds nothing to write to, and ends. */
export async function removeScans(tx: Database, cloudAccountId: string): Promise<void> {
  // Scans before parts, as everybody locks them.
  for (const table of [scans, scanParts, scanSchedules]) {
    await tx.delete(table).where(eq(table.cloudAccountId, cloudAccountId));
  }
}

/** The sums over the parts of scans, by the scan's ID. */
export async function totalsOf(
  database: Database,
  of: readonly Pick<Scan, 'cloudAccountId' | 'id'>[],
): Promise<Map<string, ScanTotals>> {
  if (of.length === 0) return new Map();
  const sum = (column: typeof scanParts.assets) => sql<number>`sum(${column})::int`;
  const rows = await database
    .select({
      scanId: scanParts.scanId,
      total: sql<number>`sum((select count(*) from jsonb_object_keys(${scanParts.regions})))::int`,
      finished: sql<number>`sum((select count(*) from jsonb_each(${scanParts.regions}) region
        where ${scanParts.finishedAt} is not null or region.value -> 'finishedAt' <> 'null'))::int`,
      assets: sum(scanParts.assets),
      added: sql<number>`sum(${scanParts.added})::int`,
      changed: sql<number>`sum(${scanParts.changed})::int`,
      deleted: sql<number>`sum(${scanParts.deleted})::int`,
      calls: sql<number>`sum(${scanParts.calls})::int`,
      gaps: sql<number>`sum(jsonb_array_length(${scanParts.gaps}))::int`,
    })
    .from(scanParts)
    .where(
      or(
        ...of.map(({ cloudAccountId, id }) =>
          and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, id)),
        ),
      ),
    )
    .groupBy(scanParts.scanId);
  return new Map(rows.map(({ scanId, total, finished, ...sums }) => [scanId, { parts: { total, finished }, ...sums }]));
}

/** Scans that have ended carry their totals; those of active ones are summed now. */
async function summarize(database: Database, rows: readonly Scan[]): Promise<ScanSummaryView[]> {
  const live = await totalsOf(
    database,
    rows.filter(({ totals }) => totals === null),
  );
  return rows.map(({ queuedAt, startedAt, finishedAt, totals, requestedBy: _, ...scan }) => ({
    ...scan,
    queuedAt: queuedAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
    ...(totals ?? live.get(scan.id) ?? noTotals),
  }));
}
