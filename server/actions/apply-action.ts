import { setTimeout as sleepFor } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Failure, Result } from '../failure.ts';
import type { ActionCaller, ActionDeclaration, Change, State } from './action.ts';
import { assetGone, readState, writeState } from './asset-state.ts';
import { type AwsRequest, CallError, openActionCaller } from './call.ts';
import type { ActionsContext } from './context.ts';
import { whyNotPermitted, whyUntouchable } from './guards.ts';
import { sessionPolicyOf } from './permissions.ts';
import { makePlan } from './plan-action.ts';
import { kindUnknown } from './request.ts';
import { type Action, actions } from './schema.ts';
import { isBetween, isSameState } from './state.ts';
import type { ActionStatus } from './statuses.ts';
import { findSubject, isAction, moveAction, readSettings, type Subject } from './store.ts';
import { nextInWindow } from './window.ts';

// Applying may end at any line and begin again: what was meant is in the database, and what was done is in AWS. A try that
// begins again reads the asset first, and goes on from whatever it finds between the two states. Each try counts up, and only
// the last one may change anything, so that a worker that was taken for dead does not come back and meddle.

/** The way that a try goes: to the planned state, or back to the former one. */
interface Way {
  status: 'applying' | 'undoing';
  verb: 'apply' | 'undo';
  change: Change;
  end: 'done' | 'undone';
  /** An earlier try may have changed something. */
  isResumed: boolean;
}

/** Another try of the same action goes on instead of this one. */
class SupersededError extends Error {
  override name = 'SupersededError';
}

/** Applies an action that is queued, or undoes one that is to be undone; goes on with one that was interrupted. */
export async function applyAction(context: ActionsContext, queued: Action, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const kind = context.kinds.get(queued.kind);
  const subject = await findSubject(database, queued);
  if (kind === undefined) return fail(database, queued, kindUnknown(queued.kind));
  if (subject === undefined) return fail(database, queued, assetGone(queued.assetArn));
  if (queued.plan === null) throw new Error(`${queued.id} is to be applied without a plan.`);
  // It may have been protected, or permitted no more, since somebody asked, and since an earlier try.
  const reason = whyUntouchable(subject, subject.account.nickname) ?? whyNotPermitted(kind, subject);
  if (reason !== undefined) return fail(database, queued, reason);
  if (queued.status === 'queued' && (await mustWait(context, queued, subject))) return;
  const action = await beginTry(database, queued);
  if (action === undefined) return;
  const { from, to } = queued.plan;
  const way: Omit<Way, 'isResumed'> =
    action.status === 'applying'
      ? { status: 'applying', verb: 'apply', change: { from, to }, end: 'done' }
      : { status: 'undoing', verb: 'undo', change: { from: to, to: from }, end: 'undone' };
  try {
    await tryWay(context, kind, subject, action, { ...way, isResumed: queued.status === 'applying' }, signal);
  } catch (error) {
    if (!(error instanceof SupersededError)) throw error;
  }
}

/** Whether an action that was not begun has to wait: for its window, or for whoever stopped everything. */
async function mustWait({ database }: ActionsContext, action: Action, subject: Subject): Promise<boolean> {
  const { isStopped } = await readSettings(database, action.teamId);
  // Whoever releases the brake has it worked on again.
  if (isStopped) return true;
  const now = new Date();
  const dueAt = nextInWindow(subject.management.window, now);
  if (dueAt <= now) return false;
  await moveAction(database, action, {
    from: ['queued'],
    set: { dueAt },
    what: `Waits for the account’s change window, which begins at ${dueAt.toISOString()}.`,
  });
  return true;
}

/** A try that ends without a word is a fault of CloudCoreo, and is not made for ever. */
const mostAttempts = 30;
const takenUp = 'A worker takes it up.';

async function beginTry(database: ActionsContext['database'], action: Action): Promise<Action | undefined> {
  const isFirst = action.status === 'queued';
  const triesInARow = action.events.length - 1 - action.events.findLastIndex(({ what }) => what !== takenUp);
  if (triesInARow >= mostAttempts) {
    await fail(database, action, {
      code: 'internal_error',
      detail: `CloudCoreo itself failed ${mostAttempts} times while it worked on this.`,
      mend: 'Look at the asset in AWS, and for this action in the server’s log.',
    });
    return undefined;
  }
  return moveAction(database, action, {
    from: isFirst ? ['queued'] : [action.status as ActionStatus],
    attempt: action.attempt,
    set: {
      attempt: action.attempt + 1,
      dueAt: null,
      ...(isFirst ? { status: 'applying' as const, startedAt: new Date() } : {}),
    },
    what: isFirst ? 'Applying begins.' : takenUp,
  });
}

async function tryWay(
  context: ActionsContext,
  kind: ActionDeclaration,
  subject: Subject,
  action: Action,
  way: Way,
  signal: AbortSignal,
): Promise<void> {
  const { database } = context;
  const { target, account } = subject;
  const requests: AwsRequest[] = [];
  const note = async () => {
    const made = requests.splice(0);
    if (made.length === 0) return;
    await database
      .update(actions)
      .set({ awsRequests: sql`${actions.awsRequests} || ${JSON.stringify(made)}::jsonb` as never })
      .where(isAction(action));
  };
  const policy = sessionPolicyOf(kind, target, action.parameters);
  const session = await context.openNarrowSession(account, policy, `CloudCoreo-${action.id}`);
  if (!session.ok) return fail(database, action, session.failure, way);
  const aws = await openActionCaller({
    ...{ action: kind, target, session: session.value, signal, token: `${action.id}-${way.verb}` },
    beforeWrite: async () => {
      await note();
      await mayGoOn(context, action);
    },
    onRequest: (request) => requests.push(request),
    ...(context.pauses && { pauses: context.pauses }),
  });
  try {
    const now = await readState(kind, aws, target, action.parameters);
    if (!now.ok) return await fail(database, action, now.failure, way);
    if (isSameState(now.value, way.change.to)) return await finish(context, action, way, note);
    if (now.value === null) return await fail(database, action, assetGone(target.arn), way);
    // A first try begins at the very state that the plan was made from; a later one may find what an earlier one left, and
    // undoing what an applying left that failed half-way.
    const mayBeBetween = way.isResumed || way.verb === 'undo';
    const mayBegin = isSameState(now.value, way.change.from) || (mayBeBetween && isBetween(now.value, way.change));
    if (!mayBegin) return await changedMeanwhile(context, kind, subject, action, way, signal);
    const change = { from: now.value, to: way.change.to };
    const written = await writeState(kind, aws, target, change, action.parameters);
    const after = written.ok
      ? await settle(kind, aws, subject, action, way.change.to, signal)
      : await readState(kind, aws, target, action.parameters);
    await note();
    if (after.ok && isSameState(after.value, way.change.to)) return await finish(context, action, way, note);
    if (!written.ok) return await fail(database, action, halfDone(written.failure, now.value, after), way);
    return await fail(database, action, after.ok ? notVerified(kind) : after.failure, way);
  } finally {
    await note();
    aws.close();
  }
}

async function mayGoOn({ database }: ActionsContext, action: Action): Promise<void> {
  const [row] = await database.select({ attempt: actions.attempt }).from(actions).where(isAction(action));
  if (row?.attempt !== action.attempt) throw new SupersededError('Another try goes on.');
  const { isStopped, stoppedByName } = await readSettings(database, action.teamId);
  if (!isStopped) return;
  throw new CallError({
    code: 'actions_stopped',
    detail: `${stoppedByName ?? 'Somebody'} stopped all actions, so no further call was made.`,
    mend: 'When the brake is released, plan it again: the plan goes on from what is there now.',
  });
}

/** Reads the asset until it is as wanted, or AWS has had time enough to show it. */
async function settle(
  kind: ActionDeclaration,
  aws: ActionCaller,
  { target }: Subject,
  { parameters }: Action,
  wanted: State | null,
  signal: AbortSignal,
): Promise<Result<State | null>> {
  const endsAt = Date.now() + kind.settlesWithinSeconds * 1000;
  for (let pause = 250; ; pause = Math.min(pause * 2, 5_000)) {
    const now = await readState(kind, aws, target, parameters);
    if (!now.ok || isSameState(now.value, wanted) || Date.now() + pause > endsAt) return now;
    await sleepFor(pause, undefined, { signal });
  }
}

async function finish(context: ActionsContext, action: Action, way: Way, note: () => Promise<void>): Promise<void> {
  await note();
  const { database } = context;
  await moveAction(database, action, {
    from: [way.status],
    attempt: action.attempt,
    set: { status: way.end, finishedAt: new Date(), failure: null, awaitsScan: true },
    what:
      way.end === 'done'
        ? 'Done: the asset was read again, and is as planned.'
        : 'Undone: the asset was read again, and is as it was.',
    audit: { verb: way.verb, details: { result: way.end }, tellsRequests: true },
  });
}

/** The asset is not as the plan says: nothing is changed, and there is a new plan. */
async function changedMeanwhile(
  context: ActionsContext,
  kind: ActionDeclaration,
  subject: Subject,
  action: Action,
  way: Way,
  signal: AbortSignal,
): Promise<void> {
  const { database } = context;
  if (way.verb === 'undo') {
    await fail(database, action, changedSince(subject), way);
    return;
  }
  const made = await makePlan(context, kind, subject, action, signal);
  if (!made.ok) return fail(database, action, made.failure, way);
  const plan = made.value;
  if (plan === 'unneeded') return finish(context, action, way, async () => {});
  await moveAction(database, action, {
    from: [way.status],
    attempt: action.attempt,
    set: {
      ...{ status: 'planned', plan, plannedAt: new Date(), startedAt: null, appliesByItself: false },
      ...{ approvedById: null, approvedByName: null },
    },
    what: 'The asset changed after it was planned, so nothing was applied. This is a new plan.',
    audit: { verb: 'apply', details: { result: 'changed_meanwhile' } },
  });
}

/** An action that cannot go on. Of one that was being undone the change stays. */
async function fail(database: ActionsContext['database'], action: Action, failure: Failure, way?: Way): Promise<void> {
  const isUndo = action.status === 'undoing';
  await moveAction(database, action, {
    from: ['queued', 'applying', 'undoing'],
    ...(way && { attempt: action.attempt }),
    set: { status: isUndo ? 'done' : 'failed', finishedAt: new Date(), failure, awaitsScan: action.startedAt !== null },
    what: isUndo ? `Not undone. ${failure.detail}` : `Failed. ${failure.detail}`,
    audit: { verb: isUndo ? 'undo' : 'apply', details: { result: 'failed', failure }, tellsRequests: true },
  });
}

function halfDone(failure: Failure, before: State | null, after: Result<State | null>): Failure {
  if (after.ok && isSameState(after.value, before))
    return { ...failure, detail: `${failure.detail} Nothing was changed.` };
  return {
    ...failure,
    detail: `${failure.detail} A part of it was changed before.`,
    mend: `${failure.mend} Plan it again to do the rest, or undo what was done.`,
  };
}

function notVerified({ title }: ActionDeclaration): Failure {
  return {
    code: 'action_not_verified',
    detail: `AWS took every call of “${title}”, but the asset still does not read as planned.`,
    mend: 'Look at the asset in AWS. Somebody or something else may set it back; a scan shows how it is now.',
  };
}

function changedSince({ target }: Subject): Failure {
  return {
    code: 'asset_changed',
    detail: `${target.name} was changed after CloudCoreo changed it: undoing would overwrite that.`,
    mend: 'Change it back in AWS yourself, if the former state is still the right one.',
  };
}
