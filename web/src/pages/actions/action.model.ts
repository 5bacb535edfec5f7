import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ActionChange, ActionSummaryView, ActionView } from '../../../../server/actions/api.ts';
import { statusesFor } from '../../../../server/actions/statuses.ts';
import type { FindingView } from '../../../../server/findings/api.ts';
import type { FieldChange } from '../assets/difference.model.ts';

export type ActionStatus = ActionSummaryView['status'];
export type ChangeKind = ActionChange['change']['kind'];

const looks: Record<ActionStatus, { type: StatusIndicatorProps.Type; text: string }> = {
  planning: { type: 'in-progress', text: 'Planning' },
  planned: { type: 'pending', text: 'To decide' },
  waiting: { type: 'pending', text: 'Waiting for approval' },
  queued: { type: 'in-progress', text: 'Queued' },
  applying: { type: 'in-progress', text: 'Applying' },
  done: { type: 'success', text: 'Done' },
  undoing: { type: 'in-progress', text: 'Undoing' },
  undone: { type: 'stopped', text: 'Undone' },
  unneeded: { type: 'success', text: 'Nothing to change' },
  refused: { type: 'error', text: 'No plan possible' },
  cancelled: { type: 'stopped', text: 'Cancelled' },
  failed: { type: 'error', text: 'Failed' },
};

/** How far an action is, in a word and a look. */
export function lookOf({ status, dueAt }: Pick<ActionSummaryView, 'status' | 'dueAt'>) {
  return isInWindowQueue({ status, dueAt })
    ? { type: 'pending' as const, text: 'Waiting for its window' }
    : looks[status];
}

/** Whether it waits for the account’s change window to begin. */
export function isInWindowQueue({ status, dueAt }: Pick<ActionSummaryView, 'status' | 'dueAt'>): boolean {
  return status === 'queued' && dueAt !== null;
}

/** Whether something happens to it by itself within seconds. */
export function isMoving(action: Pick<ActionSummaryView, 'status' | 'dueAt'>): boolean {
  return ['planning', 'queued', 'applying', 'undoing'].includes(action.status) && !isInWindowQueue(action);
}

/** Whether it is not at its end: a second one of the kind would be in its way. */
export function isOpen({ status }: Pick<ActionSummaryView, 'status'>): boolean {
  return ['planning', 'planned', 'waiting', 'queued', 'applying', 'undoing'].includes(status);
}

const scanTakesAtMost = 3 * 60_000;

/**
 * Whether a finding is about to follow what was just done: the asset is scanned again then.
 * @param actions those of the finding
 */
export function isFollowing(
  status: FindingView['status'],
  actions: readonly Pick<ActionSummaryView, 'status' | 'finishedAt'>[],
  now: Date,
): boolean {
  const end: ActionStatus = status === 'resolved' ? 'undone' : 'done';
  return actions.some(
    (action) =>
      action.status === end &&
      action.finishedAt !== null &&
      now.getTime() - Date.parse(action.finishedAt) < scanTakesAtMost,
  );
}

type Story = Pick<ActionView, 'status' | 'dueAt' | 'startedAt' | 'needsApproval'> & {
  requestedBy: { name: string };
};

/** What has happened to the asset so far, in a sentence: the first thing that somebody asks. */
export function storyOf({ status, dueAt, startedAt, needsApproval, requestedBy }: Story): string {
  switch (status) {
    case 'planning':
      return 'Nothing is changed yet. The asset is being read.';
    case 'planned':
      return needsApproval
        ? 'Nothing is changed yet. A second person must approve it before it is applied.'
        : 'Nothing is changed yet. It is applied when you say so.';
    case 'waiting':
      return `Nothing is changed yet. Somebody other than ${requestedBy.name} must approve it.`;
    case 'queued':
      return dueAt === null
        ? 'Nothing is changed yet. It is applied as soon as it is its turn.'
        : 'Nothing is changed yet. It is applied when the account’s change window begins.';
    case 'applying':
      return 'The change is being made.';
    case 'done':
      return 'The change is made. The asset was read again, and is as planned.';
    case 'undoing':
      return 'The asset is being brought back to what it was.';
    case 'undone':
      return 'The change was undone. The asset was read again, and is as it was.';
    case 'unneeded':
      return 'Nothing was changed: the asset is so already.';
    case 'refused':
      return 'Nothing was changed: no plan could be made.';
    case 'cancelled':
      return 'It was called off before it began.';
    case 'failed':
      return startedAt === null
        ? 'It failed before anything was changed.'
        : 'It failed on the way: a part of the change may be made.';
  }
}

/** Whether a change is for actions as far as this one is. What failed before it began has nothing to undo. */
export function isFor(change: ChangeKind, { status, startedAt }: Pick<ActionSummaryView, 'status' | 'startedAt'>) {
  return statusesFor[change].includes(status) && (change !== 'undo' || startedAt !== null);
}

/** Why a change that is for the action cannot be made now; undefined: it can. */
export function whyNot(
  change: ChangeKind,
  { obstacle, requestedBy, canBeUndone, whyNoUndo }: ActionView,
  myId: string,
): string | undefined {
  if (change === 'cancel' || change === 'reject' || change === 'plan') return undefined;
  if (change === 'undo' && !canBeUndone) return `There is no way back. ${whyNoUndo ?? ''}`.trim();
  if (change === 'approve' && requestedBy.userId === myId) return 'You asked for it, so somebody else must approve it.';
  return obstacle?.detail;
}

/** The obstacles that no permission removes: not even a plan is made. */
const untouchable = ['action_on_itself', 'account_protected', 'asset_protected'];

export function isUntouchable(obstacle: ActionView['obstacle']): boolean {
  return obstacle !== null && untouchable.includes(obstacle.code);
}

const obstacles: Record<string, string> = {
  action_on_itself: 'Part of CloudCoreo itself',
  account_protected: 'The account is protected',
  asset_protected: 'The asset is protected',
  action_not_permitted: 'Not permitted yet',
  action_not_in_force: 'Not in force yet',
  actions_stopped: 'All actions are stopped',
};

/** An obstacle in few words. */
export function obstacleWords({ code }: { code: string }): string {
  return obstacles[code] ?? 'It cannot be applied now';
}

/** The obstacles that an admin removes on the account’s Manage page. */
export function isMendedByManaging({ code }: { code: string }): boolean {
  return ['action_not_permitted', 'action_not_in_force', 'account_protected'].includes(code);
}

export function managePath(cloudAccountId: string): string {
  return `/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}/manage`;
}

export function actionPath(id: string): string {
  return `/actions/${encodeURIComponent(id)}`;
}

/** A field of a plan, as differences are shown. An asset that will be no more is no field that is not configured. */
export function fieldChangeOf(
  { path, before, after }: NonNullable<ActionView['plan']>['changes'][number],
  assetName: string,
): FieldChange {
  return after === null && path === assetName ? { path, before } : { path, before, after };
}

/** Of “Ann <ann@example.com> by API key “deploy”” the first word or words: “Ann”. */
export function shortNameOf(name: string): string {
  return name.replace(/ <.*$/s, '');
}
