import { setTimeout as sleepFor } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { HubIdentity } from '../aws/hub.ts';
import { parseArn } from '../aws/partition.ts';
import { auditPolicies } from '../aws/policy.ts';
import { violatedConstraint } from '../database/errors.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { newId } from '../identifier.ts';
import type { AccountsContext, Actor } from './context.ts';
import { establish } from './establish.ts';
import type { Inspection } from './inspect.ts';
import { type EmitConnectEvent, type Progress, trackProgress } from './progress.ts';
import { newExternalId, roleArnOf, roleName } from './role.ts';
import { findRoleSetup } from './role-setup.ts';
import type { CloudAccount } from './schema.ts';
import { openSetup, type SetupUser } from './setup.ts';
import { readSetupKey, type SetupKey } from './setup-key.ts';
import * as store from './store.ts';

export interface Connected {
  cloudAccountId: string;
  scanId: string;
}

/**
 * Connects an AWS account with a temporary user's access key: the eight steps of the user guide. The key is used in
 * this process alone and forgotten after step 5, whether or not the steps succeed.
 */
export async function connectWithKey(
  context: AccountsContext,
  actor: Actor,
  request: { nickname: string; actions?: string[] } & SetupKey,
  emit: EmitConnectEvent,
): Promise<Result<Connected>> {
  const key = readSetupKey(request);
  if (!key.ok) return key;
  const { actions = [] } = request;
  const unknown = context.management.findUnknown(actions);
  if (unknown !== undefined) return failed(unknown);
  const hub = await context.hub.identity();
  if (!hub.ok) return hub;

  return runAttempt(context, actor, 'access-key', emit, async (progress, leaseHolder) => {
    const setup = openSetup(context.hub.place, key.value, sleepFor);
    try {
      const user = await progress.step('get-user', () => setup.getUser());
      if (!user.ok) return user;
      if (user.value.partition !== hub.value.partition) return failed(otherPartition(user.value, hub.value));
      const claimed = await store.claimAccount(context.database, {
        teamId: actor.teamId,
        userId: actor.userId,
        awsAccountId: user.value.accountId,
        partition: user.value.partition,
        nickname: request.nickname,
        method: 'access-key',
        roleArn: roleArnOf(user.value.partition, user.value.accountId),
        externalId: newExternalId(),
        replacesExternalId: false,
        setupUser: { name: user.value.name, id: user.value.id },
        leaseHolder,
      });
      if (!claimed.ok) return claimed;
      progress.attach(claimed.value);
      if (actions.length > 0) await context.management.tick(context.database, actor, claimed.value, actions);
      const policies = [...auditPolicies(), ...context.management.policiesOf(actions, user.value)];
      const made = await makeRole(setup, progress, user.value, hub.value, claimed.value, policies);
      if (!made.ok) return { ...made, claimed: claimed.value };
      await progress.step('forget-key', async () => {
        setup.forget();
        return success({ detail: 'From here on CloudCoreo uses the role alone', value: undefined });
      });
      return { ok: true, value: claimed.value };
    } finally {
      setup.forget();
    }
  });
}

/** Connects an AWS account through a role that a person made as a role set-up showed. */
export async function connectWithRole(
  context: AccountsContext,
  actor: Actor,
  request: { nickname: string; roleArn: string; roleSetupId: string },
  emit: EmitConnectEvent,
): Promise<Result<Connected>> {
  const arn = parseArn(request.roleArn);
  if (arn?.service !== 'iam' || !/^\d{12}$/.test(arn.accountId) || arn.resource !== `role/${roleName}`) {
    return failed({
      code: 'role_arn_malformed',
      detail: `This is not the ARN of a role ${roleName}: those read arn:aws:iam::111122223333:role/${roleName}.`,
      mend: 'Copy the ARN from the role’s page in the IAM console, or from the output of the script.',
    });
  }
  const setup = await findRoleSetup(context.database, actor.teamId, request.roleSetupId);
  if (setup === undefined) {
    return failed({
      code: 'role_setup_unknown',
      detail: 'The role set-up, which holds the external ID of this connection, is not known to your team.',
      mend: 'Open “Use a role” again. It shows a new external ID, which the role’s trust policy must name.',
    });
  }
  const hub = await context.hub.identity();
  if (!hub.ok) return hub;
  if (arn.partition !== hub.value.partition) return failed(otherPartition(arn, hub.value));

  return runAttempt(context, actor, 'role', emit, async (progress, leaseHolder) => {
    const claimed = await store.claimAccount(context.database, {
      teamId: actor.teamId,
      userId: actor.userId,
      awsAccountId: arn.accountId,
      partition: arn.partition,
      nickname: request.nickname,
      method: 'role',
      roleArn: request.roleArn,
      externalId: setup.externalId,
      replacesExternalId: true,
      setupUser: undefined,
      leaseHolder,
    });
    if (!claimed.ok) return claimed;
    progress.attach(claimed.value);
    if (setup.actions.length > 0) await context.management.tick(context.database, actor, claimed.value, setup.actions);
    return claimed;
  });
}

/** Carries on a connection whose role exists, from step 6, without any key. */
export async function resumeConnecting(
  context: AccountsContext,
  actor: Actor,
  account: CloudAccount,
  emit: EmitConnectEvent,
): Promise<Result<Connected>> {
  return runAttempt(context, actor, account.method, emit, async (progress, leaseHolder) => {
    const claimed = await store.reclaimAccount(context.database, account.id, leaseHolder);
    if (claimed.ok) {
      progress.carryOn(claimed.value.connectSteps);
      progress.attach(claimed.value);
    }
    return claimed;
  });
}

type Claimed = Result<CloudAccount> & { claimed?: CloudAccount };

/** What all ways in share: claim, then steps 6 to 8, then the connected state and the first scan, or the failure. */
async function runAttempt(
  context: AccountsContext,
  actor: Actor,
  method: CloudAccount['method'],
  emit: EmitConnectEvent,
  begin: (progress: Progress, leaseHolder: string) => Promise<Claimed>,
): Promise<Result<Connected>> {
  const leaseHolder = newId('attempt');
  const progress = trackProgress(context, method, leaseHolder, emit);
  let account: CloudAccount | undefined;
  try {
    const hub = await context.hub.identity();
    if (!hub.ok) return hub;
    const begun = await begin(progress, leaseHolder);
    account = begun.ok ? begun.value : begun.claimed;
    if (!begun.ok) return await giveUp(context, actor, account, leaseHolder, begun.failure);
    const established = await establish({ ...context, hubIdentity: hub.value }, begun.value, progress);
    if (!established.ok) return await giveUp(context, actor, account, leaseHolder, established.failure);
    return await finish(context, actor, begun.value, leaseHolder, established.value.inspection);
  } catch (error) {
    await giveUp(context, actor, account, leaseHolder, {
      code: 'internal_error',
      detail: 'CloudCoreo itself failed while connecting. What was made in AWS is kept and used.',
      mend: 'Try again. If it happens again, look at the server’s log.',
    });
    throw error;
  } finally {
    progress.detach();
  }
}

async function makeRole(
  setup: ReturnType<typeof openSetup>,
  progress: Progress,
  user: SetupUser,
  hub: HubIdentity,
  account: CloudAccount,
  policies: readonly { name: string; document: object }[],
): Promise<Result<void>> {
  const policiesMade = await progress.step('create-policy', async () => {
    const details: string[] = [];
    for (const policy of policies) {
      const made = await setup.ensurePolicy(user, policy);
      if (!made.ok) return made;
      details.push(`${policy.name} ${made.value === 'created' ? 'created' : 'was there'}`);
    }
    return success({ detail: details.join(', '), value: undefined });
  });
  if (!policiesMade.ok) return policiesMade;

  const roleMade = await progress.step('create-role', async () => {
    const made = await setup.ensureRole({
      partition: user.partition,
      hubAccountId: hub.accountId,
      externalId: account.externalId,
    });
    if (!made.ok) return made;
    return success({ detail: `${roleName} ${made.value === 'created' ? 'created' : 'was there'}`, value: undefined });
  });
  if (!roleMade.ok) return roleMade;

  return progress.step('attach-policy', async () => {
    for (const policy of policies) {
      const attached = await setup.attachPolicy(user, policy.name);
      if (!attached.ok) return attached;
    }
    return success({ detail: policies.length === 1 ? 'Policy attached' : 'Policies attached', value: undefined });
  });
}

async function finish(
  context: AccountsContext,
  actor: Actor,
  account: CloudAccount,
  leaseHolder: string,
  inspection: Inspection,
): Promise<Result<Connected>> {
  try {
    return await context.database.transaction(async (tx) => {
      const isMine = await store.updateClaimed(tx, account, leaseHolder, {
        state: 'connected',
        leaseHolder: null,
        leaseUntil: null,
        lastFailure: null,
        drift: inspection.drift,
        connectedAt: sql`now()` as never,
        lastVerifiedAt: sql`now()` as never,
      });
      if (!isMine) return failed(store.underWay(account.awsAccountId));
      await writeAudit(tx, {
        teamId: actor.teamId,
        actor,
        action: 'cloud_account.connect',
        target: account.id,
        details: { nickname: account.nickname, awsAccountId: account.awsAccountId, method: account.method },
      });
      const scan = await context.startScan(tx, {
        cloudAccountId: account.id,
        trigger: 'connect',
        requestedBy: actor.userId,
      });
      return success({ cloudAccountId: account.id, scanId: scan.id });
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'cloud_accounts_connected_once') throw error;
    const failure = store.alreadyConnected({ ...account, teamId: '' }, actor.teamId);
    return giveUp(context, actor, account, leaseHolder, failure);
  }
}

/** Keeps why an attempt ended, frees the row for the next one, and passes the failure on. */
async function giveUp(
  { database }: AccountsContext,
  actor: Actor,
  account: CloudAccount | undefined,
  leaseHolder: string,
  failure: Failure,
): Promise<{ ok: false; failure: Failure }> {
  if (account === undefined) return failed(failure);
  await database.transaction(async (tx) => {
    const isMine = await store.updateClaimed(tx, account, leaseHolder, {
      state: 'failed',
      lastFailure: failure,
      leaseHolder: null,
      leaseUntil: null,
    });
    if (!isMine) return;
    // Some objects may have been made in AWS on this person's behalf.
    await writeAudit(tx, {
      teamId: actor.teamId,
      actor,
      action: 'cloud_account.connect_failed',
      target: account.id,
      details: { nickname: account.nickname, awsAccountId: account.awsAccountId, code: failure.code },
    });
  });
  return failed(failure);
}

function otherPartition(account: { partition: string; accountId: string }, hub: HubIdentity): Failure {
  return {
    code: 'partition_differs',
    detail: `The account ${account.accountId} is in the AWS partition ${account.partition}, and this CloudCoreo runs in ${hub.partition}. AWS lets no role be assumed from another partition.`,
    mend: `Run a CloudCoreo with an identity of the partition ${account.partition} for its accounts (AWS_REGION chooses it).`,
  };
}
