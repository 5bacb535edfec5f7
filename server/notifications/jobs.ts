import { eq } from 'drizzle-orm';
import type { Job, PgBoss } from 'pg-boss';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { oneJob } from '../database/one-job.ts';
import { queueWithin } from '../database/queue.ts';
import { type DeliverContext, deliver, giveUp, NotSentError } from './deliver.ts';
import { forgetDeliveries } from './deliveries.ts';
import { gatherDueDigests, gatherImmediate, gatherLeft, type RequestSending, type SendJob } from './gather.ts';
import { accountsLeft, planEvents } from './plan.ts';

/** One job for each cloud account of which something happened to findings. */
const planQueue = 'notifications-plan';
const sendQueue = 'notifications-send';
/** What comes here was tried too often. */
const lostQueue = 'notifications-lost';
/** Runs every minute: makes the digests that are due, and takes up what was left. */
const sweepQueue = 'notifications-sweep';
/** Runs once a day: forgets what is older than it is to be kept. */
const forgetQueue = 'notifications-forget';

interface PlanJob {
  cloudAccountId: string;
}

/** How often a message is tried again that could not be sent, and after how many seconds: twice as many each time. */
export interface Retries {
  retryLimit: number;
  retryDelay: number;
  retryDelayMax: number;
}

/** Ten tries in one to two hours. */
const defaultRetries: Retries = { retryLimit: 9, retryDelay: 15, retryDelayMax: 3600 };

/** A message waits for a worker so long, should there be none. */
const retentionSeconds = 365 * 24 * 3600;

export interface NotificationQueues {
  /** Asks that what happened to the findings of a cloud account be told. Asked twice before it has begun, it is done once. */
  requestPlan: (cloudAccountId: string) => Promise<void>;
  requestSending: RequestSending;
}

/** Makes the queues of the notifications, or brings them up to date. */
export async function createNotificationQueues(boss: PgBoss, retries = defaultRetries): Promise<NotificationQueues> {
  const options = {
    notify: true,
    heartbeatSeconds: 10,
    expireInSeconds: 600,
    retryLimit: 4,
    retryDelay: 1,
    deleteAfterSeconds: 60,
  };
  for (const [name, more, policy] of [
    [lostQueue, {}, 'standard'],
    // Of an account one job waits and one runs.
    [planQueue, {}, 'stately'],
    [sendQueue, { ...retries, retryBackoff: true, deadLetter: lostQueue, retentionSeconds }, 'standard'],
    // What did not run in its minute or on its day runs in the next.
    [sweepQueue, { retryLimit: 0 }, 'singleton'],
    [forgetQueue, { retryLimit: 0 }, 'singleton'],
  ] as const) {
    await boss.createQueue(name, { ...options, ...more, policy });
    // A queue that an earlier version made keeps its options otherwise.
    await boss.updateQueue(name, { ...options, ...more });
  }
  return {
    async requestPlan(cloudAccountId) {
      await boss.send(planQueue, { cloudAccountId }, { singletonKey: cloudAccountId });
    },
    async requestSending(tx, job) {
      await boss.send(sendQueue, job, { db: queueWithin(tx) });
    },
  };
}

/** Jobs are announced by the database; this often they are looked for nevertheless, for one whose worker was lost. */
const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };

/** Messages under way at a time, so that a receiver that answers slowly does not hold up the others. */
const messagesAtATime = 4;

/** Lets this process plan and send notifications. */
export async function registerNotificationJobs(
  boss: PgBoss,
  context: DeliverContext,
  queues: NotificationQueues,
): Promise<void> {
  const { database } = context;
  const gathering = { database, requestSending: queues.requestSending };
  const of = <Data extends object>(work: (job: Job<Data>) => Promise<void>) =>
    // The delivery and the log say why a message was not sent.
    oneJob(context.log, 'a job of the notifications', work, (error) => error instanceof NotSentError);
  await boss.work<PlanJob>(
    planQueue,
    polling,
    of(async ({ data }) => {
      const teamId = await teamOf(database, data.cloudAccountId);
      if (teamId === undefined) return;
      await planEvents(database, { cloudAccountId: data.cloudAccountId, teamId });
      await gatherImmediate(gathering, teamId);
    }),
  );
  for (let count = 0; count < messagesAtATime; count += 1) {
    await boss.work<SendJob>(
      sendQueue,
      polling,
      of(({ data, signal }) => deliver(context, data, signal)),
    );
  }
  await boss.work<SendJob>(
    lostQueue,
    polling,
    of(({ data }) => giveUp(database, data)),
  );
  await boss.work<object>(
    sweepQueue,
    polling,
    of(async () => {
      const now = new Date();
      for (const cloudAccountId of await accountsLeft(database, now)) await queues.requestPlan(cloudAccountId);
      await gatherLeft(gathering, now);
      await gatherDueDigests(gathering, now);
    }),
  );
  await boss.schedule(sweepQueue, '* * * * *');
  await boss.work<object>(
    forgetQueue,
    polling,
    of(() => forgetDeliveries(database, new Date())),
  );
  await boss.schedule(forgetQueue, '47 3 * * *');
}

async function teamOf(database: Database, cloudAccountId: string): Promise<string | undefined> {
  const [account] = await database
    .select({ teamId: cloudAccounts.teamId })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId));
  return account?.teamId;
}
