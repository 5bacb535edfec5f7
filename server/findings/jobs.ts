import { eq } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { oneJob } from '../database/one-job.ts';
import { queueWithin } from '../database/queue.ts';
import { type JudgeContext, judgeAccount } from './judge-account.ts';
import { expireSuppressions } from './suppressions.ts';

/** One job for each cloud account whose assets are to be judged. */
const judgeQueue = 'findings-judge';
/** Ends suppressions whose time is over. */
const expireQueue = 'findings-expire-suppressions';

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

/** Asks that all cloud accounts of a team be judged, such as after a change of its rules. */
export async function requestForTeam(tx: Database, teamId: string, request: RequestJudgement): Promise<void> {
  const rows = await tx.select({ id: cloudAccounts.id }).from(cloudAccounts).where(eq(cloudAccounts.teamId, teamId));
  for (const { id } of rows) await request(tx, id);
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
  context: JudgeContext & {
    log: Pick<Logger, 'error'>;
    /** What is worked out from the findings of an account when it has been judged. */
    onJudged(cloudAccountId: string): Promise<void>;
  },
): Promise<void> {
  await createQueue(boss);
  await boss.createQueue(expireQueue, { policy: 'stately', retryLimit: 0, deleteAfterSeconds: 60 });
  await boss.schedule(expireQueue, '* * * * *');
  const polling = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5, heartbeatRefreshSeconds: 3 };
  await boss.work<JudgeJob>(
    judgeQueue,
    polling,
    oneJob(context.log, 'judging a cloud account', async ({ data: { cloudAccountId }, signal }) => {
      await judgeAccount(context, cloudAccountId, signal);
      if (!signal.aborted) await context.onJudged(cloudAccountId);
    }),
  );
  await boss.work<object>(
    expireQueue,
    polling,
    oneJob(context.log, 'ending suppressions', () => expireSuppressions(context.database, new Date())),
  );
}
