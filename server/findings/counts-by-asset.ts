import { and, eq, inArray, sql } from 'drizzle-orm';
import { oneOf } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import type { Framework } from '../rules/frameworks.ts';
import type { FindingCounts, FindingFilter } from './api.ts';
import { conditionsOf } from './filter.ts';
import { findings, judgements } from './schema.ts';

type AssetCounts = FindingCounts['byAsset'];

const mostAssets = 100;

/** The hundred assets with most of the findings that match. */
export async function countByAsset(
  database: Database,
  teamId: string,
  filter: FindingFilter,
  frameworks: readonly Framework[],
): Promise<AssetCounts> {
  const { status, cloudAccountId, ...narrower } = filter;
  if (status === 'open' && Object.values(narrower).every((value) => value === undefined || value === '')) {
    const most = await openByAsset(database, teamId, cloudAccountId);
    if (most !== undefined) return most;
  }
  return countOf(database, and(...conditionsOf(teamId, filter, frameworks)));
}

/**
 * The assets with most open findings, from what was judged: an asset has no more open findings than rules that it fails, so
 * only those that fail most need to be counted.
 * @returns undefined when so much is suppressed that others could have more
 */
async function openByAsset(
  database: Database,
  teamId: string,
  cloudAccountId: FindingFilter['cloudAccountId'],
): Promise<AssetCounts | undefined> {
  const failing = sql<number>`cardinality(${judgements.failed})`;
  const candidates = await database
    .select({ assetId: judgements.assetId, cloudAccountId: judgements.cloudAccountId, failing })
    .from(judgements)
    .where(and(eq(judgements.teamId, teamId), ...oneOf(judgements.cloudAccountId, cloudAccountId), sql`${failing} > 0`))
    .orderBy(sql`${failing} desc`)
    .limit(mostAssets * 2);
  if (candidates.length === 0) return [];
  // Pair by pair: two lists of values would be tried each with each.
  const pairs = candidates.map(({ cloudAccountId, assetId }) => sql`(${cloudAccountId}, ${assetId})`);
  const isCandidate = sql`(${findings.cloudAccountId}, ${findings.assetId}) in (${sql.join(pairs, sql`, `)})`;
  const counted = await countOf(database, and(isCandidate, eq(findings.status, 'open')));
  const isAll = candidates.length < mostAssets * 2;
  const mostOfOthers = candidates.at(-1)?.failing ?? 0;
  return isAll || (counted.at(mostAssets - 1)?.count ?? 0) >= mostOfOthers ? counted : undefined;
}

/** Counts by the index alone, and looks up the names of those that are shown. */
async function countOf(database: Database, condition: ReturnType<typeof and>): Promise<AssetCounts> {
  const most = await database
    .select({
      cloudAccountId: findings.cloudAccountId,
      assetId: findings.assetId,
      count: sql<number>`count(*)::int`,
      id: sql<string>`min(${findings.id})`,
    })
    .from(findings)
    .where(condition)
    .groupBy(findings.cloudAccountId, findings.assetId)
    .orderBy(sql`count(*) desc`, findings.assetId)
    .limit(mostAssets);
  if (most.length === 0) return [];
  const named = await database
    .select({ id: findings.id, assetName: findings.assetName, assetType: findings.assetType })
    .from(findings)
    .where(
      inArray(
        findings.id,
        most.map(({ id }) => id),
      ),
    );
  const nameOf = new Map(named.map((row) => [row.id, row]));
  return most.map(({ assetId, count, id }) => ({
    ...{ assetId, count, assetName: nameOf.get(id)?.assetName ?? '', assetType: nameOf.get(id)?.assetType ?? '' },
  }));
}
