import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import type { ActionSettingsView } from './api.ts';
import type { ActionsContext } from './context.ts';
import { type ApprovalRule, actionSettings, actions } from './schema.ts';
import { readSettings } from './store.ts';

type Settings = Awaited<ReturnType<typeof readSettings>>;

/** Why nothing is applied at all; undefined when the brake is off. */
export function whyStopped({ isStopped, stoppedByName, stopReason }: Settings): Failure | undefined {
  if (!isStopped) return undefined;
  return {
    code: 'actions_stopped',
    detail: `${stoppedByName ?? 'Somebody'} stopped all actions${stopReason ? `: ${stopReason}` : ''}.`,
    mend: 'An admin can release the brake under Actions.',
  };
}

export function toSettingsView(settings: Settings): ActionSettingsView {
  const { approvals, isStopped, stoppedByName, stoppedAt, stopReason } = settings;
  return {
    approvals,
    brake: isStopped
      ? { by: stoppedByName ?? '', at: (stoppedAt ?? new Date()).toISOString(), reason: stopReason ?? '' }
      : null,
  };
}

/** Says when a second person must approve. */
export async function changeApprovals(database: Database, caller: Caller, approvals: ApprovalRule[]): Promise<void> {
  await database.transaction(async (tx) => {
    const { approvals: before } = await readSettings(tx, caller.teamId);
    await upsert(tx, caller.teamId, { approvals });
    await writeAudit(tx, {
      ...{ teamId: caller.teamId, actor: caller, action: 'action_settings.change', target: caller.teamId },
      details: { before, approvals },
    });
  });
}

/** Stops all actions of a team at once, or lets them go on. */
export async function changeBrake(
  { database, requestWork }: Pick<ActionsContext, 'database' | 'requestWork'>,
  caller: Caller,
  { isOn, reason }: { isOn: boolean; reason: string },
): Promise<void> {
  const { teamId } = caller;
  await database.transaction(async (tx) => {
    await upsert(
      tx,
      teamId,
      isOn
        ? { isStopped: true, stoppedByName: caller.name, stoppedAt: new Date(), stopReason: reason }
        : { isStopped: false, stoppedByName: null, stoppedAt: null, stopReason: null },
    );
    await writeAudit(tx, {
      ...{ teamId, actor: caller, action: isOn ? 'action_settings.stop' : 'action_settings.release', target: teamId },
      details: { reason },
    });
    if (isOn) return;
    const waiting = await tx
      .select({ cloudAccountId: actions.cloudAccountId, id: actions.id })
      .from(actions)
      .where(and(eq(actions.teamId, teamId), eq(actions.status, 'queued')));
    for (const action of waiting) await requestWork(tx, action);
  });
}

async function upsert(tx: Database, teamId: string, set: Partial<typeof actionSettings.$inferInsert>): Promise<void> {
  await tx
    .insert(actionSettings)
    .values({ teamId, ...set })
    .onConflictDoUpdate({ target: actionSettings.teamId, set });
}
