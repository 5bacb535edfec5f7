import { differencesOf } from '../assets/difference.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { ActionDeclaration, State, Target } from './action.ts';
import { assetGone, readState, writeState } from './asset-state.ts';
import { openActionCaller } from './call.ts';
import { type ActionsContext, byItself } from './context.ts';
import { needsApproval, whyNotPermitted, whyUntouchable } from './guards.ts';
import { sessionPolicyOf } from './permissions.ts';
import { kindUnknown } from './request.ts';
import type { Action, Plan } from './schema.ts';
import { isSameState, plain } from './state.ts';
import { findSubject, moveAction, readSettings, type Subject } from './store.ts';

/** Reads the asset and says what the action would change; nothing is changed. */
export async function planAction(context: ActionsContext, action: Action, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const kind = context.kinds.get(action.kind);
  const subject = await findSubject(database, action);
  const end = (status: 'refused' | 'unneeded', failure: Failure | null, what: string) =>
    moveAction(database, action, {
      from: ['planning'],
      set: { status, failure, finishedAt: new Date() },
      what,
      audit: { verb: 'plan', details: { result: status, failure } },
    });
  if (kind === undefined || subject === undefined) {
    const failure = kind === undefined ? kindUnknown(action.kind) : assetGone(action.assetArn);
    await end('refused', failure, failure.detail);
    return;
  }
  const untouchable = whyUntouchable(subject, subject.account.nickname);
  if (untouchable !== undefined) {
    await end('refused', untouchable, untouchable.detail);
    return;
  }
  const made = await makePlan(context, kind, subject, action, signal);
  if (!made.ok) {
    await end('refused', made.failure, made.failure.detail);
    return;
  }
  if (made.value === 'unneeded') {
    await end('unneeded', null, 'It is so already: there is nothing to change.');
    return;
  }
  const plan = made.value;
  await database.transaction(async (tx) => {
    const planned = await moveAction(tx, action, {
      from: ['planning'],
      set: { status: 'planned', plan, plannedAt: new Date(), failure: null },
      what: plan.wasTried ? 'Planned. AWS was asked, and would do it.' : 'Planned.',
    });
    if (planned?.appliesByItself) await letApply(context, tx, planned, kind, subject);
  });
}

/** Applies an action that a policy asked for, as far as that needs nobody. */
async function letApply(
  context: ActionsContext,
  tx: ActionsContext['database'],
  action: Action,
  kind: ActionDeclaration,
  subject: Subject,
): Promise<void> {
  const { approvals } = await readSettings(tx, action.teamId);
  if (kind.whyNoUndo !== undefined || whyNotPermitted(kind, subject) !== undefined) return;
  const waits = needsApproval(approvals, action, subject.target.tags);
  await moveAction(tx, action, {
    from: ['planned'],
    set: { status: waits ? 'waiting' : 'queued' },
    what: waits ? 'Waits for somebody to approve it.' : 'To be applied, as the policy says.',
    actor: byItself,
    audit: { verb: waits ? 'ask_approval' : 'queue' },
  });
  if (!waits) await context.requestWork(tx, action);
}

/** What an action would change of an asset now. */
export async function makePlan(
  context: Pick<ActionsContext, 'openNarrowSession' | 'pauses'>,
  kind: ActionDeclaration,
  subject: Subject,
  action: Pick<Action, 'id' | 'parameters'>,
  signal: AbortSignal,
): Promise<Result<Plan | 'unneeded'>> {
  const { account, target } = subject;
  const { parameters } = action;
  const isTried = kind.hasDryRun && whyNotPermitted(kind, subject) === undefined;
  const policy = sessionPolicyOf(kind, target, parameters, { readsAlone: !isTried });
  const session = await context.openNarrowSession(account, policy, `CloudCoreo-${action.id}`);
  if (!session.ok) return session;
  const aws = await openActionCaller({
    ...{ action: kind, target, session: session.value, signal, token: action.id, isDryRun: true },
    ...(context.pauses && { pauses: context.pauses }),
  });
  try {
    const now = await readState(kind, aws, target, parameters);
    if (!now.ok) return now;
    if (now.value === null) return failed(assetGone(target.arn));
    const wanted = kind.want(now.value, parameters, target);
    if ('refused' in wanted) {
      return failed({
        code: 'action_unfit',
        detail: wanted.refused,
        mend: 'Choose another action, or mend it in AWS.',
      });
    }
    const to = plain(wanted.to);
    if (isSameState(now.value, to)) return success('unneeded');
    const change = { from: now.value, to };
    if (isTried) {
      // Without doing it: AWS says whether it would.
      const tried = await writeState(kind, aws, target, change, parameters);
      if (!tried.ok) return tried;
    }
    return success({
      ...change,
      changes: changesOf(change.from, to, target),
      mayBreak: [...kind.mayBreak(change, target, parameters)],
      wasTried: isTried,
    });
  } finally {
    aws.close();
  }
}

function changesOf(from: State, to: State | null, { name }: Target): Plan['changes'] {
  if (to === null) return [{ path: name, before: from, after: null }];
  return differencesOf(from, to).map(({ path, before, after }) => ({
    ...{ path, before: before ?? null, after: after ?? null },
  }));
}
