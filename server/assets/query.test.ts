import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { type AssetFilter, type AssetQuery, assetQuery } from './api.ts';
import { countAssets, findAsset, listAssets } from './query.ts';
import { assets } from './schema.ts';
import { assetIdOf, noteListed } from './store.ts';

for (const kind of testDatabaseKinds()) {
  describe(`asking for assets on ${kind.name}`, () => {
    let opened: OpenDatabase;
    let database: Database;
    let production: { cloudAccountId: string; teamId: string };
    let development: { cloudAccountId: string; teamId: string };
    let stranger: { cloudAccountId: string; teamId: string };

    const at = new Date('2026-11-23T10:00:00.123Z');
    const insert = async (
      { cloudAccountId, teamId }: { cloudAccountId: string; teamId: string },
      name: string,
      changes: Partial<typeof assets.$inferInsert> = {},
    ) => {
      const arn = changes.arn ?? `arn:aws:s3:::${name}`;
      const id = assetIdOf(cloudAccountId, arn);
      await database.insert(assets).values({
        cloudAccountId,
        teamId,
        id,
        arn,
        type: 'AWS::S3::Bucket',
        service: 's3',
        region: 'eu-west-1',
        name,
        document: { Name: name },
        hash: 'x',
        source: 's3/global',
        firstSeenAt: at,
        changedAt: at,
        lastSeenAt: at,
        ...changes,
      });
      return id;
    };

    beforeAll(async () => {
      opened = await kind.open();
      database = opened.database;
      production = await insertTestAccount(database, { nickname: 'Production', nicknameKey: 'production' });
      development = await insertTestAccount(database, {
        teamId: production.teamId,
        nickname: 'Development',
        nicknameKey: 'development',
      });
      stranger = await insertTestAccount(database);

      await insert(production, 'Invoices', {
        tags: { env: 'prod', 'a,b': 'c\\d' },
        document: { Policy: { Note: '50% off_all' } },
      });
      await insert(production, 'web', {
        type: 'AWS::EC2::Instance',
        service: 'ec2',
        region: 'us-east-1',
        arn: 'arn:aws:ec2:us-east-1:1:instance/i-1',
        changedAt: new Date('2026-11-23T12:00:00Z'),
        unknownParts: {
          Policy: { operation: 's3:GetBucketPolicy', code: 'AccessDenied', message: 'no', permission: null },
        },
      });
      await insert(development, 'invoices-copy', { tags: { env: 'dev' } });
      await insert(development, 'old', { deletedAt: at });
      await insert(stranger, 'Invoices', { tags: { env: 'prod' } });
    });
    afterAll(async () => {
      await opened?.close();
      kind.stop();
    });

    const query = (changes: Partial<AssetQuery> = {}): AssetQuery => ({ ...assetQuery.parse({}), ...changes });
    const names = async (changes: Partial<AssetQuery> = {}) =>
      (await listAssets(database, production.teamId, query(changes))).items.map(({ name }) => name).sort();

    it('shows what is present, of the team alone', async () => {
      expect(await names()).toEqual(['Invoices', 'invoices-copy', 'web']);
      const { items } = await listAssets(database, stranger.teamId, query());
      expect(items.map(({ cloudAccountId }) => cloudAccountId)).toEqual([stranger.cloudAccountId]);
      expect((await listAssets(database, 'nobody', query())).items).toEqual([]);
    });

    it('finds no asset of another team, even by its ID or its account', async () => {
      const id = assetIdOf(stranger.cloudAccountId, 'arn:aws:s3:::Invoices');
      expect(await findAsset(database, stranger.teamId, id)).toBeDefined();
      expect(await findAsset(database, production.teamId, id)).toBeUndefined();
      expect(await names({ cloudAccountId: stranger.cloudAccountId })).toEqual([]);
      const counts = await countAssets(database, production.teamId, {
        cloudAccountId: stranger.cloudAccountId,
        state: 'all',
      });
      expect(counts.total).toBe(0);
    });

    it.each<[string, Partial<AssetFilter>, string[]]>([
      [
        'several values of a filter',
        { type: 'AWS::S3::Bucket,AWS::EC2::Instance' },
        ['Invoices', 'invoices-copy', 'web'],
      ],
      ['all filters together', { service: 's3', tag: 'env=prod' }, ['Invoices']],
      ['a region', { region: 'us-east-1' }, ['web']],
      ['part of a name, whatever its case', { name: 'INVOICE' }, ['Invoices', 'invoices-copy']],
      ['a tag that is there', { tag: 'env' }, ['Invoices', 'invoices-copy']],
      ['one of several tags', { tag: 'env=dev, env=prod' }, ['Invoices', 'invoices-copy']],
      ['a tag whose name has a comma', { tag: 'a\\,b' }, ['Invoices']],
      ['a tag whose value has a backslash', { tag: 'a\\,b=c\\\\d' }, ['Invoices']],
      ['a tag whose name is missing', { tag: '=prod' }, []],
      ['text of the document', { text: '50% OFF_ALL' }, ['Invoices']],
      ['text of the ARN', { text: 'instance/i-1' }, ['web']],
      ['wildcards of SQL as themselves', { name: '%' }, []],
      ['an underscore as itself', { text: 'off-all' }, []],
      ['what is deleted', { state: 'deleted' }, ['old']],
      ['everything', { state: 'all' }, ['Invoices', 'invoices-copy', 'old', 'web']],
      ['only commas as no filter', { type: ', ,' }, ['Invoices', 'invoices-copy', 'web']],
      ['characters that no text holds as nothing', { name: 'in\u0000voices', tag: '\u0000' }, []],
      ['quotes and SQL as text', { name: `'; drop table assets; --`, type: `x' or '1'='1` }, []],
    ])('filters by %s', async (_, filter, expected) => {
      expect(await names(filter)).toEqual(expected);
      const counts = await countAssets(database, production.teamId, { state: 'present', ...filter });
      expect(counts.total).toBe(expected.length);
    });

    it('counts by type, service, region and account, most first', async () => {
      expect(await countAssets(database, production.teamId, { state: 'present' })).toEqual({
        total: 3,
        byType: [
          { type: 'AWS::S3::Bucket', count: 2 },
          { type: 'AWS::EC2::Instance', count: 1 },
        ],
        byService: [
          { service: 's3', count: 2 },
          { service: 'ec2', count: 1 },
        ],
        byRegion: [
          { region: 'eu-west-1', count: 2 },
          { region: 'us-east-1', count: 1 },
        ],
        byCloudAccount: [
          { cloudAccountId: production.cloudAccountId, nickname: 'Production', count: 2 },
          { cloudAccountId: development.cloudAccountId, nickname: 'Development', count: 1 },
        ],
      });
    });

    it('shows an asset whole, with a link to the AWS console', async () => {
      const id = assetIdOf(production.cloudAccountId, 'arn:aws:ec2:us-east-1:1:instance/i-1');
      const [summary] = (await listAssets(database, production.teamId, query({ name: 'web' }))).items;
      expect(summary).toMatchObject({ id, unknownParts: 1, accountNickname: 'Production' });
      expect(await findAsset(database, production.teamId, id)).toMatchObject({
        document: { Name: 'web' },
        unknownParts: { Policy: { code: 'AccessDenied' } },
        consoleUrl: 'https://console.aws.amazon.com/ec2/home?region=us-east-1#InstanceDetails:instanceId=i-1',
      });
    });

    it('knows an asset as seen when its type was last listed to its end', async () => {
      const account = await insertTestAccount(database);
      const id = await insert(account, 'seen');
      const gone = await insert(account, 'gone', { deletedAt: at });
      const later = new Date('2026-11-24T10:00:00.000Z');
      const source = { ...account, source: 's3/global' };
      await database.transaction((tx) => noteListed(tx, source, ['AWS::S3::Bucket'], later));
      expect((await findAsset(database, account.teamId, id))?.lastSeenAt).toBe(later.toISOString());
      expect((await findAsset(database, account.teamId, gone))?.lastSeenAt).toBe(at.toISOString());
      await database.transaction((tx) => noteListed(tx, source, ['AWS::Other::Thing'], new Date()));
      expect((await findAsset(database, account.teamId, id))?.lastSeenAt).toBe(later.toISOString());
    });

    it.each(['name', '-name', 'type', '-type', 'region', '-region', 'changedAt', '-changedAt'] as const)(
      'pages through everything once, sorted by %s, also while assets come and go',
      async (sort) => {
        const account = await insertTestAccount(database);
        for (let index = 0; index < 25; index += 1) {
          await insert(account, `asset ${index % 7}`, {
            arn: `arn:aws:s3:::${index}`,
            type: `AWS::Fake::T${index % 3}`,
            region: `eu-west-${index % 4}`,
            changedAt: new Date(at.getTime() + (index % 5)),
          });
        }
        const all = (await listAssets(database, account.teamId, query({ sort }))).items;
        const key = sort.replace('-', '') as 'name';
        const values = all.map((item) => item[key]);
        const ascending = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        expect(values).toEqual(sort.startsWith('-') ? ascending.reverse() : ascending);

        const paged: string[] = [];
        for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
          const page = await listAssets(
            database,
            account.teamId,
            query({ sort, limit: 4, ...(cursor ? { cursor } : {}) }),
          );
          paged.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        }
        expect(paged).toEqual(all.map(({ id }) => id));
      },
    );

    it('refuses a cursor that no page of this list answered', async () => {
      for (const cursor of ['nonsense', Buffer.from('{"value":1}').toString('base64url')]) {
        await expect(listAssets(database, production.teamId, query({ cursor }))).rejects.toMatchObject({
          problem: { code: 'input_invalid' },
        });
      }
      const ofNames = Buffer.from(JSON.stringify({ value: 'a', id: 'b' })).toString('base64url');
      await expect(
        listAssets(database, production.teamId, query({ cursor: ofNames, sort: 'changedAt' })),
      ).rejects.toMatchObject({ problem: { code: 'input_invalid' } });
    });
  });
}
