import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets, assetVersions } from '../assets/schema.ts';
import { fakeService, fakeSession, type Thing } from '../aws/fake-sdk.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { forgetOld } from './retention.ts';
import { scanParts, scans } from './schema.ts';
import { listScans } from './store.ts';
import { insertTestAccount, insertTestScan, scanOnce } from './test-account.ts';

const [embedded] = testDatabaseKinds();
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
/** Nothing is older than that, so that each test can say what is to go. */
const forEver = { historyDays: 10_000, deletedAssetsDays: 10_000, scanDetailsDays: 10_000, scansDays: 10_000 };

describe('forgetting what is older than it is to be kept', () => {
  let opened: OpenDatabase;
  let database: Database;

  beforeAll(async () => {
    if (embedded === undefined) throw new Error('There is always an embedded database.');
    opened = await embedded.open();
    database = opened.database;
  });
  afterAll(() => opened?.close());

  /** An account whose thing `a` has changed, and whose things `x` and `y` are gone; all of it happened today. */
  async function newAccount() {
    const { cloudAccountId } = await insertTestAccount(database);
    let things: Thing[] = ['a', 'x', 'y'].map((Name) => ({ Name }));
    let owner = 'nobody';
    const { service } = fakeService((operation) => {
      if (operation === 'ListThings') return { Things: things };
      return operation === 'GetThingOwner' ? { Owner: owner } : {};
    });
    const scan = () => scanOnce(database, cloudAccountId, service, fakeSession);
    await scan();
    owner = 'somebody';
    await scan();
    things = [{ Name: 'a' }];
    await scan();
    return { cloudAccountId };
  }

  const namesOf = async (cloudAccountId: string) =>
    (await database.select().from(assets).where(eq(assets.cloudAccountId, cloudAccountId)).orderBy(assets.name)).map(
      ({ name }) => name,
    );
  async function historyOf(cloudAccountId: string) {
    const rows = await database
      .select({ assetId: assetVersions.assetId, kind: assetVersions.kind })
      .from(assetVersions)
      .where(eq(assetVersions.cloudAccountId, cloudAccountId));
    return rows.map(({ kind }) => kind).sort();
  }
  async function setAge(cloudAccountId: string, name: string, deletedAt: Date, changedAt: Date) {
    const isIt = and(eq(assets.cloudAccountId, cloudAccountId), eq(assets.name, name));
    const [asset] = await database.update(assets).set({ deletedAt }).where(isIt).returning({ id: assets.id });
    if (asset === undefined) throw new Error(`There is no ${name}.`);
    for (const [kind, at] of [
      ['deleted', deletedAt],
      ['changed', changedAt],
    ] as const) {
      await database
        .update(assetVersions)
        .set({ at })
        .where(and(eq(assetVersions.assetId, asset.id), eq(assetVersions.kind, kind)));
    }
  }

  it('drops assets that are gone for longer, with their history, and no others', async () => {
    const { cloudAccountId } = await newAccount();
    await setAge(cloudAccountId, 'x', daysAgo(91), daysAgo(92));
    await setAge(cloudAccountId, 'y', daysAgo(89), daysAgo(92));
    expect(await historyOf(cloudAccountId)).toEqual(['changed', 'changed', 'changed', 'deleted', 'deleted']);
    await forgetOld(database, { ...forEver, deletedAssetsDays: 90 }, now);
    expect(await namesOf(cloudAccountId)).toEqual(['Defaults', 'a', 'y']);
    expect(await historyOf(cloudAccountId)).toEqual(['changed', 'changed', 'deleted']);
  });

  it('drops what assets were before they changed, and keeps the assets', async () => {
    const { cloudAccountId } = await newAccount();
    await setAge(cloudAccountId, 'x', daysAgo(29), daysAgo(31));
    await setAge(cloudAccountId, 'y', daysAgo(28), daysAgo(29));
    await forgetOld(database, { ...forEver, historyDays: 30 }, now);
    expect(await namesOf(cloudAccountId)).toEqual(['Defaults', 'a', 'x', 'y']);
    expect(await historyOf(cloudAccountId)).toEqual(['changed', 'changed', 'deleted', 'deleted']);
  });

  it('drops more than one statement takes', async () => {
    const { cloudAccountId } = await newAccount();
    const [asset] = await database.select().from(assets).where(eq(assets.cloudAccountId, cloudAccountId)).limit(1);
    const { id: assetId = '' } = asset ?? {};
    for (let start = 0; start < 6000; start += 2000) {
      await database.insert(assetVersions).values(
        Array.from({ length: 2000 }, (_, index) => ({
          ...{ cloudAccountId, id: `av_${start + index}`, assetId, at: daysAgo(40) },
          ...{ scanId: 'scan_old', kind: 'changed' as const },
        })),
      );
    }
    await forgetOld(database, { ...forEver, historyDays: 30 }, now);
    expect(await historyOf(cloudAccountId)).toHaveLength(5);
  });

  it('drops a scan’s details and keeps its totals, and then the scan, but none that is under way', async () => {
    const { cloudAccountId } = await newAccount();
    const running = await insertTestScan(database, cloudAccountId);
    const rows = await database
      .select()
      .from(scans)
      .where(eq(scans.cloudAccountId, cloudAccountId))
      .orderBy(scans.queuedAt);
    const [old, older, kept] = rows;
    for (const [scan, days] of [
      [old, 400],
      [older, 31],
      [kept, 29],
    ] as const) {
      await database
        .update(scans)
        .set({ finishedAt: daysAgo(days) })
        .where(eq(scans.id, scan?.id ?? ''));
    }
    await database
      .update(scans)
      .set({ queuedAt: daysAgo(500) })
      .where(eq(scans.id, running.scanId));
    await forgetOld(database, { ...forEver, scanDetailsDays: 30, scansDays: 365 }, now);
    const parts = await database.select().from(scanParts).where(eq(scanParts.cloudAccountId, cloudAccountId));
    expect(parts.map(({ scanId }) => scanId).sort()).toEqual([kept?.id, running.scanId].sort());
    const { items } = await listScans(database, cloudAccountId, { limit: 10 });
    expect(items.map(({ id }) => id).sort()).toEqual([older?.id, kept?.id, running.scanId].sort());
    expect(items.find(({ id }) => id === older?.id)).toMatchObject({ assets: 4, changed: 3, parts: { total: 1 } });
  });
});
