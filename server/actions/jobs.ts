import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { oneJob } from '../database/one-job.ts';
import { queueWithin } from '../database/queue.ts';
import { applyAction } from './apply-action.ts';
import type { ActionsContext, RequestWork } from './context.ts';
import { noticePermissions } from './notice.ts';
import { planAction } from './plan-action.ts';
import { scanChanged } from './scan-changed.ts';
import { actions } from './schema.ts';
import { findAction } from './store.ts';

/** One job for each step of an action: what is to be done its status says. */
const workQueue = 'actions-work';
/** Runs every minute: takes up what is due, scans what was changed, looks whether policies are in force. */
const sweepQueue = 'actions-sweep';

interface WorkJob {
  cloudAccountId: string;
  id: string;
}

/** Actions of different accounts and assets that one process works on at a time. */
const actionsAtATime = 4;

const options = {
  notify: true,
  heartbeatSeconds: 10,
  expireInSeconds: 900,
  retryLimit: 10,
  retryDelay: 1,
  deleteAfterSeconds: 60,
};

/** Makes the queues of the actions. `stately`: of an action one job waits and one runs. */
export async function createRequestWork(boss: PgBoss): Promise<RequestWork> {
  await boss.createQueue(workQueue, { ...options, policy: 'stately' });
  await boss.updateQueue(workQueue, options);
  return async (tx, { cloudAccountId, id }) => {
    await boss.send(workQueue, { cloudAccountId, id }, { singletonKey: id, db: queueWithin(tx) });
  };
}

/** Lets this process plan, apply and undo. */
export async function registerActionJobs(boss: PgBoss, context: ActionsContext): Promise<void> {
  await boss.createQueue(sweepQueue, { policy: 'singleton', retryLimit: 0, expireInSeconds: 600 });
  await boss.schedule(sweepQueue, '* * * * *');
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };
  for (let count = 0; count < actionsAtATime; count += 1) {
    await boss.work<WorkJob>(
      workQueue,
      polling,
      oneJob(context.log, 'working on an action', async ({ data, signal }) => {
        await workOn(context, data, signal);
        await scanChanged(context, data.cloudAccountId);
      }),
    );
  }
  await boss.work<object>(
    sweepQueue,
    polling,
    oneJob(context.log, 'sweeping the actions', () => sweep(context)),
  );
}

/** Does the next step of an action. */
export async function workOn(context: ActionsContext, key: WorkJob, signal: AbortSignal): Promise<void> {
  const action = await findAction(context.database, key);
  if (action?.status === 'planning') await planAction(context, action, signal);
  const isToApply = action !== undefined && ['queued', 'applying', 'undoing'].includes(action.status);
  if (isToApply) await applyAction(context, action, signal);
}

async function sweep(context: ActionsContext): Promise<void> {
  const { database, requestWork } = context;
  const due = await database
    .select({ cloudAccountId: actions.cloudAccountId, id: actions.id })
    .from(actions)
    .where(
      or(
        and(eq(actions.status, 'queued'), isNotNull(actions.dueAt), lte(actions.dueAt, new Date())),
        // Whose job was tried too often, such as while the database was away. Of one that has a job nothing comes of this.
        and(
          or(
            inArray(actions.status, ['planning', 'applying', 'undoing']),
            and(eq(actions.status, 'queued'), isNull(actions.dueAt)),
          ),
          sql`${actions.requestedAt} < now() - interval '5 minutes'`,
        ),
      ),
    )
    .limit(1000);
  for (const action of due) await database.transaction((tx) => requestWork(tx, action));
  const changed = await database
    .selectDistinct({ cloudAccountId: actions.cloudAccountId })
    .from(actions)
    .where(and(eq(actions.awaitsScan, true), inArray(actions.status, ['done', 'undone', 'failed'])));
  for (const { cloudAccountId } of changed) await scanChanged(context, cloudAccountId);
  await noticePermissions(context);
}
