import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { type AssetFilter, type AssetQuery, assetQuery } from './api.ts';
import { countAssets } from './counts.ts';
import { findAsset, listAssets } from './query.ts';
import type { assets } from './schema.ts';
import { assetIdOf, noteListed } from './store.ts';
import { collectedAsset, insertTestAsset, type TestOwner, writeTestAssets } from './test-asset.ts';

for (const kind of testDatabaseKinds()) {
  describe(`asking for assets on ${kind.name}`, () => {
    let opened: OpenDatabase;
    let database: Database;
    let production: TestOwner;
    let development: TestOwner;
    let stranger: TestOwner;

    const at = new Date('2026-11-23T10:00:00.123Z');
    const insert = (owner: TestOwner, name: string, changes: Partial<typeof assets.$inferInsert> = {}) =>
      insertTestAsset(database, owner, name, changes);

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

      await writeTestAssets(database, production, [
        collectedAsset('Invoices', {
          tags: { env: 'prod', 'a,b': 'c\\d', 'cost=center': 'a=b', '!urgent': 'yes' },
          document: { Policy: { Note: '50% off_all' } },
        }),
        collectedAsset('web', {
          type: 'AWS::EC2::Instance',
          service: 'ec2',
          region: 'us-east-1',
          arn: 'arn:aws:ec2:us-east-1:1:instance/i-1',
          unknownParts: {
            Policy: { operation: 's3:GetBucketPolicy', code: 'AccessDenied', message: 'no', permission: null },
          },
        }),
      ]);
      await writeTestAssets(database, development, [collectedAsset('invoices-copy', { tags: { env: 'dev' } })]);
      await insert(development, 'old', { deletedAt: at });
      await writeTestAssets(database, stranger, [collectedAsset('Invoices', { tags: { env: 'prod' } })]);
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
      ['a tag whose name and value have an equals sign', { tag: 'cost=center=a=b' }, ['Invoices']],
      ['the name of a tag that has an equals sign', { tag: 'cost=center' }, ['Invoices']],
      ['a tag that is there with another value', { tag: 'cost=center=a' }, []],
      ['a tag whose name begins with an exclamation mark', { tag: '\\!urgent=yes' }, ['Invoices']],
      ['no such tag', { tag: '!env' }, ['web']],
      ['a tag, without one of its values', { tag: 'env,!env=dev' }, ['Invoices']],
      ['all regions but one', { region: '!us-east-1' }, ['Invoices', 'invoices-copy']],
      ['none of several types', { type: '!AWS::S3::Bucket, !AWS::Other::Thing' }, ['web']],
      ['all services but one', { service: '!s3' }, ['web']],
      ['an exclamation mark alone as no filter', { region: '!' }, ['Invoices', 'invoices-copy', 'web']],
      ['a comma that is escaped as part of the value', { region: 'us-east-1\\,eu-west-1' }, []],
      ['a value of several lines as it is', { tag: 'env\n' }, ['Invoices', 'invoices-copy']],
      ['text of a tag, whatever its case', { text: 'URGENT' }, ['Invoices']],
      ['two letters in names alone', { text: 'we' }, ['web']],
      ['quotes and SQL in the text', { text: `'%' or 1=1; --` }, []],
      ['quotes and SQL in a tag', { tag: `env" : "prod'` }, []],
      ['a backslash as itself', { text: 'c\\d' }, ['Invoices']],
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
        isComplete: true,
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
      const source = { ...account, service: 's3', scanId: 'scan' };
      const noteSeen = (type: string) =>
        database.transaction((tx) => noteListed(tx, source, [{ region: 'global', type }], later));
      await noteSeen('AWS::Other::Thing');
      expect((await findAsset(database, account.teamId, id))?.lastSeenAt).toBe(at.toISOString());
      await noteSeen('AWS::S3::Bucket');
      expect((await findAsset(database, account.teamId, id))?.lastSeenAt).toBe(later.toISOString());
      expect((await findAsset(database, account.teamId, gone))?.lastSeenAt).toBe(at.toISOString());
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
      const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url');
      const wrong: Partial<AssetQuery>[] = [
        { cursor: 'nonsense' },
        { cursor: cursorOf({ value: 1 }) },
        { cursor: cursorOf({ value: 'a', id: 'b' }), sort: 'changedAt' },
        { cursor: cursorOf({ value: '0000-01-01T00:00:00Z', id: 'b' }), sort: 'changedAt' },
      ];
      for (const changes of wrong) {
        await expect(
          listAssets(database, production.teamId, query(changes)),
          JSON.stringify(changes),
        ).rejects.toMatchObject({ problem: { code: 'input_invalid' } });
      }
    });

    it('takes any text in a cursor as text', async () => {
      const cursor = Buffer.from(JSON.stringify({ value: `\u0000'; --`, id: '\ud800' })).toString('base64url');
      await expect(listAssets(database, production.teamId, query({ cursor }))).resolves.toHaveProperty('items');
    });
  });
}
