import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import type { Caller } from '../http/api.ts';
import type { ActionChange, ActionsChanged } from './api.ts';
import type { ActionsContext } from './context.ts';
import { needsApproval, whyNotPermitted, whyUntouchable } from './guards.ts';
import { type Action, actions } from './schema.ts';
import { whyStopped } from './settings.ts';
import { statusesFor } from './statuses.ts';
import { findSubject, moveAction, readSettings } from './store.ts';

type ChangeContext = Pick<ActionsContext, 'database' | 'kinds' | 'requestWork'>;

/** Applies, approves, rejects, cancels, undoes or plans anew what a person chose: each by itself, so that one that cannot does not hold up the others. */
export async function changeActions(
  context: ChangeContext,
  caller: Caller,
  { ids, batchId, change }: ActionChange,
): Promise<ActionsChanged> {
  const { database } = context;
  const chosen = await database
    .select()
    .from(actions)
    .where(
      and(
        eq(actions.teamId, caller.teamId),
        batchId === undefined ? inArray(actions.id, [...new Set(ids ?? [])]) : eq(actions.batchId, batchId),
      ),
    );
  const known = new Set(chosen.map(({ id }) => id));
  const unchanged = (ids ?? [])
    .filter((id) => !known.has(id))
    .map((id) => ({ id, why: 'There is no action with this ID in your team.' }));
  const changed: string[] = [];
  for (const action of chosen) {
    // Of a batch those are left out that the change is not for.
    if (batchId !== undefined && !statusesFor[change.kind].includes(action.status)) continue;
    const why = await changeOne(context, caller, action, change);
    if (why === undefined) changed.push(action.id);
    else unchanged.push({ id: action.id, why });
  }
  return { changed, unchanged };
}

/** @returns why it cannot be done; undefined when it is */
async function changeOne(
  context: ChangeContext,
  caller: Caller,
  action: Action,
  change: ActionChange['change'],
): Promise<string | undefined> {
  const from = statusesFor[change.kind];
  if (!from.includes(action.status)) return `It is ${action.status}.`;
  const why = await whyNot(context, caller, action, change);
  if (why !== undefined) return why;
  try {
    return await context.database.transaction(async (tx) => {
      const moved = await moveAction(tx, action, {
        from,
        ...(await moveOf(tx, caller, action, change)),
        actor: caller,
      });
      if (moved === undefined) return 'Somebody else was faster.';
      if (['queued', 'undoing', 'planning'].includes(moved.status)) await context.requestWork(tx, moved);
      return undefined;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'actions_one_at_a_time') return 'The same action is being applied to this asset.';
    throw error;
  }
}

async function whyNot(
  { database, kinds }: ChangeContext,
  caller: Caller,
  action: Action,
  change: ActionChange['change'],
): Promise<string | undefined> {
  if (change.kind === 'reject' || change.kind === 'cancel' || change.kind === 'plan') return undefined;
  const kind = kinds.get(action.kind);
  const subject = await findSubject(database, action);
  if (kind === undefined) return 'CloudCoreo does not know this action any more.';
  if (subject === undefined) return 'The asset is not there any more.';
  const reason = whyUntouchable(subject, subject.account.nickname) ?? whyNotPermitted(kind, subject);
  if (reason !== undefined) return `${reason.detail} ${reason.mend}`;
  if (change.kind === 'undo') {
    if (kind.whyNoUndo !== undefined) return `There is no way back: ${kind.whyNoUndo}`;
    const stopped = whyStopped(await readSettings(database, action.teamId));
    if (stopped !== undefined) return `${stopped.detail} ${stopped.mend}`;
    return action.startedAt === null ? 'It never began, so there is nothing to undo.' : undefined;
  }
  if (change.kind === 'approve' && caller.userId === action.requestedById) {
    return 'A second person must approve it, and you asked for it.';
  }
  if (change.kind === 'apply' && kind.whyNoUndo !== undefined && change.assetName !== action.assetName) {
    return `There is no way back (${kind.whyNoUndo}), so give the asset’s name as assetName to show that you mean ${action.assetName}.`;
  }
  return undefined;
}

async function moveOf(
  tx: Database,
  caller: Caller,
  action: Action,
  change: ActionChange['change'],
): Promise<{ set: Partial<typeof actions.$inferInsert>; what: string; audit: { verb: string } }> {
  switch (change.kind) {
    case 'apply': {
      const [{ approvals }, subject] = [await readSettings(tx, action.teamId), await findSubject(tx, action)];
      if (needsApproval(approvals, action, subject?.target.tags ?? {})) {
        return {
          // Who wants it applied is who may not approve it.
          set: { status: 'waiting', requestedById: caller.userId, requestedByName: caller.name },
          what: 'To be applied, once somebody else approves it.',
          audit: { verb: 'ask_approval' },
        };
      }
      return { set: { status: 'queued', failure: null }, what: 'To be applied.', audit: { verb: 'queue' } };
    }
    case 'approve':
      return {
        set: { status: 'queued', failure: null, approvedById: caller.userId, approvedByName: caller.name },
        what: 'Approved.',
        audit: { verb: 'approve' },
      };
    case 'reject':
      return {
        set: { status: 'cancelled', finishedAt: new Date() },
        what: change.reason ? `Rejected: ${change.reason}` : 'Rejected.',
        audit: { verb: 'reject' },
      };
    case 'cancel':
      return { set: { status: 'cancelled', finishedAt: new Date() }, what: 'Cancelled.', audit: { verb: 'cancel' } };
    case 'undo':
      return { set: { status: 'undoing', failure: null }, what: 'To be undone.', audit: { verb: 'ask_undo' } };
    case 'plan':
      return {
        set: {
          ...{ status: 'planning', failure: null, plan: null, plannedAt: null, startedAt: null, finishedAt: null },
          ...{ dueAt: null, approvedById: null, approvedByName: null, appliesByItself: false },
          ...{ requestedById: caller.userId, requestedByName: caller.name },
        },
        what: 'To be planned anew.',
        audit: { verb: 'plan_anew' },
      };
  }
}
