import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Aws, startAws } from '../../sandbox/aws.ts';
import { type PostgresServer, startPostgres } from '../../tests/postgres.ts';
import { countAssets } from '../assets/query.ts';
import { clientOptionsAt } from '../aws/clients.ts';
import { fakeService, fakeSession } from '../aws/fake-sdk.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { success } from '../failure.ts';
import { registerScanJobs } from './jobs.ts';
import { scans } from './schema.ts';
import { createStartScan } from './start.ts';
import { findScan, listScans } from './store.ts';
import { insertTestAccount } from './test-account.ts';

/** Within this time a lost job must be with another worker, and what is left of the scan is little. */
const takenOverWithinMilliseconds = 60_000;

describe('a worker killed in the middle of a scan', () => {
  let aws: Aws;
  let postgres: PostgresServer;
  const children: ChildProcess[] = [];
  const log = { error() {}, warn() {} };

  beforeAll(async () => {
    [aws, postgres] = await Promise.all([startAws(), startPostgres()]);
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await aws?.stop();
    postgres?.stop();
  });

  /** Starts a worker; what of AWS it scans is the account given, as its administrator. */
  function startWorker(where: { url?: string; dataDirectory: string }, accountId: string, startScanOf?: string) {
    const key = aws.administratorCredentials(accountId);
    const given = { ...where, endpoint: aws.endpoint, accountId, key, startScanOf };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'test-worker.ts')], {
      env: { ...process.env, TEST_WORKER: JSON.stringify(given) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.push(child);
    return child;
  }

  async function kill(child: ChildProcess) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Holds one call of the account, so that the worker can be killed while it waits for the answer. */
  async function holdVolumesOf(accountId: string) {
    const match = { accountId, action: 'DescribeVolumes', region: 'eu-west-1' };
    const fault = aws.control.faults.add({ match, effect: { kind: 'hold-before' } });
    return { struck: () => aws.control.faults.waitUntilStruck(fault), release: () => aws.control.faults.remove(fault) };
  }

  async function waitForEnd(database: Database, cloudAccountId: string) {
    for (;;) {
      const [scan] = (await listScans(database, cloudAccountId, { limit: 1 })).items;
      if (scan?.finishedAt) return findScan(database, cloudAccountId, scan.id);
      await pause(200);
    }
  }

  async function expectWhole(database: Database, account: { cloudAccountId: string; teamId: string }) {
    const scan = await waitForEnd(database, account.cloudAccountId);
    const counts = await countAssets(database, account.teamId, { state: 'all' });
    expect(scan).toMatchObject({ state: 'succeeded', deleted: 0, gaps: 0, changed: 0 });
    expect(scan?.added).toBe(counts.total);
    expect(scan?.assets).toBe(counts.total);
    expect(counts.byType.find(({ type }) => type === 'AWS::EC2::VPC')?.count).toBe(17);
    const startedBefore = scan?.details.filter(({ startedAt }) => startedAt !== null).length;
    expect(startedBefore).toBe(scan?.parts.total);
  }

  it.concurrent('is replaced by another worker of the same PostgreSQL server', async () => {
    const where = { url: await postgres.createDatabase(), dataDirectory: '' };
    const { database, queueConnection, close } = await openDatabase(where, log);
    const queue = await startQueue(queueConnection, log, { runsJobs: false });
    try {
      const account = await insertTestAccount(database);
      const { accountId } = aws.accounts.customers[0];
      const held = await holdVolumesOf(accountId);
      const victim = startWorker(where, accountId);
      const startScan = await createStartScan(queue.boss);
      await database.transaction((tx) =>
        startScan(tx, { cloudAccountId: account.cloudAccountId, trigger: 'manual', requestedBy: null }),
      );
      await held.struck();
      const heir = startWorker(where, accountId);
      await kill(victim);
      held.release();
      const killedAt = Date.now();
      await expectWhole(database, account);
      expect(Date.now() - killedAt).toBeLessThan(takenOverWithinMilliseconds);
      await kill(heir);
    } finally {
      await queue.stop();
      await close();
    }
  }, 120_000);

  it.concurrent('goes on when it is started again on its embedded database', async () => {
    const where = { dataDirectory: await mkdtemp(join(tmpdir(), 'cloudcoreo-killed-')) };
    const before = await openDatabase(where, log);
    const account = await insertTestAccount(before.database);
    await before.close();
    const { accountId } = aws.accounts.customers[1];
    const held = await holdVolumesOf(accountId);
    const victim = startWorker(where, accountId, account.cloudAccountId);
    await held.struck();
    await kill(victim);
    held.release();
    const killedAt = Date.now();

    // The database has one process, so this one is the worker now.
    const opened = await openDatabase(where, log);
    const queue = await startQueue(opened.queueConnection, log, { runsJobs: true });
    try {
      expect(
        await opened.database
          .select({ state: scans.state })
          .from(scans)
          .where(eq(scans.cloudAccountId, account.cloudAccountId)),
      ).toEqual([{ state: 'running' }]);
      const key = aws.administratorCredentials(accountId);
      await registerScanJobs(queue.boss, {
        database: opened.database,
        log,
        openVerifiedSession: async () =>
          success({
            accountId,
            partition: 'aws',
            clientOptions: (region) => clientOptionsAt({ region, endpoint: aws.endpoint }, key),
          }),
      });
      await expectWhole(opened.database, account);
      expect(Date.now() - killedAt).toBeLessThan(takenOverWithinMilliseconds);
    } finally {
      await queue.stop();
      await opened.close();
      await rm(where.dataDirectory, { recursive: true, force: true });
    }
  }, 120_000);

  it.concurrent('is given up after some tries, so that the scan ends and says what is missing', async () => {
    const [, server] = testDatabaseKinds();
    if (server === undefined) throw new Error('There is always a PostgreSQL server.');
    const opened = await server.open();
    const queue = await startQueue(opened.queueConnection, log, { runsJobs: true });
    try {
      const account = await insertTestAccount(opened.database);
      const startScan = await createStartScan(queue.boss);
      const { service } = fakeService(() => ({}), 'global');
      let tries = 0;
      const broken = {
        ...service,
        async load(): Promise<object> {
          tries += 1;
          throw new Error('this worker cannot do it');
        },
      };
      await registerScanJobs(queue.boss, {
        database: opened.database,
        log,
        services: [broken],
        openVerifiedSession: async () =>
          success({
            ...fakeSession,
            clientOptions: (region) => clientOptionsAt({ region, endpoint: aws.endpoint }, aws.hubCredentials),
          }),
      });
      await opened.database.transaction((tx) =>
        startScan(tx, { cloudAccountId: account.cloudAccountId, trigger: 'manual', requestedBy: null }),
      );
      const scan = await waitForEnd(opened.database, account.cloudAccountId);
      expect(tries).toBe(5);
      expect(scan?.state).toBe('partial');
      expect(scan?.gapList.map(({ service: id, code }) => [id, code])).toEqual([
        ['ec2', 'UnauthorizedOperation'],
        ['fake', 'WorkerLost'],
      ]);
    } finally {
      await queue.stop();
      await opened.close();
      server.stop();
    }
  }, 120_000);
});
