import type { PgBoss } from 'pg-boss';

export interface ScanJob {
  cloudAccountId: string;
  scanId: string;
}

/** One service of a scan, in all its regions. */
export interface PartJob extends ScanJob {
  service: string;
}

export const planQueue = 'scan-plan';
/** What comes here has failed or lost its worker too often. */
export const lostQueue = 'scan-lost';
/** Runs every minute: starts the scans that are due. */
export const scheduleQueue = 'scan-schedule';
/** Runs once a day: forgets what is older than it is to be kept. */
export const forgetQueue = 'scan-forget';

/** A worker that says nothing for so long is taken for dead, and its job is given to another. */
const heartbeatSeconds = 10;

/** Makes the queues of the scans, or brings them up to date. */
export async function createScanQueues(boss: PgBoss): Promise<void> {
  const options = {
    notify: true,
    heartbeatSeconds,
    expireInSeconds: 900,
    retryLimit: 4,
    retryDelay: 1,
    deleteAfterSeconds: 60,
  };
  for (const [name, more] of [
    [lostQueue, {}],
    [planQueue, { deadLetter: lostQueue }],
    // What did not run in its minute or on its day runs in the next.
    [scheduleQueue, { policy: 'singleton', retryLimit: 0 }],
    [forgetQueue, { policy: 'singleton', retryLimit: 0 }],
  ] as const) {
    await boss.createQueue(name, { ...options, ...more });
    // A queue that an earlier version made keeps its options otherwise.
    await boss.updateQueue(name, { ...options, ...('policy' in more ? { retryLimit: more.retryLimit } : more) });
  }
}
