import type { AccountSession } from '../aws/clients.ts';
import { openAccountSession } from '../aws/sessions.ts';
import { failed, type Result, success } from '../failure.ts';
import type { AccountsContext } from './context.ts';
import { explainAssumeFailure } from './failures.ts';
import type { CloudAccount } from './schema.ts';
import { notConnected } from './store.ts';

/**
 * A session of a connected account's role that may do no more than a session policy says. Nothing is changed through a role
 * that others could assume too.
 * @param policy a session policy as JSON
 * @param sessionName how CloudTrail names the session, 2 to 64 letters, digits and `=,.@-_`
 */
export async function openNarrowSession(
  { hub }: Pick<AccountsContext, 'hub'>,
  account: CloudAccount,
  policy: string,
  sessionName: string,
): Promise<Result<AccountSession>> {
  if (account.state !== 'connected') return failed(notConnected(account));
  const open = account.drift.find(({ code }) => code === 'lock_open');
  if (open !== undefined) return failed({ code: 'lock_open', detail: open.detail, mend: open.mend });
  const identity = await hub.identity();
  if (!identity.ok) return identity;
  const { roleArn, externalId, partition, awsAccountId } = account;
  const answer = await hub.assumeRole({ roleArn, externalId, sessionName, policy });
  if (!answer.ok) {
    return failed(explainAssumeFailure(answer.error, { roleArn, hubArn: identity.value.arn, waitedSeconds: 0 }));
  }
  const connection = { accountId: awsAccountId, partition, roleArn, externalId, policy, sessionName };
  return success(openAccountSession(hub, connection, answer.credentials));
}
