import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { readHistory } from './history.ts';
import { collectedAsset, deleteTestAssets, type TestOwner, writeTestAssets } from './test-asset.ts';

const kind = testDatabaseKind();
let opened: OpenDatabase;
let owner: TestOwner;
beforeAll(async () => {
  opened = await kind.open();
  owner = await insertTestAccount(opened.database);
});
afterAll(async () => {
  await opened?.close();
  kind.stop();
});

const denied = { operation: 's3:GetBucketPolicy', code: 'AccessDenied', message: 'no', permission: null };
const minute = (number: number) => new Date(Date.UTC(2026, 10, 23, 10, number));

/** Writes one asset after the other as scans a minute apart see it. */
async function see(name: string, ...versions: Parameters<typeof collectedAsset>[1][]): Promise<string> {
  let id = '';
  for (const [index, changes] of versions.entries()) {
    [id = ''] = await writeTestAssets(opened.database, owner, [collectedAsset(name, changes)], minute(index));
  }
  return id;
}

const eventsOf = async (id: string) => (await readHistory(opened.database, owner.teamId, id))?.events ?? [];

describe('the history of an asset', () => {
  it('tells each change with what was before and after, newest first', async () => {
    const id = await see(
      'a',
      { document: { Versioning: 'Off', Policy: null } },
      { document: { Versioning: 'Enabled', Policy: null } },
      { document: { Versioning: 'Enabled', Policy: { Id: 1 }, Acl: [2, 1] } },
      { document: { Versioning: 'Enabled', Policy: { Id: 1 }, Acl: [1, 2] } },
    );
    const events = await eventsOf(id);
    expect(events.map(({ kind, at, changes }) => ({ kind, at, changes }))).toEqual([
      {
        kind: 'changed',
        at: minute(2).toISOString(),
        changes: [
          { path: 'Acl', after: [2, 1] },
          { path: 'Policy', before: null, after: { Id: 1 } },
        ],
      },
      {
        kind: 'changed',
        at: minute(1).toISOString(),
        changes: [{ path: 'Versioning', before: 'Off', after: 'Enabled' }],
      },
      { kind: 'new', at: minute(0).toISOString(), changes: [] },
    ]);
    expect(new Set(events.map(({ scanId }) => scanId)).size).toBe(3);
  });

  it('tells that an asset went and came back, with what had changed by then', async () => {
    const id = await see('b', { document: { Size: 1 } });
    await deleteTestAssets(opened.database, owner, [id], minute(1));
    await writeTestAssets(opened.database, owner, [collectedAsset('b', { document: { Size: 2 } })], minute(2));
    expect((await eventsOf(id)).map(({ kind, changes }) => [kind, changes])).toEqual([
      ['returned', [{ path: 'Size', before: 1, after: 2 }]],
      ['deleted', []],
      ['new', []],
    ]);
  });

  it('tells of no change where only what moves by itself did, and leaves it out of other changes', async () => {
    const volatile = ['LastUsed'];
    const id = await see(
      'c',
      { volatile, document: { LastUsed: 1, Path: '/' } },
      { volatile, document: { LastUsed: 2, Path: '/' } },
      { volatile, document: { LastUsed: 3, Path: '/x' } },
      { volatile, document: { LastUsed: 4, Path: '/x' } },
    );
    expect((await eventsOf(id)).map(({ kind, changes }) => [kind, changes])).toEqual([
      ['changed', [{ path: 'Path', before: '/', after: '/x' }]],
      ['new', []],
    ]);
  });

  it('tells a part that could not be read from one that came or went', async () => {
    const Policy = { Id: 1 };
    const id = await see(
      'd',
      { document: { Policy } },
      { document: {}, unknownParts: { Policy: denied } },
      { document: { Policy, Acl: 1 } },
      { document: { Policy: null, Acl: 1 } },
    );
    expect((await eventsOf(id)).map(({ changes }) => changes)).toEqual([
      [{ path: 'Policy', before: Policy, after: null }],
      [
        { path: 'Acl', after: 1 },
        { path: 'Policy', after: Policy, unknown: 'before' },
      ],
      [{ path: 'Policy', before: Policy, unknown: 'after' }],
      [],
    ]);
  });

  it('tells of a change outside the document without fields', async () => {
    const id = await see('e', {}, { tags: { env: 'prod' } });
    expect((await eventsOf(id)).map(({ kind, changes }) => [kind, changes])).toEqual([
      ['changed', []],
      ['new', []],
    ]);
  });

  it('cuts values that nobody could read, and says how far it goes back', async () => {
    const versions = Array.from({ length: 103 }, (_, index) => ({
      document: { Text: index === 0 ? '' : 'x'.repeat(20_000 + index) },
    }));
    const id = await see('f', ...versions);
    const history = await readHistory(opened.database, owner.teamId, id);
    expect(history?.isWhole).toBe(false);
    expect(history?.events).toHaveLength(100);
    const [change] = history?.events[0]?.changes ?? [];
    expect(String(change?.after)).toHaveLength(20_001);
    expect(String(change?.after)).toMatch(/x…$/);
  });

  it('is not there for another team, nor for an asset that is not', async () => {
    const id = await see('g', {});
    const stranger = await insertTestAccount(opened.database);
    expect(await readHistory(opened.database, stranger.teamId, id)).toBeUndefined();
    expect(await readHistory(opened.database, owner.teamId, 'none')).toBeUndefined();
  });

  it('has nothing of the same asset in another cloud account', async () => {
    const other = await insertTestAccount(opened.database, { teamId: owner.teamId });
    const mine = await see('h', { document: { Size: 1 } }, { document: { Size: 2 } });
    const [theirs = ''] = await writeTestAssets(opened.database, other, [collectedAsset('h')]);
    expect(theirs).not.toBe(mine);
    expect(await eventsOf(theirs)).toHaveLength(1);
  });
});
