import { and, eq, sql } from 'drizzle-orm';
import { removeManagePolicies } from '../actions/manage-scripts.ts';
import { removeActions } from '../actions/store.ts';
import { removeAssets } from '../assets/store.ts';
import { writeAudit } from '../audit/store.ts';
import { auditPolicies } from '../aws/policy.ts';
import { violatedConstraint } from '../database/errors.ts';
import { failed, type Result, success } from '../failure.ts';
import { removeFindings } from '../findings/store.ts';
import { removeScans } from '../scans/store.ts';
import type { AccountsContext, Actor } from './context.ts';
import { updateTrustCommand } from './failures.ts';
import { newExternalId, policyArnOf, roleName, trustPolicyOf } from './role.ts';
import { type CloudAccount, cloudAccounts } from './schema.ts';
import { nicknameKeyOf, nicknameTaken, notConnected, underWay } from './store.ts';

type ManageContext = Pick<AccountsContext, 'database' | 'hub'>;

/** Gives a cloud account another nickname. */
export async function renameAccount(
  { database }: ManageContext,
  actor: Actor,
  account: CloudAccount,
  nickname: string,
): Promise<Result<void>> {
  try {
    await database.transaction(async (tx) => {
      await tx
        .update(cloudAccounts)
        .set({ nickname, nicknameKey: nicknameKeyOf(nickname), updatedAt: sql`now()` as never })
        .where(eq(cloudAccounts.id, account.id));
      await writeAudit(tx, {
        teamId: actor.teamId,
        actor,
        action: 'cloud_account.rename',
        target: account.id,
        details: { from: account.nickname, to: nickname },
      });
    });
    return success(undefined);
  } catch (error) {
    if (violatedConstraint(error) === 'cloud_accounts_team_nickname') return failed(nicknameTaken(nickname));
    throw error;
  }
}

export interface Rotation {
  pendingExternalId: string;
  trustPolicy: string;
  commands: string;
}

/**
 * Begins to rotate the external ID. The audit policy cannot change the role's trust, so a person runs the command;
 * verification uses the next ID as soon as AWS accepts it, and then proves that the former one is refused.
 */
export async function beginRotation(
  { database, hub }: ManageContext,
  actor: Actor,
  account: CloudAccount,
): Promise<Result<Rotation>> {
  if (account.state !== 'connected') return failed(notConnected(account));
  const identity = await hub.identity();
  if (!identity.ok) return identity;
  const pendingExternalId = account.pendingExternalId ?? newExternalId();
  if (account.pendingExternalId === null) {
    await database.transaction(async (tx) => {
      await tx.update(cloudAccounts).set({ pendingExternalId }).where(eq(cloudAccounts.id, account.id));
      await writeAudit(tx, {
        teamId: actor.teamId,
        actor,
        action: 'cloud_account.rotate_external_id',
        target: account.id,
        details: {},
      });
    });
  }
  const trust = trustPolicyOf({
    partition: identity.value.partition,
    hubAccountId: identity.value.accountId,
    externalId: pendingExternalId,
  });
  return success({
    pendingExternalId,
    trustPolicy: JSON.stringify(trust, null, 2),
    commands: updateTrustCommand(trust),
  });
}

export async function cancelRotation({ database }: ManageContext, actor: Actor, account: CloudAccount): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.update(cloudAccounts).set({ pendingExternalId: null }).where(eq(cloudAccounts.id, account.id));
    await writeAudit(tx, {
      teamId: actor.teamId,
      actor,
      action: 'cloud_account.cancel_rotation',
      target: account.id,
      details: {},
    });
  });
}

/**
 * Forgets a cloud account with all that was collected from it.
 * @returns the commands that remove the role and its policies in AWS, which CloudCoreo itself may not do
 */
export async function disconnectAccount(
  { database }: ManageContext,
  actor: Actor,
  account: CloudAccount,
): Promise<Result<{ id: string; commands: string }>> {
  return database.transaction(async (tx) => {
    const removed = await tx
      .delete(cloudAccounts)
      .where(
        and(
          eq(cloudAccounts.id, account.id),
          sql`(${cloudAccounts.state} <> 'connecting' or ${cloudAccounts.leaseUntil} is null or ${cloudAccounts.leaseUntil} < now())`,
        ),
      )
      .returning({ id: cloudAccounts.id });
    if (removed.length === 0) return failed(underWay(account.awsAccountId));
    await removeScans(tx, account.id);
    await removeFindings(tx, account.id);
    const wasManaged = await removeActions(tx, account.id);
    await removeAssets(tx, account.id);
    await writeAudit(tx, {
      teamId: actor.teamId,
      actor,
      action: 'cloud_account.disconnect',
      target: account.id,
      details: { nickname: account.nickname, awsAccountId: account.awsAccountId },
    });
    return success({ id: account.id, commands: removalCommands(account, wasManaged) });
  });
}

function removalCommands(
  { partition, awsAccountId }: Pick<CloudAccount, 'partition' | 'awsAccountId'>,
  wasManaged: boolean,
): string {
  const arns = auditPolicies().map(({ name }) => policyArnOf(partition, awsAccountId, name));
  return [
    ...(wasManaged ? removeManagePolicies({ partition, accountId: awsAccountId }) : []),
    ...arns.map((arn) => `aws iam detach-role-policy --role-name ${roleName} --policy-arn ${arn}`),
    `aws iam delete-role --role-name ${roleName}`,
    ...arns.map((arn) => `aws iam delete-policy --policy-arn ${arn}`),
  ].join('\n');
}
