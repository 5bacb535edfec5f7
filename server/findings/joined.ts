import { and, eq, isNull } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import type { Circumstances, JoinedAssets } from '../rules/compile.ts';
import { fieldOf } from '../rules/examples.ts';
import type { JudgedAsset } from '../rules/values.ts';
import { judgedColumns, toJudgedAsset } from './judged-asset.ts';
import type { UnlistedOf } from './unlisted.ts';

/**
 * Loads the assets of a cloud account that rules join, once, and finds those of a region or with a field's value without
 * going through all of them.
 */
export async function loadJoined(
  database: Database,
  account: { cloudAccountId: string; awsAccountId: string; partition: string },
  joinedTypes: Iterable<string>,
  types: ReadonlyMap<string, AssetType>,
  unlistedOf: UnlistedOf,
): Promise<Circumstances['joined']> {
  const byType = new Map<string, JudgedAsset[]>();
  for (const type of joinedTypes) {
    const rows = await database
      .select(judgedColumns)
      .from(assets)
      .where(and(eq(assets.cloudAccountId, account.cloudAccountId), eq(assets.type, type), isNull(assets.deletedAt)));
    byType.set(
      type,
      rows.map((row) => toJudgedAsset(row, account, types)),
    );
  }
  const indexes = new Map<string, Map<unknown, JudgedAsset[]>>();
  const index = (type: string, key: string, of: (asset: JudgedAsset) => unknown) => {
    const name = `${type} ${key}`;
    const known = indexes.get(name) ?? Map.groupBy(byType.get(type) ?? [], of);
    indexes.set(name, known);
    return known;
  };
  const unlisted = new Map<string, readonly JoinedAssets['unlisted'][number][]>();
  const missingOf = (type: string, region?: string) => {
    const key = `${type} ${region ?? ''}`;
    const known = unlisted.get(key) ?? unlistedOf(type, region);
    unlisted.set(key, known);
    return known;
  };
  return (type, { region, field, values }) => {
    let found: readonly JudgedAsset[];
    if (field !== undefined) {
      const byField = index(type, `field ${field}`, ({ document }) => fieldOf(document, field));
      found = [...new Set(values)].flatMap((value) => byField.get(value) ?? []);
      if (region !== undefined) found = found.filter((asset) => asset.region === region);
    } else if (region !== undefined) found = index(type, 'region', (asset) => asset.region).get(region) ?? [];
    else found = byType.get(type) ?? [];
    return { assets: found, unlisted: missingOf(type, region) };
  };
}
