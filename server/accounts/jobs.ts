import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { AccountsContext } from './context.ts';
import { cloudAccounts } from './schema.ts';
import { checkSetupUser } from './verify.ts';

const queue = 'check-setup-users';

/** How many accounts one run asks about, so that a run is short whatever the number of accounts. */
const batch = 50;

/**
 * Keeps looking, as the role, until each temporary user has been seen gone: every minute in the first hour after
 * connecting, when people tidy up, and every six hours from then on.
 */
export async function registerAccountJobs(boss: PgBoss, context: AccountsContext): Promise<void> {
  await boss.createQueue(queue, { policy: 'singleton', retryLimit: 0, expireInSeconds: 300 });
  await boss.schedule(queue, '* * * * *');
  await boss.work(queue, () => checkDueSetupUsers(context));
}

export async function checkDueSetupUsers(context: AccountsContext): Promise<void> {
  const due = await context.database
    .select()
    .from(cloudAccounts)
    .where(
      and(
        eq(cloudAccounts.state, 'connected'),
        inArray(cloudAccounts.setupUserState, ['present', 'unknown']),
        // Nothing is read through a role that anybody may assume, until a verification has found it locked again.
        sql`not (${cloudAccounts.drift} @> '[{"code":"lock_open"}]'::jsonb)`,
        sql`(${cloudAccounts.setupUserCheckedAt} is null or ${cloudAccounts.connectedAt} > now() - interval '1 hour' or ${cloudAccounts.setupUserCheckedAt} < now() - interval '6 hours')`,
      ),
    )
    .orderBy(asc(sql`coalesce(${cloudAccounts.setupUserCheckedAt}, 'epoch')`))
    .limit(batch);
  for (const account of due) {
    try {
      await checkSetupUser(context, account);
    } catch (error) {
      context.log.warn({ err: error, cloudAccountId: account.id }, 'the setup user could not be checked');
    }
  }
}
