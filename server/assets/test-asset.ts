import type { CollectedAsset } from '../aws/collect.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import { assets } from './schema.ts';
import { assetIdOf, findChanged, markDeleted, prepareAssets, writeAssets } from './store.ts';

export interface TestOwner {
  cloudAccountId: string;
  teamId: string;
}

/** An asset as a scan brings it: a bucket, unless told otherwise. */
export function collectedAsset(name: string, changes: Partial<CollectedAsset> = {}): CollectedAsset {
  return {
    arn: `arn:aws:s3:::${name}`,
    type: 'AWS::S3::Bucket',
    service: 's3',
    region: 'eu-west-1',
    name,
    tags: {},
    document: { Name: name },
    unknownParts: {},
    volatile: [],
    ...changes,
  };
}

/** Writes assets as one scan of the service of the first does, and gives their IDs. */
export async function writeTestAssets(
  database: Database,
  owner: TestOwner,
  collected: readonly CollectedAsset[],
  at = new Date(),
): Promise<string[]> {
  const prepared = prepareAssets(owner.cloudAccountId, collected);
  const changed = await findChanged(database, owner.cloudAccountId, prepared);
  await database.transaction((tx) => writeAssets(tx, sourceFor(owner), 'global', changed, at));
  return prepared.map(({ id }) => id);
}

export async function deleteTestAssets(database: Database, owner: TestOwner, ids: string[], at = new Date()) {
  await database.transaction((tx) => markDeleted(tx, sourceFor(owner), ids, at));
}

function sourceFor(owner: TestOwner) {
  return { ...owner, service: 's3', scanId: newId('scan') };
}

/** Inserts an asset as the table has it, past all that scans do, and gives its ID. */
export async function insertTestAsset(
  database: Database,
  { cloudAccountId, teamId }: TestOwner,
  name: string,
  changes: Partial<typeof assets.$inferInsert> = {},
): Promise<string> {
  const arn = changes.arn ?? `arn:aws:s3:::${name}`;
  const id = assetIdOf(cloudAccountId, arn);
  const at = new Date('2026-11-23T10:00:00.123Z');
  await database.insert(assets).values({
    ...{ cloudAccountId, teamId, id, arn, type: 'AWS::S3::Bucket', service: 's3', region: 'eu-west-1', name },
    ...{ document: { Name: name }, hash: 'x', contentHash: 'x', searchText: `${name} ${arn}`.toLowerCase() },
    ...{ source: 's3/global', firstSeenAt: at, changedAt: at, lastSeenAt: at },
    ...changes,
  });
  return id;
}
