import { and, eq, sql } from 'drizzle-orm';
import type { AccountSession } from '../aws/clients.ts';
import { isDenied } from '../aws/errors.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { AccountsContext } from './context.ts';
import { assumeWithPoliciesThere, type EstablishContext, proveLock, sessionOf } from './establish.ts';
import { explainAssumeFailure, updateTrustCommand } from './failures.ts';
import { type Drift, findSetupUser, inspectRole } from './inspect.ts';
import { trustPolicyOf } from './role.ts';
import { type CloudAccount, cloudAccounts } from './schema.ts';
import { notConnected } from './store.ts';

type VerifyContext = Pick<AccountsContext, 'database' | 'hub' | 'propagationSeconds'>;

/**
 * Looks at a live connection again: can the role be assumed, is it locked for everybody else, is it as it was made,
 * is the temporary user gone? Writes what it saw, and gives a session for a scan when nothing forbids one.
 */
export async function verifyConnection(context: VerifyContext, account: CloudAccount): Promise<Result<AccountSession>> {
  const hub = await context.hub.identity();
  if (!hub.ok) return keepFailure(context, account, hub.failure);
  const establishContext = { ...context, hubIdentity: hub.value };

  const entered = await enter(establishContext, account);
  if (!entered.ok) {
    if (!isDenied(entered.error.kind)) return keepFailure(context, account, entered.failure);
    const drift = [roleUnreachable(entered.failure, establishContext, account)];
    await write(context, account, { drift, lastVerifiedAt: now(), lastFailure: entered.failure });
    return failed(entered.failure);
  }
  const { connection, session } = entered;

  const formerExternalId = connection.externalId === account.externalId ? undefined : account.externalId;
  const lock = await proveLock(establishContext, connection, formerExternalId);
  if (!lock.ok) {
    if (lock.failure.code !== 'lock_open') return keepFailure(context, account, lock.failure);
    const { detail, mend, commands } = lock.failure;
    await write(context, account, {
      drift: [{ code: 'lock_open', detail, mend, commands }],
      lastVerifiedAt: now(),
      lastFailure: lock.failure,
    });
    return lock;
  }

  const [inspection, setupUser] = await Promise.all([
    inspectRole(session, hub.value, connection),
    readSetupUserState(session, account),
  ]);
  if (inspection.failure !== undefined) return keepFailure(context, account, inspection.failure);
  await write(context, account, {
    externalId: connection.externalId,
    pendingExternalId: formerExternalId === undefined ? account.pendingExternalId : null,
    drift: inspection.drift,
    lastVerifiedAt: now(),
    lastFailure: null,
    ...setupUser,
  });
  return success(session);
}

/** Whether the temporary user is gone, asked now. */
export async function checkSetupUser(context: VerifyContext, account: CloudAccount): Promise<void> {
  const { answer, connection } = await assumeWithPoliciesThere(context, account);
  const session = sessionOf(context, connection, answer.ok ? answer.credentials : undefined);
  const change = await readSetupUserState(session, account);
  await write(context, account, change);
}

async function readSetupUserState(session: AccountSession, account: CloudAccount): Promise<Change> {
  const { setupUserName, setupUserId, setupUserState } = account;
  if (setupUserName === null || setupUserId === null || setupUserState === 'removed') return {};
  const state = await findSetupUser(session, { name: setupUserName, id: setupUserId });
  return { setupUserState: state, setupUserCheckedAt: now() };
}

/** Assumes the role; during a rotation with the next external ID, and with the present one as long as that fails. */
async function enter(context: EstablishContext, account: CloudAccount) {
  const candidates = [account.pendingExternalId, account.externalId].filter((candidate) => candidate !== null);
  for (const [index, externalId] of candidates.entries()) {
    const { answer, connection } = await assumeWithPoliciesThere(context, { ...account, externalId });
    if (answer.ok) {
      return { ok: true as const, connection, session: sessionOf(context, connection, answer.credentials) };
    }
    if (index === candidates.length - 1) {
      const failure = explainAssumeFailure(answer.error, {
        roleArn: account.roleArn,
        hubArn: context.hubIdentity.arn,
        waitedSeconds: 0,
      });
      return { ok: false as const, error: answer.error, failure };
    }
  }
  throw new Error('A connection has an external ID.');
}

function roleUnreachable(failure: Failure, context: EstablishContext, account: CloudAccount): Drift {
  const { partition, accountId } = context.hubIdentity;
  const trust = trustPolicyOf({ partition, hubAccountId: accountId, externalId: account.externalId });
  return {
    code: 'role_unreachable',
    detail: failure.detail,
    mend: failure.mend,
    commands: failure.commands ?? updateTrustCommand(trust),
  };
}

type Change = Partial<typeof cloudAccounts.$inferInsert>;

/** The verification could not be carried out: what was known about the role stays as it was. */
async function keepFailure(context: VerifyContext, account: CloudAccount, failure: Failure) {
  await write(context, account, { lastFailure: failure });
  return failed(failure);
}

/** Nothing is written when the account was disconnected, or its external ID was rotated, meanwhile. */
async function write({ database }: VerifyContext, account: CloudAccount, change: Change): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await database
    .update(cloudAccounts)
    .set({ ...change, updatedAt: now() })
    .where(and(eq(cloudAccounts.id, account.id), eq(cloudAccounts.externalId, account.externalId)));
}

function now() {
  return sql`now()` as never;
}

/** A session for a scan that begins: the connection is verified first, and drift is written down. */
export async function openVerifiedSession(
  context: VerifyContext,
  cloudAccountId: string,
): Promise<Result<AccountSession>> {
  const account = await findConnectedById(context, cloudAccountId);
  return account.ok ? verifyConnection(context, account.value) : account;
}

async function findConnectedById({ database }: VerifyContext, id: string): Promise<Result<CloudAccount>> {
  const [account] = await database.select().from(cloudAccounts).where(eq(cloudAccounts.id, id));
  if (account === undefined) {
    return failed({
      code: 'not_found',
      detail: 'The cloud account was disconnected.',
      mend: 'Connect it again to scan it.',
    });
  }
  return account.state === 'connected' ? success(account) : failed(notConnected(account));
}
