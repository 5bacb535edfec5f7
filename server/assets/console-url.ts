import { consoleHostOf, homeRegionOf, type Partition, parseArn } from '../aws/partition.ts';
import { computePaths } from './console-paths/compute.ts';
import { dataPaths } from './console-paths/data.ts';
import type { ConsolePath, LinkedAsset } from './console-paths/path.ts';
import { securityPaths } from './console-paths/security.ts';
import { serverlessPaths } from './console-paths/serverless.ts';
import { storagePaths } from './console-paths/storage.ts';

/** Where the AWS console shows assets, by their type. */
export const consolePaths: ReadonlyMap<string, ConsolePath> = new Map(
  [computePaths, dataPaths, securityPaths, serverlessPaths, storagePaths].flatMap((paths) => Object.entries(paths)),
);

/**
 * A link that opens an asset in the AWS console of its partition; `null` when its type has none. Names are hostile
 * text: they are encoded, and the host never comes from the asset.
 */
export function consoleUrlOf(asset: LinkedAsset, partition: Partition): string | null {
  const pathOf = consolePaths.get(asset.type);
  const arn = parseArn(asset.arn);
  if (pathOf === undefined || arn === undefined) return null;
  const region = /^[a-z0-9-]+-\d+$/.test(asset.region) ? asset.region : homeRegionOf(partition);
  const id = encodeURIComponent(arn.resource.split('/').at(-1) ?? '');
  return `https://${consoleHostOf(partition)}${pathOf(id, { region, encode: encodeURIComponent }, asset)}`;
}
