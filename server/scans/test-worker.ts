import { clientOptionsAt } from '../aws/clients.ts';
import { openDatabase } from '../database/database.ts';
import { startQueue } from '../database/queue.ts';
import { success } from '../failure.ts';
import { registerScanJobs } from './jobs.ts';
import { createStartScan } from './start.ts';

// A worker in a process of its own, to be killed. Told by its environment; on the embedded database, which has one
// process, it also starts the scan.

export interface ScanOfTest {
  cloudAccountId: string;
  regions: string[];
  services: string[];
}

const { TEST_WORKER = '{}' } = process.env;
const given: {
  url?: string;
  dataDirectory: string;
  endpoint: string;
  accountId: string;
  key: { accessKeyId: string; secretAccessKey: string };
  startScanOf?: ScanOfTest;
} = JSON.parse(TEST_WORKER);

const log = { error: console.error, warn() {} };
const { database, queueConnection } = await openDatabase(given, log);
const { boss } = await startQueue(queueConnection, log, { runsJobs: true });
const startScan = await createStartScan(boss);
await registerScanJobs(boss, {
  database,
  log,
  openVerifiedSession: async () =>
    success({
      accountId: given.accountId,
      partition: 'aws',
      clientOptions: (region) => clientOptionsAt({ region, endpoint: given.endpoint }, given.key),
    }),
});
if (given.startScanOf !== undefined) {
  const request = { ...given.startScanOf, trigger: 'manual' as const, requestedBy: null };
  await database.transaction((tx) => startScan(tx, request));
}
