import { assets } from '../assets/schema.ts';
import type { AssetType } from '../rules/asset-types.ts';
import type { JudgedAsset } from '../rules/values.ts';

/** What is read of an asset that is judged. */
export const judgedColumns = {
  id: assets.id,
  arn: assets.arn,
  name: assets.name,
  type: assets.type,
  service: assets.service,
  region: assets.region,
  tags: assets.tags,
  document: assets.document,
  unknownParts: assets.unknownParts,
};

type Row = Pick<typeof assets.$inferSelect, keyof typeof judgedColumns>;

/** A stored asset as rules see it. */
export function toJudgedAsset(
  row: Row,
  { awsAccountId, partition }: { awsAccountId: string; partition: string },
  types: ReadonlyMap<string, AssetType>,
): JudgedAsset {
  const { arn, name, type, region, tags, document, unknownParts } = row;
  const tagsPart = types.get(type)?.tagsPart ?? '';
  return { arn, name, type, region, tags, document, unknownParts, awsAccountId, partition, tagsPart };
}
