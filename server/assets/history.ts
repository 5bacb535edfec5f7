import { and, desc, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { AssetHistoryView } from './api.ts';
import { differencesOf } from './difference.ts';
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
  let after: Record<string, unknown> = asset.document;
  const events = rows.slice(0, mostVersions).map(({ at, kind, scanId, before }) => {
    const changes = before === null ? [] : differencesOf(before, after);
    if (before !== null) after = before;
    return { at: at.toISOString(), kind, scanId, changes: changes.map(shortened) };
  });
  const isWhole = rows.length <= mostVersions;
  const first = { at: asset.firstSeenAt.toISOString(), kind: 'new' as const, scanId: asset.firstScanId, changes: [] };
  return { events: isWhole ? [...events, first] : events, isWhole };
}

const longestText = 20_000;

/** Values of the API's answer stay readable; a document that changed as a whole is on the asset's page anyway. */
function shortened({ path, before, after }: { path: string; before: unknown; after: unknown }) {
  const shorten = (value: unknown) => {
    const text = JSON.stringify(value);
    return text !== undefined && text.length > longestText ? `${text.slice(0, longestText)}…` : value;
  };
  return {
    path,
    ...(before === undefined ? {} : { before: shorten(before) }),
    ...(after === undefined ? {} : { after: shorten(after) }),
  };
}
