import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { reasonOf } from '../database/errors.ts';
import { queueWithin } from '../database/queue.ts';
import { type JudgeContext, judgeAccount } from './judge-account.ts';

/** One job for each cloud account whose assets are to be judged. */
const judgeQueue = 'findings-judge';

interface JudgeJob {
  cloudAccountId: string;
}

/** Asks in the caller's transaction that a cloud account be judged. Asked twice before it has begun, it is judged once. */
export type RequestJudgement = (tx: Database, cloudAccountId: string) => Promise<void>;

export async function createRequestJudgement(boss: PgBoss): Promise<RequestJudgement> {
  await createQueue(boss);
  return async (tx, cloudAccountId) => {
    await boss.send(judgeQueue, { cloudAccountId }, { singletonKey: cloudAccountId, db: queueWithin(tx) });
  };
}

/** `stately`: of an account one job waits and one runs. */
async function createQueue(boss: PgBoss): Promise<void> {
  const options = {
    notify: true,
    heartbeatSeconds: 10,
    expireInSeconds: 3600,
    retryLimit: 4,
    retryDelay: 1,
    deleteAfterSeconds: 60,
  };
  await boss.createQueue(judgeQueue, { ...options, policy: 'stately' });
  await boss.updateQueue(judgeQueue, options);
}

/** Lets this process judge. */
export async function registerFindingJobs(
  boss: PgBoss,
  context: JudgeContext & { log: Pick<Logger, 'error'> },
): Promise<void> {
  await createQueue(boss);
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };
  await boss.work<JudgeJob>(judgeQueue, polling, async ([job]) => {
    if (job === undefined) return;
    try {
      await judgeAccount(context, job.data.cloudAccountId, job.signal);
    } catch (error) {
      // What a job that failed leaves with the queue carries nothing of the error but its reason.
      const reason = reasonOf(error);
      context.log.error({ job: job.data, reason }, 'judging a cloud account failed and will be tried again');
      throw new Error(reason);
    }
  });
}
