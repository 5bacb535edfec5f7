import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { AssetHistoryView, FieldChangeView } from './api.ts';
import { differencesOf, mostFields } from './difference.ts';
import { assets, assetVersions } from './schema.ts';

const mostVersions = 100;

/** What happened to an asset, newest first, each change with what was before and after. */
export async function readHistory(
  database: Database,
  teamId: string,
  id: string,
): Promise<AssetHistoryView | undefined> {
  const [asset] = await database
    .select({
      cloudAccountId: assets.cloudAccountId,
      document: assets.document,
      unknownParts: assets.unknownParts,
      firstSeenAt: assets.firstSeenAt,
      firstScanId: assets.firstScanId,
    })
    .from(assets)
    .where(and(eq(assets.id, id), eq(assets.teamId, teamId)));
  if (asset === undefined) return undefined;
  const rows = await database
    .select()
    .from(assetVersions)
    .where(and(eq(assetVersions.cloudAccountId, asset.cloudAccountId), eq(assetVersions.assetId, id)))
    .orderBy(desc(assetVersions.at), desc(assetVersions.id))
    .limit(mostVersions + 1);
  let after: Document = { document: asset.document, unknown: Object.keys(asset.unknownParts) };
  const events = rows.slice(0, mostVersions).map(({ at, kind, scanId, before, unknownBefore, fields }) => {
    let changes: FieldChangeView[] = [];
    if (before !== null) {
      const was = { document: before, unknown: unknownBefore };
      changes = changesBetween(was, after, fields);
      after = was;
    }
    return { at: at.toISOString(), kind, scanId, changes };
  });
  const isWhole = rows.length <= mostVersions;
  const first = { at: asset.firstSeenAt.toISOString(), kind: 'new' as const, scanId: asset.firstScanId, changes: [] };
  return { events: isWhole ? [...events, first] : events, isWhole };
}

interface Document {
  document: Record<string, unknown>;
  /** Its parts that could not be read. */
  unknown: readonly string[];
}

/**
 * What changed, without what has moved by itself since: fields that are not among those noted when the change was seen.
 * A part that could not be read on one side is told as such, never as one that came or went.
 */
function changesBetween(before: Document, after: Document, fields: readonly string[]): FieldChangeView[] {
  const noted = new Set(fields);
  return differencesOf(before.document, after.document)
    .filter(({ path }) => noted.has(path) || fields.length >= mostFields)
    .map((change) => ({
      path: change.path,
      ...(change.before === undefined ? {} : { before: shortened(change.before) }),
      ...(change.after === undefined ? {} : { after: shortened(change.after) }),
      ...(before.unknown.includes(change.path) ? { unknown: 'before' as const } : {}),
      ...(after.unknown.includes(change.path) ? { unknown: 'after' as const } : {}),
    }));
}

const longestText = 20_000;

/** Values of the API's answer stay readable; a document that changed as a whole is on the asset's page anyway. */
function shortened(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : value;
}
