import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../assets/schema.ts';
import { fakeService, fakeSession, type Thing } from '../aws/fake-sdk.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { cancelScan } from './parts.ts';
import { type ScanPart, scanParts } from './schema.ts';
import { findScan } from './store.ts';
import {
  holdTestPart,
  insertTestAccount,
  insertTestPart,
  insertTestScan,
  scanOnce,
  testContext,
} from './test-account.ts';
import { type ScanWorker, startScanWorker } from './worker.ts';

const [embedded] = testDatabaseKinds();
const log = { error() {}, warn() {} };

describe('a worker of scans', () => {
  let opened: OpenDatabase;
  let database: Database;
  const workers: ScanWorker[] = [];

  beforeAll(async () => {
    if (embedded === undefined) throw new Error('There is always an embedded database.');
    opened = await embedded.open();
    database = opened.database;
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    await database.delete(scanParts);
  });
  afterAll(() => opened?.close());

  async function startWorker(
    services: ServiceDeclaration[],
    changes: { database?: Database; partsAtATime?: number } = {},
  ) {
    const [service] = services;
    if (service === undefined) throw new Error('A worker needs a service.');
    const context = { ...testContext(database, service, fakeSession), services, log, ...changes };
    const worker = await startScanWorker(context);
    workers.push(worker);
    return worker;
  }

  /** Things of which the owner of one is not told until the call is given up. */
  function hangingWorld(names: string[], hangsAt: string) {
    const struck = Promise.withResolvers<void>();
    const { service, calls } = fakeService((operation, { Name }) => {
      if (operation === 'ListThings') return { Things: names.map((name): Thing => ({ Name: name })) };
      if (operation !== 'GetThingOwner' || Name !== hangsAt) return {};
      struck.resolve();
      return new Promise(() => {});
    });
    return { service, calls, struck: struck.promise };
  }

  async function readPart(scanId: string, service = 'fake'): Promise<ScanPart> {
    const parts = await database.select().from(scanParts).where(eq(scanParts.scanId, scanId));
    const part = parts.find((one) => one.service === service);
    if (part === undefined) throw new Error('The part is gone.');
    return part;
  }

  async function waitFor<Value>(read: () => Promise<Value>, isIt: (value: Value) => boolean): Promise<Value> {
    for (;;) {
      const value = await read();
      if (isIt(value)) return value;
      await pause(20);
    }
  }

  it('stops a scan that is cancelled within five seconds, begins nothing more of it, and marks nothing deleted', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    const before = fakeService((operation) =>
      operation === 'ListThings' ? { Things: [{ Name: 'a' }, { Name: 'x' }] } : {},
    );
    await scanOnce(database, cloudAccountId, before.service, fakeSession);

    const running = hangingWorld(['a', 'b'], 'b');
    const waiting = fakeService(() => ({}));
    const job = await insertTestScan(database, cloudAccountId, 'fake', ['eu-west-1', 'eu-west-2']);
    await insertTestPart(database, { ...job, service: 'later' }, ['eu-west-1']);
    const services = [running.service, { ...waiting.service, id: 'later' }];
    const worker = await startWorker(services, { partsAtATime: 1 });
    await running.struck;
    const cancelledAt = Date.now();
    expect(await cancelScan(database, job)).toBe(true);
    expect(await cancelScan(database, job)).toBe(false);
    const scan = await findScan(database, cloudAccountId, job.scanId);
    expect(scan).toMatchObject({ state: 'cancelled', deleted: 0, parts: { total: 3, finished: 3 } });
    expect(scan?.details.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled']);

    // The worker has a place for one part: that it takes another shows that it has stopped the first.
    const next = hangingWorld(['c'], 'c');
    services.push({ ...next.service, id: 'next' });
    await insertTestScan(database, (await insertTestAccount(database)).cloudAccountId, 'next');
    await next.struck;
    expect(Date.now() - cancelledAt).toBeLessThan(5_000);
    expect(waiting.calls).toEqual([]);
    await worker.stop();
    for (const service of ['fake', 'later']) expect((await readPart(job.scanId, service)).state).toBe('cancelled');
    const left = await database.select().from(assets).where(eq(assets.cloudAccountId, cloudAccountId));
    expect(left.filter(({ deletedAt }) => deletedAt !== null)).toEqual([]);
    expect(left.map(({ name }) => name)).toEqual(expect.arrayContaining(['a', 'x']));
    expect(await findScan(database, cloudAccountId, job.scanId)).toEqual(scan);
  });

  it('gives back what it holds when it is stopped, at no cost of a try', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    const world = hangingWorld(['a'], 'a');
    const job = await insertTestScan(database, cloudAccountId);
    const worker = await startWorker([world.service]);
    await world.struck;
    await worker.stop();
    expect(await readPart(job.scanId)).toMatchObject({ state: 'waiting', worker: null, claim: null, tries: 0 });
    expect((await holdTestPart(database, job)).tries).toBe(1);
  });

  it('gives a part up after five tries, and says of each of its regions that it is unknown', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    let tries = 0;
    const { service } = fakeService(() => ({}));
    const broken = {
      ...service,
      async load(): Promise<object> {
        tries += 1;
        throw new Error('this worker cannot do it');
      },
    };
    const regions = ['eu-west-1', 'eu-west-2'];
    const job = await insertTestScan(database, cloudAccountId, 'fake', regions);
    await startWorker([broken]);
    const scan = await waitFor(
      () => findScan(database, cloudAccountId, job.scanId),
      (one) => one?.finishedAt !== null,
    );
    expect(tries).toBe(5 * regions.length);
    expect(scan?.state).toBe('failed');
    expect(scan?.gapList.map(({ service: id, region, code }) => [id, region, code])).toEqual([
      ['fake', 'eu-west-1', 'WorkerLost'],
      ['fake', 'eu-west-2', 'WorkerLost'],
    ]);
    for (const { state, finishedAt } of scan?.details ?? []) {
      expect(state).toBe('failed');
      expect(finishedAt).not.toBeNull();
    }
  });

  it('takes a part again that it could not give back', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    const { service } = fakeService((operation) => (operation === 'ListThings' ? { Things: [{ Name: 'a' }] } : {}));
    const job = await insertTestScan(database, cloudAccountId);
    // The database answers neither to what the part writes nor to giving it back, and then answers again.
    let failures = 0;
    const failing = new Proxy(database, {
      get(object, name) {
        const isFailing = (name === 'transaction' || name === 'update') && failures < 2;
        if (!isFailing) return Reflect.get(object, name);
        return () => {
          failures += 1;
          throw new Error('the database does not answer');
        };
      },
    });
    await startWorker([service], { database: failing });
    const part = await waitFor(
      () => readPart(job.scanId),
      ({ finishedAt }) => finishedAt !== null,
    );
    expect(failures).toBe(2);
    expect(part).toMatchObject({ state: 'succeeded', tries: 2 });
  });

  it('takes a part again whose claim it never heard of', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    const { service } = fakeService((operation) => (operation === 'ListThings' ? { Things: [{ Name: 'a' }] } : {}));
    const job = await insertTestScan(database, cloudAccountId);
    let isLost = false;
    const failing = new Proxy(database, {
      get(object, name) {
        if (name !== 'execute' || isLost) return Reflect.get(object, name);
        return async (...statement: Parameters<Database['execute']>) => {
          isLost = true;
          await object.execute(...statement);
          throw new Error('the connection broke before the answer');
        };
      },
    });
    await startWorker([service], { database: failing });
    const part = await waitFor(
      () => readPart(job.scanId),
      ({ finishedAt }) => finishedAt !== null,
    );
    expect(part).toMatchObject({ state: 'succeeded', tries: 2 });
  });

  it('takes at once what a killed process held, when it is alone on its database', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    const job = await insertTestScan(database, cloudAccountId);
    await holdTestPart(database, job, 'killed');
    const { service } = fakeService(() => ({}));
    const context = { ...testContext(database, service, fakeSession), log, isAlone: true };
    const startedAt = Date.now();
    workers.push(await startScanWorker(context));
    await waitFor(
      () => readPart(job.scanId),
      ({ finishedAt }) => finishedAt !== null,
    );
    expect(Date.now() - startedAt).toBeLessThan(10_000);
  });
});
