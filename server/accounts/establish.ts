import { setTimeout as sleepFor } from 'node:timers/promises';
import type { AccountSession } from '../aws/clients.ts';
import { isDenied } from '../aws/errors.ts';
import type { AssumeRoleAnswer, Hub, HubIdentity } from '../aws/hub.ts';
import { auditPolicies } from '../aws/policy.ts';
import { openAccountSession } from '../aws/sessions.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { explainAssumeFailure, explainWorldFailure, isHubPermissionMissing, updateTrustCommand } from './failures.ts';
import { type Inspection, inspectRole } from './inspect.ts';
import type { Progress, StepOutcome } from './progress.ts';
import { newExternalId, policyArnOf, roleName, trustPolicyOf } from './role.ts';
import type { CloudAccount } from './schema.ts';

export type Connection = Pick<CloudAccount, 'awsAccountId' | 'roleArn' | 'externalId'> & {
  partition: HubIdentity['partition'];
  /** Sessions are narrowed to these policies; default: all that CloudCoreo makes. */
  policyArns?: string[];
};

export interface EstablishContext {
  hub: Hub;
  hubIdentity: HubIdentity;
  /** How long a new role may stay invisible. */
  propagationSeconds: number;
}

/** Steps 6 to 8: assume the role, prove that only this connection can, and read back what it may do. */
export async function establish(
  context: EstablishContext,
  connection: Connection,
  progress: Progress,
): Promise<Result<{ session: AccountSession; inspection: Inspection }>> {
  const session = await progress.step('assume-role', (say) => assumeWhenVisible(context, connection, say));
  if (!session.ok) return session;
  const lock = await progress.step('prove-lock', () => proveLock(context, connection));
  if (!lock.ok) return lock;
  const inspection = await progress.step('read-policy', (say) =>
    inspectWhenVisible(context, connection, session.value, say),
  );
  if (!inspection.ok) return inspection;
  return success({ session: session.value, inspection: inspection.value });
}

/** Step 6. IAM may take a while to spread a new role; AWS refuses it until then as if it did not exist. */
async function assumeWhenVisible(
  context: EstablishContext,
  connection: Connection,
  say: (detail: string) => void,
): Promise<Result<StepOutcome<AccountSession>>> {
  const startedAt = Date.now();
  for (let count = 0; ; count += 1) {
    const answer = await assume(context, connection);
    if (answer.ok) {
      return success({ detail: `${roleName} assumed`, value: sessionOf(context, connection, answer.credentials) });
    }
    const waitedSeconds = (Date.now() - startedAt) / 1000;
    const mayChange = isDenied(answer.error.kind) || ['throttled', 'unreachable'].includes(answer.error.kind);
    if (!mayChange || isHubPermissionMissing(answer.error) || waitedSeconds >= context.propagationSeconds) {
      return failed(
        explainAssumeFailure(answer.error, {
          roleArn: connection.roleArn,
          hubArn: context.hubIdentity.arn,
          waitedSeconds,
        }),
      );
    }
    say(`Waiting for IAM to spread the role (${Math.round(waitedSeconds)} s)`);
    await sleepFor(pauseAfter(count));
  }
}

/** Half a second at first, five at most, so that a role that spreads quickly is seen quickly. */
function pauseAfter(count: number): number {
  return Math.min(5_000, 500 * 1.5 ** count);
}

/**
 * Step 7. A role that trusts the hub without asking for this connection's external ID could be claimed by any team of
 * this CloudCoreo: the confused deputy. Both wrong ways in must be refused by AWS, in so many words; anything else,
 * such as throttling, proves nothing. There is no override.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 * @param formerExternalId after a rotation: the external ID that must not work any longer
 */
export async function proveLock(
  context: EstablishContext,
  connection: Connection,
  formerExternalId?: string,
): Promise<Result<StepOutcome<void>>> {
  const [missing, wrong] = await Promise.all([
    refusalOf(context, { ...connection, externalId: undefined }),
    refusalOf(context, { ...connection, externalId: formerExternalId ?? newExternalId() }),
  ]);
  if (missing.ok || wrong.ok) {
    const wrongOne = formerExternalId === undefined ? 'with a wrong external ID' : 'with its former external ID';
    return failed(lockOpen(context, connection, missing.ok ? 'without an external ID' : wrongOne));
  }
  for (const refusal of [missing, wrong]) {
    if (!isDenied(refusal.error.kind)) return failed(explainWorldFailure(refusal.error, 'sts:AssumeRole'));
  }
  return success({ detail: 'AWS refuses a missing and a wrong external ID', value: undefined });
}

const refusalAttempts = 5;

/** What AWS answers to a way in that must be shut, after the passing troubles that are no answer. */
async function refusalOf(
  context: EstablishContext,
  connection: Omit<Connection, 'externalId'> & { externalId: string | undefined },
): Promise<AssumeRoleAnswer> {
  for (let count = 1; ; count += 1) {
    const answer = await context.hub.assumeRole({
      roleArn: connection.roleArn,
      externalId: connection.externalId,
      sessionName: 'CloudCoreoLockTest',
      policyArns: policyArnsOf(connection),
    });
    const passes = !answer.ok && ['throttled', 'unreachable'].includes(answer.error.kind);
    if (!passes || count === refusalAttempts) return answer;
    await sleepFor(pauseAfter(count));
  }
}

function lockOpen(context: EstablishContext, connection: Connection, how: string): Failure {
  const { partition, accountId } = context.hubIdentity;
  const trust = trustPolicyOf({ partition, hubAccountId: accountId, externalId: connection.externalId });
  return {
    code: 'lock_open',
    detail: `The role ${connection.roleArn} can be assumed ${how}, so any team of this CloudCoreo could claim the account (the confused deputy). The connection is refused, and nothing was read.`,
    mend: 'Give the role exactly the trust policy below, then try again.',
    commands: updateTrustCommand(trust),
  };
}

/** Step 8. The policy that was just attached may take a while to work, too. */
async function inspectWhenVisible(
  context: EstablishContext,
  connection: Connection,
  session: AccountSession,
  say: (detail: string) => void,
): Promise<Result<StepOutcome<Inspection>>> {
  const startedAt = Date.now();
  const patience = Math.min(context.propagationSeconds, 30);
  for (let count = 0; ; count += 1) {
    const inspection = await inspectRole(session, context.hubIdentity, connection);
    const blocking = inspection.drift.find(({ code }) => blockingDrift.has(code));
    if (inspection.failure === undefined && blocking === undefined) {
      const detail = inspection.drift.length === 0 ? 'The policy is as generated' : inspection.drift[0]?.detail;
      return success({ detail: detail ?? '', value: inspection });
    }
    const waitedSeconds = (Date.now() - startedAt) / 1000;
    const mayChange = inspection.failure !== undefined || blocking?.code !== 'policy_wider';
    if (!mayChange || waitedSeconds >= patience) {
      return failed(inspection.failure ?? (blocking as Failure));
    }
    say(`Waiting for IAM to spread the policy (${Math.round(waitedSeconds)} s)`);
    await sleepFor(pauseAfter(count));
  }
}

/** A role with these is not connected. What is merely missing costs parts of a scan and is shown as drift. */
const blockingDrift = new Set(['policy_missing', 'policy_wider', 'policy_unreadable']);

/** Assumes the role as its connection does, narrowed to the audit policies. */
export function assume(context: Pick<EstablishContext, 'hub'>, connection: Connection): Promise<AssumeRoleAnswer> {
  return context.hub.assumeRole({
    roleArn: connection.roleArn,
    externalId: connection.externalId,
    sessionName: 'CloudCoreo',
    policyArns: policyArnsOf(connection),
  });
}

export function sessionOf(
  context: Pick<EstablishContext, 'hub'>,
  connection: Connection,
  credentials?: Extract<AssumeRoleAnswer, { ok: true }>['credentials'],
): AccountSession {
  const { awsAccountId, partition, roleArn, externalId } = connection;
  return openAccountSession(
    context.hub,
    { accountId: awsAccountId, partition, roleArn, externalId, policyArns: policyArnsOf(connection) },
    credentials,
  );
}

/**
 * Assumes the role with the policies that are there. An account that an older CloudCoreo connected lacks the policies
 * that came since, and AWS gives no session that is narrowed to a policy that does not exist: the last ones are left
 * out until it does. The first policy is always there, and lets the role be looked at.
 * @returns the last refusal, or the session's credentials and the connection with the policies that it is narrowed to
 */
export async function assumeWithPoliciesThere(
  context: Pick<EstablishContext, 'hub'>,
  connection: Connection,
): Promise<{ answer: AssumeRoleAnswer; connection: Connection }> {
  const all = policyArnsOf(connection);
  for (let count = all.length; ; count -= 1) {
    const narrowed = { ...connection, policyArns: all.slice(0, count) };
    const answer = await assume(context, narrowed);
    const mayLackPolicies = !answer.ok && !['throttled', 'unreachable'].includes(answer.error.kind);
    if (!mayLackPolicies || count === 1) return { answer, connection: narrowed };
  }
}

function policyArnsOf({ partition, awsAccountId, policyArns }: Omit<Connection, 'externalId' | 'roleArn'>): string[] {
  return policyArns ?? auditPolicies().map(({ name }) => policyArnOf(partition, awsAccountId, name));
}
