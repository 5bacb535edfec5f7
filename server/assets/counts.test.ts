import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import type { AssetFilter } from './api.ts';
import { countAssets } from './counts.ts';
import { collectedAsset, insertTestAsset, type TestOwner, writeTestAssets } from './test-asset.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
let owner: TestOwner;

beforeAll(async () => {
  opened = await kind.open();
  owner = await insertTestAccount(opened.database, { nickname: 'Production' });
  await writeTestAssets(opened.database, owner, [
    collectedAsset('one', { tags: { env: 'prod' } }),
    collectedAsset('two', { region: 'us-east-1' }),
    collectedAsset('three', { type: 'AWS::S3::AccessPoint', service: 's3control' }),
  ]);
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

const count = (filter: Partial<AssetFilter> = {}) =>
  countAssets(opened.database, owner.teamId, { state: 'present', ...filter });

describe('counting assets', () => {
  it.each<[string, Partial<AssetFilter>, number]>([
    ['everything', {}, 3],
    ['a type', { type: 'AWS::S3::Bucket' }, 2],
    ['all types but one', { type: '!AWS::S3::Bucket' }, 1],
    ['a region', { region: 'us-east-1' }, 1],
    ['a service', { service: 's3control' }, 1],
    ['several filters', { service: 's3,s3control', region: '!us-east-1' }, 2],
    ['nothing', { region: 'us-west-2' }, 0],
    ['SQL as text', { type: `x') or true --` }, 0],
  ])('gives the same for %s from the kept counts and from the assets', async (_, filter, total) => {
    const kept = await count(filter);
    expect(kept.total).toBe(total);
    // An asset’s ARN is in what text search looks through, so this filter matches all of them.
    expect(await count({ ...filter, text: 'arn:aws:s3' })).toEqual(kept);
  });

  it('names the cloud account', async () => {
    expect((await count()).byCloudAccount).toEqual([
      { cloudAccountId: owner.cloudAccountId, nickname: 'Production', count: 3 },
    ]);
  });

  it('counts nothing of another team', async () => {
    const stranger = await insertTestAccount(opened.database);
    for (const filter of [{}, { text: 'arn:aws' }, { cloudAccountId: owner.cloudAccountId }]) {
      expect((await countAssets(opened.database, stranger.teamId, { state: 'all', ...filter })).total).toBe(0);
      expect((await countAssets(opened.database, stranger.teamId, { state: 'present', ...filter })).total).toBe(0);
    }
  });

  it('looks at no more than 10,000 assets, and says so', async () => {
    const many = await insertTestAccount(opened.database);
    const [first = ''] = [await insertTestAsset(opened.database, many, 'first')];
    await opened.database.execute(sql`
      insert into assets (cloud_account_id, arn, id, team_id, type, service, region, name, document, hash, content_hash,
        search_text, source, first_seen_at, changed_at, last_seen_at)
      select cloud_account_id, arn || number, id || number, team_id, type, service, region, name, document, hash,
        content_hash, search_text, source, first_seen_at, changed_at, last_seen_at
      from assets, generate_series(1, 10000) number where id = ${first}`);
    const ask = () => countAssets(opened.database, many.teamId, { state: 'present', name: 'first' });
    expect(await ask()).toMatchObject({ total: 10_000, isComplete: false });
    await opened.database.execute(sql`delete from assets where id = ${first}`);
    expect(await ask()).toMatchObject({ total: 10_000, isComplete: true });
  });
});
