import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { countAssets } from './counts.ts';
import { removeAssets } from './store.ts';
import { collectedAsset, deleteTestAssets, type TestOwner, writeTestAssets } from './test-asset.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
beforeAll(async () => {
  opened = await kind.open();
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

/** The counts that are kept, and those that a look at the assets gives. */
async function countsOf({ cloudAccountId }: TestOwner) {
  const read = async (query: ReturnType<typeof sql>) => {
    const answer = await opened.database.execute(query);
    const { rows } = answer as unknown as { rows: { place: string; count: number }[] };
    return Object.fromEntries(rows.map(({ place, count }) => [place, count]));
  };
  const place = sql`service || ' ' || region || ' ' || type as place`;
  return {
    kept: await read(
      sql`select ${place}, present as count from asset_counts where cloud_account_id = ${cloudAccountId} and present <> 0`,
    ),
    real: await read(
      sql`select ${place}, count(*)::int as count from assets
        where cloud_account_id = ${cloudAccountId} and deleted_at is null group by service, region, type`,
    ),
  };
}

async function expectTrue(owner: TestOwner, counts: Record<string, number>) {
  const { kept, real } = await countsOf(owner);
  expect(kept).toEqual(counts);
  expect(real).toEqual(counts);
}

describe('the counts that are kept with each write', () => {
  it('follow assets that come, change, go and return', async () => {
    const { database } = opened;
    const owner = await insertTestAccount(database);
    const [a = '', b = ''] = await writeTestAssets(database, owner, [collectedAsset('a'), collectedAsset('b')]);
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 2 });

    await writeTestAssets(database, owner, [collectedAsset('a', { tags: { env: 'prod' } }), collectedAsset('b')]);
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 2 });

    await deleteTestAssets(database, owner, [a, b]);
    await expectTrue(owner, {});
    await deleteTestAssets(database, owner, [a]);
    await expectTrue(owner, {});

    await writeTestAssets(database, owner, [collectedAsset('b')]);
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 1 });
  });

  it('follow a bucket that is deleted and made anew in another region between two scans', async () => {
    const { database } = opened;
    const owner = await insertTestAccount(database);
    await writeTestAssets(database, owner, [collectedAsset('a'), collectedAsset('b')]);
    const [a = ''] = await writeTestAssets(database, owner, [collectedAsset('a', { region: 'us-east-1' })]);
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 1, 's3 us-east-1 AWS::S3::Bucket': 1 });
    await deleteTestAssets(database, owner, [a]);
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 1 });
  });

  it('count an asset once that two batches bring', async () => {
    const { database } = opened;
    const owner = await insertTestAccount(database);
    const twice = [collectedAsset('a'), collectedAsset('a', { tags: { env: 'prod' } })];
    await writeTestAssets(database, owner, twice);
    await Promise.all(twice.map((asset) => writeTestAssets(database, owner, [asset])));
    await expectTrue(owner, { 's3 eu-west-1 AWS::S3::Bucket': 1 });
  });

  it('are gone with their cloud account, and those of others stay', async () => {
    const { database } = opened;
    const owner = await insertTestAccount(database);
    const other = await insertTestAccount(database, { teamId: owner.teamId });
    await writeTestAssets(database, owner, [collectedAsset('a')]);
    await writeTestAssets(database, other, [collectedAsset('a')]);
    expect((await countAssets(database, owner.teamId, { state: 'present' })).total).toBe(2);
    await database.transaction((tx) => removeAssets(tx, owner.cloudAccountId));
    await expectTrue(owner, {});
    await expectTrue(other, { 's3 eu-west-1 AWS::S3::Bucket': 1 });
    expect((await countAssets(database, owner.teamId, { state: 'present' })).total).toBe(1);
  });
});
