import type { PgBoss } from 'pg-boss';

export interface ScanJob {
  cloudAccountId: string;
  scanId: string;
}

export interface PartJob extends ScanJob {
  service: string;
  region: string;
}

export const planQueue = 'scan-plan';
export const partQueue = 'scan-part';
/** What comes here has failed or lost its worker too often. */
export const lostQueue = 'scan-lost';

/** A worker that says nothing for so long is taken for dead, and its job is given to another. */
const heartbeatSeconds = 10;

/** Makes the queues of the scans, or brings them up to date. */
export async function createScanQueues(boss: PgBoss): Promise<void> {
  const options = {
    notify: true,
    heartbeatSeconds,
    expireInSeconds: 4 * 3600,
    retryLimit: 4,
    retryDelay: 1,
    deleteAfterSeconds: 60,
  };
  for (const [name, more] of [
    [lostQueue, {}],
    [planQueue, { deadLetter: lostQueue }],
    [partQueue, { deadLetter: lostQueue }],
  ] as const) {
    await boss.createQueue(name, { ...options, ...more });
    // A queue that an earlier version made keeps its options otherwise.
    await boss.updateQueue(name, { ...options, ...more });
  }
}
