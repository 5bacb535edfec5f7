import { and, eq, isNull } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assets } from '../assets/schema.ts';
import type { AccountSession } from '../aws/clients.ts';
import { fakeService, fakeSession } from '../aws/fake-sdk.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { success } from '../failure.ts';
import { collectPart } from './collect-part.ts';
import { claimPart, PartLostError, writeBatch } from './parts.ts';
import { planScan } from './plan.ts';
import { partQueue } from './queues.ts';
import { scanParts, scans } from './schema.ts';
import { createStartScan } from './start.ts';
import { findScan } from './store.ts';
import { insertTestAccount, insertTestScan, scanOnce } from './test-account.ts';

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

const names = ['a', 'b', 'c', 'd', 'e'];

function worldOf(present: readonly string[], owner = 'nobody') {
  // One asset a page, so that a scan has many places to die at.
  const { service } = fakeService((operation, { Next = 0 }) => {
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

    it('goes on after a death at any statement: nothing is doubled, lost or deleted by it', async () => {
      let statement = 0;
      for (let died = true; died; statement += 1) {
        const { cloudAccountId } = await insertTestAccount(database);
        // What is there before: `a` to `c`, and `x`, which is deleted in AWS meanwhile.
        await scanOnce(database, cloudAccountId, worldOf(['a', 'b', 'c', 'x']), fakeSession);
        const service = worldOf(names, 'somebody');
        const job = await insertTestScan(database, cloudAccountId);
        const dying = dyingAt(database, statement);
        const context = { services: [service], sessions, batchSize: 1 };
        died = await collectPart({ ...context, database: dying.database }, job, signal).then(
          () => false,
          (error) => {
            if (!(error instanceof Died)) throw error;
            return true;
          },
        );
        // Before anybody takes over, nothing may look deleted that is not.
        const deletedEarly = await deletedNames(cloudAccountId);
        expect(deletedEarly.filter((name) => name !== 'x')).toEqual([]);

        await collectPart({ ...context, database }, job, signal);
        const scan = await findScan(database, cloudAccountId, job.scanId);
        expect(scan, `killed at statement ${statement}`).toMatchObject({
          state: 'succeeded',
          parts: { total: 1, finished: 1 },
          assets: 6,
          added: 2,
          changed: 3,
          deleted: 1,
          gaps: 0,
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
    });

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
        const context = { boss, services, sessions };
        died = await planScan({ ...context, database: dyingAt(database, statement).database }, job, signal).then(
          () => false,
          (error) => {
            if (!(error instanceof Died)) throw error;
            return true;
          },
        );
        await planScan({ ...context, database }, job, signal);
        const parts = await database
          .select()
          .from(scanParts)
          .where(eq(scanParts.scanId, scanId))
          .orderBy(scanParts.service);
        expect(parts.map(({ service, region, state }) => [service, region, state])).toEqual([
          ['ec2', 'global', 'partial'],
          ['fake', 'global', 'waiting'],
        ]);
        const jobs = await boss.findJobs(partQueue, { data: { scanId } });
        expect(jobs.map(({ data }) => data)).toEqual([{ ...job, service: 'fake', region: 'global' }]);
      }
      expect(statement).toBeGreaterThan(3);
    });

    it('lets a worker that was taken for dead write nothing more', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      const slow = await claimPart(database, job);
      const quick = await claimPart(database, job);
      if (slow === undefined || quick === undefined) throw new Error('Both could claim the part.');
      const nothing = { assets: 0, ledger: [] };
      await expect(writeBatch(database, slow, [], nothing)).rejects.toBeInstanceOf(PartLostError);
      await writeBatch(database, quick, [], nothing);
    });

    it('does not begin a part again that is finished', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const job = await insertTestScan(database, cloudAccountId);
      await collectPart({ database, services: [worldOf(names)], sessions }, job, signal);
      expect(await claimPart(database, job)).toBeUndefined();
      const before = await findScan(database, cloudAccountId, job.scanId);
      await collectPart({ database, services: [worldOf([])], sessions }, job, signal);
      expect(await findScan(database, cloudAccountId, job.scanId)).toEqual(before);
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
