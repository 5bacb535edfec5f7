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
import { countAssets } from '../assets/counts.ts';
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
import type { ScanOfTest } from './test-worker.ts';

/** What the scans are limited to, so that what is measured is the takeover and not the emulator. */
const regions = ['eu-west-1', 'sa-east-1', 'us-east-1'];
const services = ['ec2', 'iam', 's3'];

/** Within this time what was lost must be with another worker, and what is left of the scan is little. */
const takenOverWithinMilliseconds = 60_000;

/** What a worker is doing when it is killed. */
const steps = [
  { does: 'plans the scan', call: { action: 'DescribeRegions' } },
  { does: 'lists assets', call: { action: 'DescribeVolumes', region: 'eu-west-1' } },
  { does: 'lists what is below an asset', call: { action: 'ListAccessKeys' } },
];

describe('a worker killed in the middle of a scan', () => {
  let aws: Aws;
  let postgres: PostgresServer;
  const children: ChildProcess[] = [];
  const log = { error() {}, warn() {} };

  beforeAll(async () => {
    [aws, postgres] = await Promise.all([startAws({ customerCount: steps.length + 1 }), startPostgres()]);
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await aws?.stop();
    postgres?.stop();
  });

  /** Starts a worker; what of AWS it scans is the account given, as its administrator. */
  function startWorker(where: { url?: string; dataDirectory: string }, accountId: string, startScanOf?: ScanOfTest) {
    const key = aws.administratorCredentials(accountId);
    const given = { ...where, endpoint: aws.endpoint, accountId, key, startScanOf };
    const child = spawn(process.execPath, [join(import.meta.dirname, 'test-worker.ts')], {
      env: { ...process.env, TEST_WORKER: JSON.stringify(given) },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    children.push(child);
    return child;
  }

  function customer(index: number) {
    const account = aws.accounts.customers[index];
    if (account === undefined) throw new Error('The sandbox has an account for each test.');
    return account;
  }

  async function kill(child: ChildProcess) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Holds one call of the account, so that the worker can be killed while it waits for the answer. */
  function hold(accountId: string, call: { action: string; region?: string }) {
    const fault = aws.control.faults.add({ match: { accountId, ...call }, effect: { kind: 'hold-before' } });
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
    expect(counts.byType.find(({ type }) => type === 'AWS::EC2::VPC')?.count).toBe(regions.length);
    const startedBefore = scan?.details.filter(({ startedAt }) => startedAt !== null).length;
    expect(startedBefore).toBe(scan?.parts.total);
  }

  it.concurrent.each(steps)(
    'is replaced by another of the same PostgreSQL server, killed while it $does',
    async (step) => {
      const where = { url: await postgres.createDatabase(), dataDirectory: '' };
      const { database, queueConnection, close } = await openDatabase(where, log);
      const queue = await startQueue(queueConnection, log, { runsJobs: false });
      try {
        const account = await insertTestAccount(database);
        const { accountId } = customer(steps.indexOf(step));
        const held = hold(accountId, step.call);
        const victim = startWorker(where, accountId);
        const startScan = await createStartScan(queue.boss);
        await database.transaction((tx) =>
          startScan(tx, {
            cloudAccountId: account.cloudAccountId,
            trigger: 'manual',
            requestedBy: null,
            regions,
            services,
          }),
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
    },
    240_000,
  );

  it.concurrent('goes on when it is started again on its embedded database', async () => {
    const where = { dataDirectory: await mkdtemp(join(tmpdir(), 'cloudcoreo-killed-')) };
    const before = await openDatabase(where, log);
    const account = await insertTestAccount(before.database);
    await before.close();
    const { accountId } = customer(steps.length);
    const held = hold(accountId, { action: 'DescribeVolumes', region: 'eu-west-1' });
    const victim = startWorker(where, accountId, { cloudAccountId: account.cloudAccountId, regions, services });
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
        isAlone: true,
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
  }, 240_000);

  it.concurrent('is given up after some tries, so that the scan ends and says what is missing', async () => {
    const server = testDatabaseKinds().at(-1);
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
      expect(scan?.gapList.map(({ service: id, region, code }) => [id, region, code])).toEqual([
        ['fake', 'global', 'WorkerLost'],
        ['ec2', 'global', 'UnauthorizedOperation'],
      ]);
    } finally {
      await queue.stop();
      await opened.close();
      server.stop();
    }
  }, 240_000);
});
