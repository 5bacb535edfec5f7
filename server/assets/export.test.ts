import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { csvColumns, exportCsv, exportJson } from './export.ts';
import { collectedAsset, deleteTestAssets, insertTestAsset, type TestOwner, writeTestAssets } from './test-asset.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
let owner: TestOwner;
let many: TestOwner;
let ids: string[];

const hostile = ['=cmd|calc', '+1', '-1', '@sum', '\tx', '\rx', '\n=x', '＝x'];

beforeAll(async () => {
  opened = await kind.open();
  owner = await insertTestAccount(opened.database, { nickname: 'Production', awsAccountId: '111122223333' });
  ids = await writeTestAssets(opened.database, owner, [
    collectedAsset('plain', { tags: { env: 'prod' }, document: { Policy: { Note: 'a "b", c' }, Acl: null } }),
    collectedAsset('comma, "quote"\r\nline'),
    ...hostile.map((name, index) => collectedAsset(name, { arn: `arn:aws:s3:::hostile${index}`, region: 'us-east-1' })),
    collectedAsset('gone'),
  ]);
  await deleteTestAssets(opened.database, owner, [ids.at(-1) ?? '']);
  await writeTestAssets(opened.database, await insertTestAccount(opened.database), [collectedAsset('a stranger’s')]);

  many = await insertTestAccount(opened.database);
  const first = await insertTestAsset(opened.database, many, 'first');
  await opened.database.execute(sql`
    insert into assets (cloud_account_id, arn, id, team_id, type, service, region, name, document, hash, content_hash,
      search_text, source, first_seen_at, changed_at, last_seen_at)
    select cloud_account_id, arn || number, id || number, team_id, type, service, region, name, document, hash,
      content_hash, search_text, source, first_seen_at, changed_at, last_seen_at
    from assets, generate_series(1, 2499) number where id = ${first}`);
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const line of lines) text += line;
  return text;
}

/** Fields of CSV as RFC 4180 has it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/** The same database, that counts how often assets are asked for. */
function counting(database: Database) {
  const asked = { times: 0 };
  const watched = new Proxy(database, {
    get(target, key) {
      if (key === 'select') asked.times += 1;
      const value = Reflect.get(target, key, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { asked, watched };
}

describe('the CSV of assets', () => {
  it('has a line each under the names of its columns, every field as it is', async () => {
    const [head = [], ...rows] = parseCsv(await textOf(exportCsv(opened.database, owner.teamId, { state: 'present' })));
    expect(head).toEqual([...csvColumns]);
    expect(head[0]).toBe('id');
    expect(rows).toHaveLength(10);
    const fields = (id: string | undefined) => {
      const row = rows.find(([first]) => first === id) ?? [];
      return Object.fromEntries(head.map((column, index) => [column, row[index]]));
    };
    expect(fields(ids[0])).toMatchObject({
      accountNickname: 'Production',
      awsAccountId: '111122223333',
      name: 'plain',
      tags: '{"env":"prod"}',
      unknownParts: '0',
      deletedAt: '',
    });
    expect(fields(ids[1])).toMatchObject({ name: 'comma, "quote"\r\nline', region: 'eu-west-1' });
  });

  it('has no field that a spreadsheet takes for a formula', async () => {
    const text = await textOf(exportCsv(opened.database, owner.teamId, { state: 'all' }));
    const names = parseCsv(text).map((row) => row[csvColumns.indexOf('name')] ?? '');
    for (const name of hostile) expect(names).toContain(`'${name}`);
    expect(
      parseCsv(text)
        .flat()
        .filter((field) => /^[=+\-@\t\r\n＝]/.test(field)),
    ).toEqual([]);
  });

  it('has what the filter matches, of the team alone', async () => {
    const count = async (filter: Parameters<typeof exportCsv>[2]) =>
      parseCsv(await textOf(exportCsv(opened.database, owner.teamId, filter))).length - 1;
    expect(await count({ state: 'present', region: 'us-east-1' })).toBe(hostile.length);
    expect(await count({ state: 'deleted' })).toBe(1);
    expect(await count({ state: 'all' })).toBe(11);
    expect(await count({ state: 'all', text: 'stranger' })).toBe(0);
  });
});

describe('the JSON of assets', () => {
  it('is one array with every asset and its document', async () => {
    const all = JSON.parse(await textOf(exportJson(opened.database, owner.teamId, { state: 'present' })));
    expect(all).toHaveLength(10);
    expect(all.find(({ id }: { id: string }) => id === ids[0])).toMatchObject({
      name: 'plain',
      tags: { env: 'prod' },
      document: { Policy: { Note: 'a "b", c' }, Acl: null },
      unknownParts: {},
    });
  });

  it('is an empty array when nothing matches', async () => {
    expect(JSON.parse(await textOf(exportJson(opened.database, 'nobody', { state: 'all' })))).toEqual([]);
  });
});

describe.each([
  ['CSV', exportCsv],
  ['JSON', exportJson],
])('the %s of many assets', (_, write) => {
  it('has each once, however many have the same name', async () => {
    const text = await textOf(write(opened.database, many.teamId, { state: 'present' }));
    const found = text.match(/as_[\w-]{20}\d*/g) ?? [];
    expect(found).toHaveLength(2500);
    expect(new Set(found).size).toBe(2500);
  });

  it('comes as it is read: nothing is read before it is asked for, nor after the reader is gone', async () => {
    const { asked, watched } = counting(opened.database);
    const lines = write(watched, many.teamId, { state: 'present' });
    await lines.next();
    expect(asked.times).toBe(0);
    expect((await lines.next()).value).toContain('as_');
    const afterFirst = asked.times;
    expect(afterFirst).toBeGreaterThan(0);
    await lines.return(undefined);
    expect((await lines.next()).done).toBe(true);
    expect(asked.times).toBe(afterFirst);

    const whole = counting(opened.database);
    await textOf(write(whole.watched, many.teamId, { state: 'present' }));
    expect(whole.asked.times).toBe(5 * afterFirst);
  });
});
