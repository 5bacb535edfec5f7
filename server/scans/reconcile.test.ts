import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../assets/schema.ts';
import { assetIdOf, removeAssets } from '../assets/store.ts';
import { awsError, fakeService, fakeSession, type Thing } from '../aws/fake-sdk.ts';
import type { AssetContext, AssetDeclaration, ServiceDeclaration } from '../aws/service.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { success } from '../failure.ts';
import { claimParts, sayAlive } from './claims.ts';
import { collectPart } from './collect-part.ts';
import { scans } from './schema.ts';
import { findScan, removeScans } from './store.ts';
import {
  holdTestPart,
  insertTestAccount,
  insertTestPart,
  insertTestScan,
  scanOnce,
  testContext,
} from './test-account.ts';

const signal = new AbortController().signal;

/** An AWS of a few things, which change between scans. */
function worldOf(...names: string[]) {
  const world = {
    things: names.map((Name): Thing => ({ Name })),
    owners: {} as Record<string, string>,
    refused: new Set<string>(),
  };
  const { service } = fakeService((operation, input) => {
    if (world.refused.has(operation)) throw awsError('AccessDenied', 'not authorized', 403);
    if (operation === 'ListThings') return { Things: world.things };
    if (operation === 'GetThingOwner') return { Owner: world.owners[String(input.Name)] ?? 'nobody' };
    return {};
  });
  return { ...world, world, service };
}

/** The same service under another name, with ARNs of its own. */
function inNamespace(service: ServiceDeclaration, id: string): ServiceDeclaration {
  const renamed = <Declaration extends Pick<AssetDeclaration, 'arn'>>(one: Declaration): Declaration => ({
    ...one,
    arn: (item: unknown, at: AssetContext, parent: unknown) => one.arn(item, at, parent).replace(':fake:', `:${id}:`),
  });
  return {
    ...service,
    id,
    listings: service.listings.map((listing) => ({ ...listing, assets: listing.assets.map(renamed) })),
    settings: service.settings.map(renamed),
  };
}

for (const kind of testDatabaseKinds()) {
  describe(`reconciling assets on ${kind.name}`, () => {
    let opened: OpenDatabase;
    let database: Database;

    beforeAll(async () => {
      opened = await kind.open();
      database = opened.database;
    });
    afterAll(async () => {
      await opened?.close();
      kind.stop();
    });

    const readAssets = (cloudAccountId: string) =>
      database
        .select()
        .from(assets)
        .where(and(eq(assets.cloudAccountId, cloudAccountId), eq(assets.type, 'AWS::Fake::Thing')))
        .orderBy(assets.name);
    const presentNames = async (cloudAccountId: string) =>
      (await readAssets(cloudAccountId)).filter(({ deletedAt }) => deletedAt === null).map(({ name }) => name);

    it('adds, changes and deletes what was added, changed and deleted, and counts it', async () => {
      const { cloudAccountId, teamId } = await insertTestAccount(database);
      const { world, service } = worldOf('a', 'b', 'c');
      const first = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(first).toMatchObject({ state: 'succeeded', assets: 4, added: 4, changed: 0, deleted: 0, gaps: 0 });
      expect(first.details[0]).toMatchObject({ state: 'succeeded', assets: 4 });

      world.things = [{ Name: 'b' }, { Name: 'c' }, { Name: 'd' }];
      world.owners.b = 'somebody';
      const second = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(second).toMatchObject({ state: 'succeeded', assets: 4, added: 1, changed: 1, deleted: 1 });
      expect(await presentNames(cloudAccountId)).toEqual(['b', 'c', 'd']);

      const [a, b, c] = await readAssets(cloudAccountId);
      expect(a?.deletedAt).not.toBeNull();
      expect(a?.teamId).toBe(teamId);
      expect(b?.document).toMatchObject({ Owner: { Owner: 'somebody' } });
      expect(b?.changedAt.getTime()).toBeGreaterThan(b?.firstSeenAt.getTime() ?? 0);
      expect(c?.changedAt).toEqual(c?.firstSeenAt);
    });

    it('brings a deleted asset back under its old ID when it is seen again', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { world, service } = worldOf('a');
      await scanOnce(database, cloudAccountId, service, fakeSession);
      const [before] = await readAssets(cloudAccountId);
      world.things = [];
      await scanOnce(database, cloudAccountId, service, fakeSession);
      world.things = [{ Name: 'a' }];
      const scan = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(scan).toMatchObject({ added: 1, changed: 0, deleted: 0 });
      const [after, ...others] = await readAssets(cloudAccountId);
      expect(others).toEqual([]);
      expect(after).toMatchObject({ id: before?.id, deletedAt: null, firstSeenAt: before?.firstSeenAt });
      expect(after?.id).toBe(assetIdOf(cloudAccountId, 'arn:aws:fake:eu-west-1:111122223333:thing/a'));
    });

    it('writes no row of an asset that has not changed', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { service } = worldOf(...Array.from({ length: 300 }, (_, index) => `thing-${index}`));
      await scanOnce(database, cloudAccountId, service, fakeSession);
      const versions = () =>
        database
          .select({ arn: assets.arn, version: sql<string>`xmin::text || ctid::text` })
          .from(assets)
          .where(eq(assets.cloudAccountId, cloudAccountId))
          .orderBy(assets.arn);
      const before = await versions();
      expect(before).toHaveLength(301);
      const scan = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(scan).toMatchObject({ assets: 301, added: 0, changed: 0, deleted: 0 });
      expect(await versions()).toEqual(before);
    });

    it('deletes nothing whose listing was denied', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { world, service } = worldOf('a', 'b');
      await scanOnce(database, cloudAccountId, service, fakeSession);
      world.refused.add('ListThings');
      const scan = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(scan).toMatchObject({ state: 'partial', deleted: 0, gaps: 1 });
      expect(scan.gapList).toMatchObject([{ operation: 'fake:ListThings', permission: 'fake:ListThings' }]);
      expect(await presentNames(cloudAccountId)).toEqual(['a', 'b']);
    });

    it('keeps what cannot be read as unknown, and counts that as a change once', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { world, service } = worldOf('a');
      await scanOnce(database, cloudAccountId, service, fakeSession);
      world.refused.add('GetThingOwner');
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ changed: 1, gaps: 1 });
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ changed: 0, gaps: 1 });
      const [asset] = await readAssets(cloudAccountId);
      expect(asset?.document).not.toHaveProperty('Owner');
      expect(asset?.unknownParts.Owner).toMatchObject({ code: 'AccessDenied', permission: 'fake:ReadOwner' });
    });

    it('reconciles an account of thousands of assets in one region', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const names = Array.from({ length: 6000 }, (_, index) => `thing-${index}`);
      const { world, service } = worldOf(...names);
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ added: 6001 });
      world.things = names.slice(0, 500).map((Name) => ({ Name }));
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ added: 0, deleted: 5500 });
      expect(await presentNames(cloudAccountId)).toHaveLength(500);
    });

    it('stores hostile names and documents as the text they are, or says what it replaced', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const hostile = [
        `<script>alert(1)</script>'"\`; drop table assets; --`,
        'nul\u0000and half a pair\ud800',
        '\u202egnp.exe',
        '{{constructor.constructor("x")()}}',
        `${'very '.repeat(2000)}long`,
        '😀 $1 %s \\u0000',
      ];
      const { world, service } = worldOf();
      world.things = hostile.map((Value, index) => ({
        Name: `thing-${index}`,
        Tags: [
          { Key: 'Name', Value },
          { Key: '__proto__', Value },
        ],
      }));
      const scan = await scanOnce(database, cloudAccountId, service, fakeSession);
      expect(scan).toMatchObject({ state: 'succeeded', added: 7 });
      const stored = new Map((await readAssets(cloudAccountId)).map((asset) => [asset.arn.split('/').at(-1), asset]));
      for (const [index, text] of hostile.entries()) {
        const kept = text.toWellFormed().replaceAll('\u0000', '\ufffd');
        const asset = stored.get(`thing-${index}`);
        expect(Object.entries(asset?.tags ?? {})).toContainEqual(['Name', kept]);
        expect(asset?.name).toBe(kept.length > 1000 ? `${kept.slice(0, 960)}…` : kept);
      }
    });

    it('takes an ARN of any length', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const long = Array.from({ length: 3 }, (_, index) => `${'x'.repeat(9000)}${index}`);
      const { service } = worldOf(...long);
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ added: 4 });
      expect(await scanOnce(database, cloudAccountId, service, fakeSession)).toMatchObject({ added: 0, changed: 0 });
      expect(await presentNames(cloudAccountId)).toHaveLength(3);
    });

    it('ends the scan with its last part, whatever order its parts end in', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { service } = worldOf('a');
      const ids = ['one', 'two', 'three', 'four', 'five', 'six'];
      const job = await insertTestScan(database, cloudAccountId, ids[0]);
      for (const id of ids.slice(1)) await insertTestPart(database, { ...job, service: id }, ['eu-west-1']);
      await sayAlive(database, 'worker of all');
      const held = await claimParts(database, 'worker of all', { most: 1000, held: [] });
      const parts = held.filter(({ scanId }) => scanId === job.scanId);
      expect(parts.map(({ service: id }) => id).sort()).toEqual([...ids].sort());
      const services = ids.map((id) => inNamespace(service, id));
      const context = { ...testContext(database, service, fakeSession), services };
      await Promise.all(parts.map((part) => collectPart(context, part, signal)));
      const scan = await findScan(database, cloudAccountId, job.scanId);
      expect(scan).toMatchObject({ state: 'succeeded', parts: { total: 6, finished: 6 }, added: 12 });
    });

    it('collects a service in all its regions at once, each with its own state and assets', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { service } = worldOf('a');
      const regions = ['eu-west-1', 'eu-west-2', 'us-east-1'];
      const scan = await scanOnce(database, cloudAccountId, service, fakeSession, regions);
      expect(scan).toMatchObject({ state: 'succeeded', parts: { total: 3, finished: 3 }, added: 6, assets: 6 });
      expect(scan.details.map(({ region, state, assets: count }) => [region, state, count])).toEqual(
        regions.map((region) => [region, 'succeeded', 2]),
      );
      expect((await readAssets(cloudAccountId)).map(({ region }) => region).sort()).toEqual(regions);
    });

    it('fails a scan of which nothing could be read, and says so', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { world, service } = worldOf('a');
      world.refused.add('ListThings');
      const withoutSettings = { ...service, settings: [] };
      const scan = await scanOnce(database, cloudAccountId, withoutSettings, fakeSession);
      expect(scan).toMatchObject({ state: 'failed', failure: { code: 'scan_read_nothing' } });
    });

    it('ends a part with a gap when its session cannot be opened', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const failure = { code: 'role_missing', detail: 'The role is gone.', mend: 'Make it again.' };
      const sessions = { open: async () => ({ ok: false as const, failure }) };
      const { service } = worldOf('a');
      const part = await holdTestPart(database, job);
      await collectPart({ ...testContext(database, service, fakeSession), sessions }, part, signal);
      const scan = await findScan(database, cloudAccountId, job.scanId);
      expect(scan?.gapList).toMatchObject([{ code: 'role_missing', message: 'The role is gone.' }]);
      expect(scan?.state).toBe('failed');
    });

    it('writes nothing to an account that is disconnected during its scan', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const { service } = fakeService((operation) => (operation === 'ListThings' ? { Things: [{ Name: 'a' }] } : {}));
      const disconnecting = {
        open: async () => {
          await database.transaction(async (tx) => {
            await removeScans(tx, cloudAccountId);
            await removeAssets(tx, cloudAccountId);
          });
          return success(fakeSession);
        },
      };
      const context = { ...testContext(database, service, fakeSession), sessions: disconnecting };
      await collectPart(context, await holdTestPart(database, job), signal);
      expect(await readAssets(cloudAccountId)).toEqual([]);
      expect(await database.select().from(scans).where(eq(scans.cloudAccountId, cloudAccountId))).toEqual([]);
    });
  });
}
