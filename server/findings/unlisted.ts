import { asc, eq, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import type { Missing } from '../rules/values.ts';
import { scanParts } from '../scans/schema.ts';

/** What is not known of which assets of a type there are, in one region or in all. */
export type UnlistedOf = (type: string, region?: string) => readonly Missing[];

interface RegionState {
  isComplete: boolean;
  gaps: { operation: string; code: string; permission: string | null }[];
}

/**
 * Finds out of which types not all assets of a cloud account are known, from the last scan of each service in each region.
 * Of a service that was never scanned nothing is known.
 */
export async function readUnlisted(
  database: Database,
  cloudAccountId: string,
  types: ReadonlyMap<string, AssetType>,
): Promise<UnlistedOf> {
  const parts = await database
    .select({ service: scanParts.service, regions: scanParts.regions, gaps: scanParts.gaps })
    .from(scanParts)
    .where(eq(scanParts.cloudAccountId, cloudAccountId))
    .orderBy(sql`${scanParts.startedAt} asc nulls first`, asc(scanParts.scanId));
  const states = new Map<string, Map<string, RegionState>>();
  for (const { service, regions, gaps } of parts) {
    const known = states.get(service) ?? new Map<string, RegionState>();
    states.set(service, known);
    for (const [region, { state }] of Object.entries(regions)) {
      // What a cancelled or waiting part would have read, an earlier one may have.
      if ((state === 'cancelled' || state === 'waiting') && known.has(region)) continue;
      known.set(region, {
        isComplete: state === 'succeeded' || state === 'not_offered',
        gaps: gaps.filter((gap) => gap.region === region),
      });
    }
  }
  return (type, region) => {
    const described = types.get(type);
    if (described === undefined) return [{ part: type, operation: type, code: 'NotCollected', permission: null }];
    const { service, listedBy } = described;
    const notScanned = { part: type, operation: listedBy[0] ?? service, code: 'NotScanned', permission: null };
    const regions = states.get(service);
    if (regions === undefined) return [notScanned];
    const wanted = described.isGlobal || region === undefined ? [...regions.values()] : [regions.get(region)];
    return wanted.flatMap((state) => {
      if (state === undefined) return [notScanned];
      if (state.isComplete) return [];
      // A call that reads a part of an asset, of this type or another, hides no asset.
      const isOfParts = (operation: string) =>
        !listedBy.includes(operation) &&
        [...types.values()].some(
          (other) =>
            other.service === service && [...other.parts.values()].some((part) => part.operation === operation),
        );
      const isOfOtherLists = (operation: string) =>
        !listedBy.includes(operation) &&
        [...types.values()].some((other) => other.service === service && other.listedBy.includes(operation));
      const hiding = state.gaps.filter(({ operation }) => !isOfParts(operation) && !isOfOtherLists(operation));
      if (hiding.length === 0 && state.gaps.length > 0) return [];
      if (hiding.length === 0) return [{ ...notScanned, code: 'NotFinished' }];
      return hiding.map(({ operation, code, permission }) => ({ part: type, operation, code, permission }));
    });
  };
}
