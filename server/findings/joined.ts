import { and, eq, isNull } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { AssetType } from '../rules/asset-types.ts';
import type { JoinedData } from '../rules/joined-assets.ts';
import type { JudgedAsset, Missing } from '../rules/values.ts';
import { judgedColumns, toJudgedAsset } from './judged-asset.ts';
import type { UnlistedOf } from './unlisted.ts';

/** Loads the assets of a cloud account that rules join, once. */
export async function loadJoined(
  database: Database,
  account: { cloudAccountId: string; awsAccountId: string; partition: string },
  joinedTypes: Iterable<string>,
  types: ReadonlyMap<string, AssetType>,
  unlistedOf: UnlistedOf,
): Promise<JoinedData> {
  const regions = await database
    .selectDistinct({ region: assets.region })
    .from(assets)
    .where(and(eq(assets.cloudAccountId, account.cloudAccountId), isNull(assets.deletedAt)));
  const assetsByType = new Map<string, JudgedAsset[]>();
  const unlisted = new Map<string, readonly Missing[]>();
  for (const type of joinedTypes) {
    const rows = await database
      .select(judgedColumns)
      .from(assets)
      .where(and(eq(assets.cloudAccountId, account.cloudAccountId), eq(assets.type, type), isNull(assets.deletedAt)));
    assetsByType.set(
      type,
      rows.map((row) => toJudgedAsset(row, account, types)),
    );
    unlisted.set(type, unlistedOf(type));
    for (const { region } of regions) unlisted.set(`${type} ${region}`, unlistedOf(type, region));
  }
  return { assetsByType, unlisted };
}
