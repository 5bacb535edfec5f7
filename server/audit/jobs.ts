import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { oneJob } from '../database/one-job.ts';
import { sealAuditLog } from './chain.ts';

const sealQueue = 'audit-seal';

interface AuditJobsContext {
  database: Database;
  log: Pick<Logger, 'error'>;
}

/** Lets this process put new entries of the audit log into its chain, each minute. */
export async function registerAuditJobs(boss: PgBoss, { database, log }: AuditJobsContext): Promise<void> {
  await boss.createQueue(sealQueue, { policy: 'stately', retryLimit: 0, deleteAfterSeconds: 60 });
  await boss.schedule(sealQueue, '* * * * *');
  await boss.work<object>(
    sealQueue,
    { pollingIntervalSeconds: 5 },
    oneJob(log, 'sealing the audit log', () => sealAuditLog(database)),
  );
}
