import type { Job, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { createSharedConnections } from '../aws/clients.ts';
import { type CollectResources, createCollectResources } from '../aws/collect.ts';
import { createPacer } from '../aws/pace.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import { services as allServices } from '../aws/services.ts';
import type { Database } from '../database/database.ts';
import { oneJob } from '../database/one-job.ts';
import { failScan, type OnScanEnd } from './parts.ts';
import { planScan } from './plan.ts';
import { createScanQueues, forgetQueue, lostQueue, planQueue, type ScanJob, scheduleQueue } from './queues.ts';
import { forgetOld, type Retention } from './retention.ts';
import { startDueScans } from './schedule.ts';
import { type OpenVerifiedSession, shareSessions } from './sessions.ts';
import { createStartScan } from './start.ts';
import { startScanWorker } from './worker.ts';

export interface ScanJobsContext {
  database: Database;
  openVerifiedSession: OpenVerifiedSession;
  log: Pick<Logger, 'error' | 'warn'>;
  services?: readonly ServiceDeclaration[];
  /** Whether the database is embedded, so that this process is the only one. */
  isAlone?: boolean;
  pace?: Pace;
  retention?: Retention;
  onScanEnd?: OnScanEnd;
}

/** How much of the machine and of AWS's limits the scans of a process use. */
export interface Pace {
  callsAtATime: number;
  /** The part of AWS's published limits, from 0 to 1. */
  share: number;
}

const defaultPace: Pace = { callsAtATime: 64, share: 0.5 };

/** Calls of one operation in one region under way at a time, while AWS does not throttle. */
const callsOfOneOperation = 24;

/** Jobs are announced by the database; this often they are looked for nevertheless, for one whose worker was lost. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };

/** Lets this process work on scans. */
export async function registerScanJobs(boss: PgBoss, context: ScanJobsContext): Promise<{ stop(): Promise<void> }> {
  await createScanQueues(boss);
  const { database, log, services = allServices, isAlone, pace = defaultPace, retention, onScanEnd } = context;
  const startScan = await createStartScan(boss);
  const sessions = shareSessions(context.openVerifiedSession);
  const resources = resourcesFor(pace);
  const worker = await startScanWorker({ database, log, services, sessions, resources, isAlone, onScanEnd });
  const plan = async ({ data, signal }: Job<ScanJob>) => {
    await planScan({ database, services, sessions, limited: resources.calls }, data, signal);
    worker.wake();
  };
  const of = <Data extends object>(work: (job: Job<Data>) => Promise<unknown>) => oneJob(log, 'a job of a scan', work);
  for (let count = 0; count < 4; count += 1) await boss.work<ScanJob>(planQueue, polling, of(plan));
  await boss.work<ScanJob>(
    lostQueue,
    polling,
    of(({ data }) => giveUp(database, data)),
  );
  await boss.work<object>(
    scheduleQueue,
    polling,
    of(async () => {
      await startDueScans(database, startScan);
    }),
  );
  await boss.schedule(scheduleQueue, '* * * * *');
  if (retention !== undefined) {
    await boss.work<object>(
      forgetQueue,
      polling,
      of(() => forgetOld(database, retention)),
    );
    await boss.schedule(forgetQueue, '17 3 * * *');
  }
  return worker;
}

function resourcesFor({ callsAtATime, share }: Pace): CollectResources {
  return createCollectResources({
    callsAtATime,
    pacer: createPacer({ share, concurrency: callsOfOneOperation }),
    connections: createSharedConnections(),
  });
}

async function giveUp(database: Database, job: ScanJob): Promise<void> {
  await failScan(database, job, {
    code: 'scan_not_planned',
    detail: 'Every try to begin this scan ended before it was planned.',
    mend: 'Look into the log of the workers, then start another scan.',
  });
}
