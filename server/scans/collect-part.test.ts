import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../assets/schema.ts';
import { awsError, fakeService, fakeSession, type Thing } from '../aws/fake-sdk.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import type { ScanView } from './api.ts';
import { listScanChanges } from './changes.ts';
import { insertTestAccount, scanOnce } from './test-account.ts';

const [embedded] = testDatabaseKinds();
const regions = ['eu-west-1', 'eu-west-2'];

/** An AWS whose regions have things of their own, and refuse operations of their own. */
function newWorld() {
  const things: Record<string, Thing[]> = {};
  const owners: Record<string, string> = {};
  /** By region and operation, or region, operation and name. */
  const refusals = new Map<string, () => Error>();
  const { service } = fakeService((operation, { Name }, region) => {
    const refusal = refusals.get(`${region} ${operation} ${Name}`) ?? refusals.get(`${region} ${operation}`);
    const error = refusal ?? refusals.get(region);
    if (error !== undefined) throw error();
    if (operation === 'ListThings') return { Things: things[region] ?? [] };
    if (operation === 'GetThingOwner') return { Owner: owners[String(Name)] ?? 'nobody' };
    return operation === 'GetThingPolicy' ? { Policy: '{}' } : {};
  });
  return { things, owners, refusals, service };
}

const denied = () => awsError('AccessDenied', 'not authorized', 403);
const noHost = () =>
  Object.assign(new Error('getaddrinfo ENOTFOUND fake.eu-west-2.amazonaws.com'), { code: 'ENOTFOUND' });

describe('a part of a scan', () => {
  let opened: OpenDatabase;
  let database: Database;

  beforeAll(async () => {
    if (embedded === undefined) throw new Error('There is always an embedded database.');
    opened = await embedded.open();
    database = opened.database;
  });
  afterAll(() => opened?.close());

  async function newAccount() {
    const { cloudAccountId } = await insertTestAccount(database);
    const world = newWorld();
    const scan = () => scanOnce(database, cloudAccountId, world.service, fakeSession, regions);
    return { ...world, cloudAccountId, scan };
  }

  const readAssets = (cloudAccountId: string, type = 'AWS::Fake::Thing') =>
    database
      .select()
      .from(assets)
      .where(and(eq(assets.cloudAccountId, cloudAccountId), eq(assets.type, type)))
      .orderBy(assets.region, assets.name);
  const statesOf = ({ details }: ScanView) => details.map(({ region, state }) => [region, state]);

  it('loses alone what is refused: the listing, in its region, with the missing action; the rest is reconciled', async () => {
    const { things, refusals, scan, cloudAccountId } = await newAccount();
    for (const region of regions) things[region] = [{ Name: 'kept' }, { Name: 'gone' }];
    await scan();
    for (const region of regions) things[region] = [{ Name: 'kept' }];
    refusals.set('eu-west-2 ListThings', denied);
    const second = await scan();
    expect(second).toMatchObject({ state: 'partial', deleted: 1, gaps: 1 });
    expect(statesOf(second)).toEqual([
      ['eu-west-1', 'succeeded'],
      ['eu-west-2', 'partial'],
    ]);
    expect(second.gapList).toEqual([
      {
        service: 'fake',
        region: 'eu-west-2',
        operation: 'fake:ListThings',
        code: 'AccessDenied',
        message: 'not authorized',
        permission: 'fake:ListThings',
        assets: 0,
      },
    ]);
    expect(
      (await readAssets(cloudAccountId)).map(({ region, name, deletedAt }) => [region, name, deletedAt !== null]),
    ).toEqual([
      ['eu-west-1', 'gone', true],
      ['eu-west-1', 'kept', false],
      ['eu-west-2', 'gone', false],
      ['eu-west-2', 'kept', false],
    ]);
  });

  it('tells present, absent and unknown parts of a document apart', async () => {
    const { things, refusals, scan, cloudAccountId } = await newAccount();
    things['eu-west-1'] = [{ Name: 'absent' }, { Name: 'present' }, { Name: 'unknown' }];
    refusals.set('eu-west-1 GetThingPolicy absent', () => awsError('NoSuchPolicy', 'none', 404));
    refusals.set('eu-west-1 GetThingPolicy unknown', () => awsError('InternalError', 'try later', 500));
    const first = await scan();
    expect(first.gapList).toMatchObject([
      { region: 'eu-west-1', operation: 'fake:GetThingPolicy', code: 'InternalError', permission: null, assets: 1 },
    ]);
    const [absent, present, unknown] = await readAssets(cloudAccountId);
    expect(absent).toMatchObject({ document: { Policy: null }, unknownParts: {} });
    expect(present).toMatchObject({ document: { Policy: {} }, unknownParts: {} });
    expect(unknown?.document).not.toHaveProperty('Policy');
    expect(unknown?.unknownParts).toMatchObject({ Policy: { code: 'InternalError', permission: null } });
  });

  it('shows a region that has no host of the service as not offered: no failure, no success, no asset', async () => {
    const { things, refusals, scan, cloudAccountId } = await newAccount();
    things['eu-west-1'] = [{ Name: 'a' }];
    refusals.set('eu-west-2', noHost);
    const first = await scan();
    expect(first).toMatchObject({ state: 'succeeded', gaps: 0, gapList: [] });
    expect(statesOf(first)).toEqual([
      ['eu-west-1', 'succeeded'],
      ['eu-west-2', 'not_offered'],
    ]);
    const all = [...(await readAssets(cloudAccountId)), ...(await readAssets(cloudAccountId, 'AWS::Fake::Defaults'))];
    expect(all.map(({ region }) => region)).toEqual(['eu-west-1', 'eu-west-1']);
    expect(statesOf(await scan())).toEqual(statesOf(first));
  });

  it('takes a host that is not found for a failure where assets are known, and keeps them', async () => {
    const { things, refusals, scan, cloudAccountId } = await newAccount();
    for (const region of regions) things[region] = [{ Name: 'a' }];
    await scan();
    refusals.set('eu-west-2', noHost);
    const second = await scan();
    expect(second).toMatchObject({ state: 'partial', deleted: 0, changed: 0 });
    expect(statesOf(second)).toEqual([
      ['eu-west-1', 'succeeded'],
      ['eu-west-2', 'failed'],
    ]);
    expect(new Set(second.gapList.map(({ region, code }) => `${region} ${code}`))).toEqual(
      new Set(['eu-west-2 ENOTFOUND']),
    );
    expect((await readAssets(cloudAccountId)).map(({ deletedAt }) => deletedAt)).toEqual([null, null]);
  });

  it('takes hosts that are found in no region for a failure of names, not for a service that is offered nowhere', async () => {
    const { refusals, scan } = await newAccount();
    for (const region of regions) refusals.set(region, noHost);
    const first = await scan();
    expect(first.state).not.toBe('succeeded');
    expect(statesOf(first)).toEqual([
      ['eu-west-1', 'failed'],
      ['eu-west-2', 'failed'],
    ]);
    expect(first.gapList.map(({ region }) => region)).toContain('eu-west-2');
  });

  it('does not take any other failure of a region without assets for a service that is not offered', async () => {
    const { refusals, scan } = await newAccount();
    refusals.set('eu-west-2', denied);
    const first = await scan();
    expect(first.state).toBe('partial');
    expect(statesOf(first)).toContainEqual(['eu-west-2', 'partial']);
    expect(first.gapList.map(({ operation }) => operation).sort()).toEqual(['fake:GetDefaults', 'fake:ListThings']);
  });

  it('tells what each scan found new, changed with the fields, deleted and returned, page by page', async () => {
    const { things, owners, scan, cloudAccountId } = await newAccount();
    const changesOf = async (of: ScanView, kind: 'new' | 'changed' | 'deleted' | 'returned') => {
      const found: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const page = await listScanChanges(database, { cloudAccountId, scanId: of.id }, { kind, limit: 2, cursor });
        expect(page.items.length).toBeLessThanOrEqual(2);
        found.push(...page.items.map((item) => [item.kind, item.name, ...item.fields].join(' ')));
        cursor = page.nextCursor;
        if (cursor === undefined) return found.sort();
      }
    };
    things['eu-west-1'] = ['a', 'b', 'c', 'd'].map((Name) => ({ Name }));
    const first = await scan();
    expect(await changesOf(first, 'new')).toEqual(['new Defaults', 'new Defaults', 'new a', 'new b', 'new c', 'new d']);

    things['eu-west-1'] = [{ Name: 'a', Tags: [{ Key: 'Team', Value: 'one' }] }, { Name: 'b' }, { Name: 'e' }];
    owners.b = 'somebody';
    const second = await scan();
    expect(second).toMatchObject({ added: 1, changed: 2, deleted: 2 });
    expect(await changesOf(second, 'new')).toEqual(['new e']);
    expect(await changesOf(second, 'changed')).toEqual(['changed a Tags', 'changed b Owner.Owner']);
    expect(await changesOf(second, 'deleted')).toEqual(['deleted c', 'deleted d']);

    things['eu-west-1'].push({ Name: 'c' });
    const third = await scan();
    expect(await changesOf(third, 'returned')).toEqual(['returned c']);
    for (const kind of ['new', 'changed', 'deleted'] as const) expect(await changesOf(third, kind)).toEqual([]);
    expect(await changesOf(first, 'new')).toHaveLength(7 - 1);
  });

  it('writes almost nothing when nothing has changed, however many assets there are', async () => {
    const { things, scan } = await newAccount();
    for (const region of regions)
      things[region] = Array.from({ length: 200 }, (_, index) => ({ Name: `thing-${index}` }));
    const rowsWrittenBy = async (work: () => Promise<unknown>) => {
      const read = async () => {
        // At once on every connection of a server's pool: each keeps its own counts until it is told.
        const flush = () => database.execute(sql`select pg_stat_force_next_flush(), pg_sleep(0.1)`);
        await Promise.all(Array.from({ length: 10 }, flush));
        await database.execute(sql`select pg_stat_clear_snapshot()`);
        const answer = await database.execute(
          sql`select sum(n_tup_ins + n_tup_upd + n_tup_del)::int as rows from pg_stat_user_tables`,
        );
        const { rows } = answer as unknown as { rows: { rows: number }[] };
        return rows[0]?.rows ?? 0;
      };
      const before = await read();
      await work();
      return (await read()) - before;
    };
    const first = await rowsWrittenBy(scan);
    const again = await rowsWrittenBy(scan);
    expect(first).toBeGreaterThan(402);
    // The scan, its part and their ends, the worker that did it, and when the service was last listed.
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThanOrEqual(8);
  });
});
