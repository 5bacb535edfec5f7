import { z } from '@hono/zod-openapi';
import { and, eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { assets, assetVersions } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import type { ScanChangePage, ScanChangesQuery } from './api.ts';

const position = z.object({ type: z.string().max(200), name: z.string().max(5000), id: z.string().max(100) });

const assetColumns = { arn: assets.arn, name: assets.name, type: assets.type, region: assets.region };

/** A page of what a scan found new, changed, deleted or returned, by type and name. */
export async function listScanChanges(
  database: Database,
  scan: { cloudAccountId: string; scanId: string },
  query: ScanChangesQuery,
): Promise<ScanChangePage> {
  const after = readCursor(query.cursor, position);
  const rows = query.kind === 'new' ? await listNew() : await listVersions(query.kind);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ position: _, ...item }) => item),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ type: last.type, name: last.name, id: last.position }) }
      : {}),
  };

  function comesAfter(id: PgColumn) {
    return after && sql`(${assets.type}, ${assets.name}, ${id}) > (${after.type}, ${after.name}, ${after.id})`;
  }

  async function listNew() {
    const found = await database
      .select({ ...assetColumns, assetId: assets.id, position: assets.id })
      .from(assets)
      .where(
        and(eq(assets.cloudAccountId, scan.cloudAccountId), eq(assets.firstScanId, scan.scanId), comesAfter(assets.id)),
      )
      .orderBy(assets.type, assets.name, assets.id)
      .limit(query.limit + 1);
    return found.map((row) => ({ ...row, kind: 'new' as const, fields: [] }));
  }

  async function listVersions(kind: 'changed' | 'deleted' | 'returned') {
    return database
      .select({
        ...assetColumns,
        assetId: assetVersions.assetId,
        position: assetVersions.id,
        kind: assetVersions.kind,
        fields: assetVersions.fields,
      })
      .from(assetVersions)
      .innerJoin(
        assets,
        and(eq(assets.cloudAccountId, assetVersions.cloudAccountId), eq(assets.id, assetVersions.assetId)),
      )
      .where(
        and(
          eq(assetVersions.cloudAccountId, scan.cloudAccountId),
          eq(assetVersions.scanId, scan.scanId),
          eq(assetVersions.kind, kind),
          comesAfter(assetVersions.id),
        ),
      )
      .orderBy(assets.type, assets.name, assetVersions.id)
      .limit(query.limit + 1);
  }
}
