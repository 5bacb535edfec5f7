import type { PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import { sealAuditLog } from './chain.ts';

const sealQueue = 'audit-seal';

/** Lets this process put new entries of the audit log into its chain, each minute. */
export async function registerAuditJobs(boss: PgBoss, database: Database): Promise<void> {
  await boss.createQueue(sealQueue, { policy: 'stately', retryLimit: 0, deleteAfterSeconds: 60 });
  await boss.schedule(sealQueue, '* * * * *');
  await boss.work(sealQueue, { pollingIntervalSeconds: 5 }, async () => {
    await sealAuditLog(database);
  });
}
