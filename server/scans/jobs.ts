import type { Job, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { ServiceDeclaration } from '../aws/service.ts';
import { services as allServices } from '../aws/services.ts';
import type { Database } from '../database/database.ts';
import { collectPart } from './collect-part.ts';
import { failScan, givePartUp } from './parts.ts';
import { planScan } from './plan.ts';
import { createScanQueues, lostQueue, type PartJob, partQueue, planQueue, type ScanJob } from './queues.ts';
import { type OpenVerifiedSession, shareSessions } from './sessions.ts';

export interface ScanJobsContext {
  database: Database;
  openVerifiedSession: OpenVerifiedSession;
  log: Pick<Logger, 'error' | 'warn'>;
  services?: readonly ServiceDeclaration[];
  /** Parts that this process collects at a time. */
  partsAtATime?: number;
}

/** Jobs are announced by the database; this often they are looked for nevertheless, for one whose worker was lost. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };

/** Lets this process work on scans. */
export async function registerScanJobs(boss: PgBoss, context: ScanJobsContext): Promise<void> {
  await createScanQueues(boss);
  const { database, log, services = allServices } = context;
  const sessions = shareSessions(context.openVerifiedSession);
  const shared = { database, boss, services, sessions };

  await workInOrder<ScanJob>(boss, planQueue, 2, ({ data, signal }) => planScan(shared, data, signal), log);
  await workInOrder<PartJob>(
    boss,
    partQueue,
    context.partsAtATime ?? 6,
    ({ data, signal }) => collectPart(shared, data, signal),
    log,
  );
  await workInOrder<PartJob | ScanJob>(boss, lostQueue, 1, ({ data }) => giveUp(database, data), log);
}

/**
 * So many workers on a queue. pg-boss lets a worker rest between two jobs; here it looks for the next one at once, until
 * there is none.
 */
async function workInOrder<Data extends object>(
  boss: PgBoss,
  queue: string,
  workers: number,
  work: (job: Job<Data>) => Promise<void>,
  log: ScanJobsContext['log'],
): Promise<void> {
  for (let count = 0; count < workers; count += 1) {
    const id: string = await boss.work<Data>(queue, polling, async ([job]) => {
      if (job === undefined) return;
      try {
        await work(job);
      } catch (error) {
        const reason = reasonOf(error);
        log.error({ queue, job: job.data, reason }, 'a job of a scan failed and will be tried again');
        throw new Error(reason);
      } finally {
        boss.notifyWorker(id);
      }
    });
  }
}

/** Safe to log and to keep with the job: the message of a failed statement would carry its values, so its cause's is taken. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const message = error.cause instanceof Error ? error.cause.message : error.message;
  return message.slice(0, 500);
}

async function giveUp(database: Database, job: PartJob | ScanJob): Promise<void> {
  if ('service' in job) {
    await givePartUp(database, job, {
      service: job.service,
      region: job.region,
      operation: job.service,
      code: 'WorkerLost',
      message: 'Every try to read this ended before it was finished. The log of the workers says why.',
      permission: null,
      assets: 0,
    });
    return;
  }
  await failScan(database, job, {
    code: 'scan_not_planned',
    detail: 'Every try to begin this scan ended before it was planned.',
    mend: 'Look into the log of the workers, then start another scan.',
  });
}
