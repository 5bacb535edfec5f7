import { and, eq, isNull } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../assets/schema.ts';
import type { AccountSession } from '../aws/clients.ts';
import { awsError, fakeService, fakeSession } from '../aws/fake-sdk.ts';
import { createLimiter } from '../aws/limiter.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { success } from '../failure.ts';
import { claimParts, sayAlive } from './claims.ts';
import { collectPart } from './collect-part.ts';
import { cancelScan, finishPart, PartLostError, saveProgress, writeBatch } from './parts.ts';
import { planScan } from './plan.ts';
import { type ScanPart, scanParts, scans } from './schema.ts';
import { createStartScan } from './start.ts';
import { findScan } from './store.ts';
import {
  claimTestPart,
  holdTestPart,
  insertTestAccount,
  insertTestPart,
  insertTestScan,
  scanOnce,
  silence,
  testContext,
} from './test-account.ts';

/** Nothing listens there: the real EC2 client, which planning asks for the regions, is refused at once. */
const unreachableSession: AccountSession = {
  ...fakeSession,
  clientOptions: (region) => ({
    ...fakeSession.clientOptions(region),
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
    requestHandler: { connectionTimeout: 1000, requestTimeout: 1000 },
  }),
};

class Died extends Error {}

const statements = new Set(['select', 'selectDistinct', 'insert', 'update', 'delete', 'execute']);

/**
 * A database whose user dies at its n-th statement, or right after a transaction is committed: from then on nothing
 * of this try happens, as when its process is killed. What was not committed is rolled back.
 */
function dyingAt(database: Database, statement: number): { database: Database; isDead(): boolean } {
  let left = statement;
  const live = () => {
    if (left <= 0) throw new Died('killed');
    left -= 1;
  };
  const wrap = (target: Database): Database =>
    new Proxy(target, {
      get(object, name) {
        const value = Reflect.get(object, name);
        if (name === 'transaction') {
          return async (work: (tx: Database) => Promise<unknown>) => {
            const result = await object.transaction((tx) => work(wrap(tx)));
            live();
            return result;
          };
        }
        if (typeof value !== 'function') return value;
        return (...parameters: unknown[]) => {
          if (statements.has(String(name))) live();
          return value.apply(object, parameters);
        };
      },
    });
  return { database: wrap(database), isDead: () => left <= 0 };
}

const names = ['a', 'b', 'c'];

function worldOf(present: readonly string[], owner = 'nobody', refused?: string) {
  // One asset a page, so that a scan has many places to die at.
  const { service } = fakeService((operation, { Next = 0 }) => {
    if (operation === refused) throw awsError('AccessDenied', 'not authorized', 403);
    if (operation !== 'ListThings') return operation === 'GetThingOwner' ? { Owner: owner } : {};
    const index = Number(Next);
    return { Things: [{ Name: present[index] }], Next: index + 1 < present.length ? index + 1 : undefined };
  });
  return service;
}

for (const kind of testDatabaseKinds()) {
  describe(`a scan whose worker dies, on ${kind.name}`, () => {
    let opened: OpenDatabase;
    let database: Database;
    let boss: PgBoss;
    let stopQueue: () => Promise<void>;
    const signal = new AbortController().signal;
    const sessions = { open: async () => success(unreachableSession) };

    beforeAll(async () => {
      opened = await kind.open();
      database = opened.database;
      const log = { error() {}, warn() {} };
      ({ boss, stop: stopQueue } = await startQueue(opened.queueConnection, log, { runsJobs: false }));
      await createStartScan(boss);
    });
    afterAll(async () => {
      await stopQueue?.();
      await opened?.close();
      kind.stop();
    });

    it('goes on after a death at any statement: nothing is doubled, lost or deleted by it, and every gap is told', async () => {
      let statement = 0;
      for (let died = true; died; statement += 1) {
        const { cloudAccountId } = await insertTestAccount(database);
        // What is there before: `a` and `b`, and `x`, which is deleted in AWS meanwhile.
        await scanOnce(database, cloudAccountId, worldOf(['a', 'b', 'x']), fakeSession);
        const service = worldOf(names, 'somebody', 'GetDefaults');
        const job = await insertTestScan(database, cloudAccountId);
        const dying = dyingAt(database, statement);
        const victim = `victim-${job.scanId}`;
        died = await diesOf(async () => {
          const part = await claimTestPart(dying.database, job, victim);
          if (part === undefined) throw new Error('The part waits for its first worker.');
          await collectPart({ ...testContext(dying.database, service, fakeSession), batchSize: 1 }, part, signal);
        });
        // Before anybody takes over, nothing may look deleted that is not.
        const deletedEarly = await deletedNames(cloudAccountId);
        expect(deletedEarly.filter((name) => name !== 'x')).toEqual([]);

        await silence(database, victim, 16);
        const part = await claimTestPart(database, job);
        if (part !== undefined) {
          await collectPart({ ...testContext(database, service, fakeSession), batchSize: 1 }, part, signal);
        }
        const scan = await findScan(database, cloudAccountId, job.scanId);
        expect(scan, `killed at statement ${statement}`).toMatchObject({
          state: 'partial',
          parts: { total: 1, finished: 1 },
          assets: 4,
          added: 1,
          changed: 3,
          deleted: 1,
          gaps: 1,
          gapList: [{ operation: 'fake:GetDefaults', region: 'eu-west-1', permission: 'fake:GetDefaults', assets: 1 }],
        });
        const present = await database
          .select({ name: assets.name })
          .from(assets)
          .where(and(eq(assets.cloudAccountId, cloudAccountId), isNull(assets.deletedAt)))
          .orderBy(assets.name);
        expect(present.map(({ name }) => name)).toEqual(['Defaults', ...names]);
        expect(await deletedNames(cloudAccountId)).toEqual(['x']);
      }
      expect(statement).toBeGreaterThan(15);
    }, 300_000);

    it('is planned once, whatever statement its planning dies at', async () => {
      let statement = 0;
      for (let died = true; died; statement += 1) {
        const { cloudAccountId } = await insertTestAccount(database);
        const startScan = await createStartScan(boss);
        const { id: scanId } = await database.transaction((tx) =>
          startScan(tx, { cloudAccountId, trigger: 'manual', requestedBy: null }),
        );
        const job = { cloudAccountId, scanId };
        const services = [{ ...worldOf(names), scope: 'global' as const }];
        // No AWS answers here, so the regions are not known: the plan says so and goes on.
        const context = { services, sessions, limited: createLimiter(8) };
        died = await diesOf(() =>
          planScan({ ...context, database: dyingAt(database, statement).database }, job, signal),
        );
        await planScan({ ...context, database }, job, signal);
        const parts = await readParts(scanId);
        expect(parts.map(({ service, regions, state }) => [service, Object.keys(regions), state])).toEqual([
          ['fake', ['global'], 'waiting'],
          ['plan', ['global'], 'partial'],
        ]);
      }
      expect(statement).toBeGreaterThan(3);
    }, 300_000);

    it('keeps a part from others while its worker lives, and gives it to another 15 seconds after its last sign', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const victim = `victim-${job.scanId}`;
      const first = await holdTestPart(database, job, victim);
      expect(first.tries).toBe(1);
      await silence(database, victim, 12);
      expect(await claimTestPart(database, job)).toBeUndefined();
      await silence(database, victim, 16);
      const second = await holdTestPart(database, job);
      expect(second.tries).toBe(2);
      expect(second.claim).not.toBe(first.claim);
    });

    it('gives a part to one worker alone, however many ask at once', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const claims = await Promise.all(Array.from({ length: 8 }, () => claimTestPart(database, job)));
      expect(claims.filter((part) => part !== undefined)).toHaveLength(1);
    });

    it('lets a worker that was taken for dead write nothing more', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const slow = await holdTestPart(database, job, `slow-${job.scanId}`);
      await silence(database, `slow-${job.scanId}`, 16);
      const quick = await holdTestPart(database, job);
      const nothing = { regions: {}, ledger: [] };
      const end = { ...nothing, gaps: [], unseen: [], listed: [] };
      const late = [
        () => writeBatch(database, slow, 'eu-west-1', []),
        () => saveProgress(database, slow, nothing),
        () => finishPart(database, slow, end),
      ];
      for (const write of late) await expect(write()).rejects.toBeInstanceOf(PartLostError);
      expect((await readParts(job.scanId)).map(({ claim, finishedAt }) => [claim, finishedAt])).toEqual([
        [quick.claim, null],
      ]);
      await writeBatch(database, quick, 'eu-west-1', []);
      await finishPart(database, quick, end);
    });

    it('does not begin a part again that is finished', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const part = await holdTestPart(database, job);
      await collectPart(testContext(database, worldOf(names), fakeSession), part, signal);
      expect(await claimTestPart(database, job)).toBeUndefined();
      const before = await findScan(database, cloudAccountId, job.scanId);
      await collectPart(testContext(database, worldOf([]), fakeSession), part, signal);
      expect(await findScan(database, cloudAccountId, job.scanId)).toEqual(before);
    });

    it('cancels a scan while its parts end, and neither waits for the other', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { cloudAccountId } = await insertTestAccount(database);
        const job = await insertTestScan(database, cloudAccountId, 'part-0');
        for (let index = 1; index < 6; index += 1) {
          await insertTestPart(database, { ...job, service: `part-${index}` }, ['eu-west-1']);
        }
        await sayAlive(database, job.scanId);
        const held = await claimParts(database, job.scanId, { most: 1000, held: [] });
        const end = { regions: {}, ledger: [], gaps: [], unseen: [], listed: [] };
        const ended = held
          .filter(({ scanId }) => scanId === job.scanId)
          .map((part) => finishPart(database, part, end).catch((error: unknown) => error));
        const [isCancelled, ...results] = await Promise.all([cancelScan(database, job), ...ended]);
        for (const result of results) if (result !== undefined) expect(result).toBeInstanceOf(PartLostError);
        const scan = await findScan(database, cloudAccountId, job.scanId);
        expect(scan?.state === 'cancelled').toBe(isCancelled);
        expect((await readParts(job.scanId)).filter(({ finishedAt }) => finishedAt === null)).toEqual([]);
      }
    });

    it('joins the scan under way instead of starting a second, also when both are asked for at once', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const startScan = await createStartScan(boss);
      const request = { cloudAccountId, trigger: 'manual' as const, requestedBy: null };
      const started = await Promise.all(
        Array.from({ length: 5 }, () => database.transaction((tx) => startScan(tx, request))),
      );
      expect(new Set(started.map(({ id }) => id)).size).toBe(1);
      expect(started.filter(({ isNew }) => isNew)).toHaveLength(1);
    });

    it('leaves neither scan nor job behind when the transaction that started it fails', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const startScan = await createStartScan(boss);
      let scanId = '';
      const starting = database.transaction(async (tx) => {
        ({ id: scanId } = await startScan(tx, { cloudAccountId, trigger: 'manual', requestedBy: null }));
        throw new Died('rolled back');
      });
      await expect(starting).rejects.toBeInstanceOf(Died);
      expect(await database.select().from(scans).where(eq(scans.cloudAccountId, cloudAccountId))).toEqual([]);
      expect(await boss.findJobs('scan-plan', { data: { scanId } })).toEqual([]);
    });

    /** Whether the worker died of what it did. */
    async function diesOf(work: () => Promise<void>): Promise<boolean> {
      try {
        await work();
        return false;
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        return true;
      }
    }

    async function readParts(scanId: string): Promise<ScanPart[]> {
      return database.select().from(scanParts).where(eq(scanParts.scanId, scanId)).orderBy(scanParts.service);
    }

    async function deletedNames(cloudAccountId: string): Promise<string[]> {
      const rows = await database
        .select()
        .from(assets)
        .where(eq(assets.cloudAccountId, cloudAccountId))
        .orderBy(assets.name);
      return rows.filter(({ deletedAt }) => deletedAt !== null).map(({ name }) => name);
    }
  });
}
