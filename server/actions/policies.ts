import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { assets } from '../assets/schema.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { failed, type Result, success } from '../failure.ts';
import { findings } from '../findings/schema.ts';
import type { Caller } from '../http/api.ts';
import { newId } from '../identifier.ts';
import type { ActionPolicyInput, ActionPolicyView } from './api.ts';
import { type ActionsContext, byItself } from './context.ts';
import { addActions, kindUnknown } from './request.ts';
import { type ActionPolicy, actionPolicies, actions } from './schema.ts';
import { readSettings } from './store.ts';

type PolicyContext = Pick<ActionsContext, 'database' | 'kinds' | 'requestWork'>;

/** A team's policies, by name. */
export async function listPolicies(database: Database, teamId: string): Promise<ActionPolicyView[]> {
  const rows = await database
    .select()
    .from(actionPolicies)
    .where(eq(actionPolicies.teamId, teamId))
    .orderBy(asc(actionPolicies.name));
  return Promise.all(rows.map(async (row) => toView(row, await countOfDay(database, row.id))));
}

/** Makes a policy, or changes one. @param id of the one to change */
export async function writePolicy(
  { database, kinds }: PolicyContext,
  caller: Caller,
  input: ActionPolicyInput,
  id?: string,
): Promise<Result<ActionPolicyView>> {
  const { teamId } = caller;
  const kind = kinds.get(input.kind);
  if (kind === undefined) return failed(kindUnknown(input.kind));
  if (input.mode === 'apply' && kind.whyNoUndo !== undefined) {
    return failed({
      code: 'action_policy_without_undo',
      detail: `“${kind.title}” has no way back, so it is never applied without somebody who means it.`,
      mend: 'Choose “plan and ask”.',
    });
  }
  const parameters = kind.parameters.safeParse(input.parameters);
  if (!parameters.success) {
    return failed({
      code: 'input_invalid',
      detail: parameters.error.issues.map(({ path, message }) => `parameters.${path.join('.')}: ${message}`).join(' '),
      mend: `GET /api/v1/action-kinds says what ${kind.id} takes.`,
    });
  }
  const set = { ...input, parameters: parameters.data };
  try {
    return await database.transaction(async (tx) => {
      const [row] =
        id === undefined
          ? await tx
              .insert(actionPolicies)
              .values({
                ...{ ...set, id: newId('apo'), teamId, createdAt: new Date() },
                ...{ createdById: caller.userId, createdByName: caller.name },
              })
              .returning()
          : await tx
              .update(actionPolicies)
              .set(set)
              .where(and(eq(actionPolicies.id, id), eq(actionPolicies.teamId, teamId)))
              .returning();
      if (row === undefined) return failed(policyUnknown);
      const verb = id === undefined ? 'create' : 'change';
      await writeAudit(tx, {
        ...{ teamId, actor: caller, action: `action_policy.${verb}`, target: row.id, details: { ...set } },
      });
      return success(toView(row, await countOfDay(tx, row.id)));
    });
  } catch (error) {
    if (violatedConstraint(error) !== 'action_policies_name') throw error;
    return failed({
      code: 'action_policy_name_taken',
      detail: `There is a policy “${input.name}” already.`,
      mend: 'Choose another name.',
    });
  }
}

const policyUnknown = {
  code: 'not_found',
  detail: 'There is no policy with this ID in your team.',
  mend: 'GET /api/v1/action-policies lists those that there are.',
};

export async function removePolicy(database: Database, caller: Caller, id: string): Promise<Result<void>> {
  return database.transaction(async (tx) => {
    const [row] = await tx
      .delete(actionPolicies)
      .where(and(eq(actionPolicies.id, id), eq(actionPolicies.teamId, caller.teamId)))
      .returning();
    if (row === undefined) return failed(policyUnknown);
    await writeAudit(tx, {
      ...{ teamId: caller.teamId, actor: caller, action: 'action_policy.delete', target: id },
      details: { name: row.name },
    });
    return success(undefined);
  });
}

/** Asks for the actions that policies want for what is found in an account, when it has been judged. */
export async function actByPolicies(context: PolicyContext, cloudAccountId: string): Promise<void> {
  const { database } = context;
  const policies = await database
    .select({ policy: actionPolicies })
    .from(actionPolicies)
    .where(
      and(
        eq(actionPolicies.isEnabled, true),
        sql`${actionPolicies.teamId} = (select team_id from cloud_accounts where id = ${cloudAccountId})`,
        sql`(cardinality(${actionPolicies.cloudAccountIds}) = 0 or ${cloudAccountId} = any(${actionPolicies.cloudAccountIds}))`,
      ),
    );
  for (const { policy } of policies) {
    const { isStopped } = await readSettings(database, policy.teamId);
    if (!isStopped) await actByPolicy(context, policy, cloudAccountId);
  }
}

async function actByPolicy(context: PolicyContext, given: ActionPolicy, cloudAccountId: string): Promise<void> {
  const kind = context.kinds.get(given.kind);
  if (kind === undefined) return;
  await context.database.transaction(async (tx) => {
    // Accounts are judged beside each other, and the limit is for all together.
    const [policy] = await tx.select().from(actionPolicies).where(eq(actionPolicies.id, given.id)).for('update');
    if (policy === undefined || !policy.isEnabled) return;
    const left = policy.limitPerDay - (await countOfDay(tx, policy.id));
    if (left <= 0) return;
    const found = await tx
      .select({ finding: findings, asset: assets })
      .from(findings)
      .innerJoin(assets, and(eq(assets.cloudAccountId, findings.cloudAccountId), eq(assets.id, findings.assetId)))
      .where(
        and(
          eq(findings.cloudAccountId, cloudAccountId),
          eq(findings.ruleId, policy.ruleId),
          eq(findings.status, 'open'),
          isNull(assets.deletedAt),
          inArray(assets.type, [...kind.types]),
          // Not again for a finding that it asked for since it was opened, whatever came of that.
          sql`not exists (select 1 from ${actions} earlier where earlier.cloud_account_id = ${findings.cloudAccountId}
            and earlier.asset_id = ${findings.assetId} and earlier.kind = ${policy.kind}
            and (earlier.requested_at >= ${findings.openedAt}
              or earlier.status in ('planning', 'planned', 'waiting', 'queued', 'applying', 'undoing')))`,
        ),
      )
      .orderBy(asc(findings.openedAt), asc(findings.id))
      .limit(left);
    const subjects = found.map(({ finding, asset }) => ({ given: finding.id, asset, finding }));
    const actor = { ...byItself, teamId: policy.teamId };
    if (subjects.length === 0) return;
    const appliesByItself = policy.mode === 'apply';
    await addActions(context, tx, actor, kind, policy.parameters, subjects, { id: policy.id, appliesByItself });
  });
}

async function countOfDay(database: Database, policyId: string): Promise<number> {
  const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
  return database.$count(actions, and(eq(actions.policyId, policyId), gt(actions.requestedAt, dayAgo)));
}

function toView(row: ActionPolicy, usedToday: number): ActionPolicyView {
  const { teamId: _, createdById: __, createdByName, createdAt, ...rest } = row;
  return { ...rest, createdBy: createdByName, createdAt: createdAt.toISOString(), usedToday };
}
