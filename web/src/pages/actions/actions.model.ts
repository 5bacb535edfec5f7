import type { ActionCounts, ActionFilter, ActionSummaryView } from '../../../../server/actions/api.ts';
import { plural } from '../../show/plural.ts';
import { type ActionStatus, type ChangeKind, isFor } from './action.model.ts';

/** The stages of the list: each status is of one, so that none is lost. */
export const stages = {
  decide: { label: 'To decide', statuses: ['planned'] },
  waiting: { label: 'Waiting for approval', statuses: ['waiting'] },
  running: { label: 'Running', statuses: ['planning', 'queued', 'applying', 'undoing'] },
  done: { label: 'Done', statuses: ['done', 'unneeded'] },
  failed: { label: 'Failed', statuses: ['failed', 'refused'] },
  undone: { label: 'Undone or cancelled', statuses: ['undone', 'cancelled'] },
  all: { label: 'All', statuses: [] },
} as const satisfies Record<string, { label: string; statuses: readonly ActionStatus[] }>;

export type Stage = keyof typeof stages;
export const stageIds = Object.keys(stages) as Stage[];

const filterKeys = ['kind', 'cloudAccountId', 'batchId', 'findingId', 'assetId', 'policyId'] as const;
/** What narrows the list to few: all of these are wanted, however far they are. */
const narrowKeys = ['batchId', 'findingId', 'assetId', 'policyId'] as const;

/** The API's filter for what the address says, without the stage. */
export function filterOf(parameters: URLSearchParams): Partial<ActionFilter> {
  const given = filterKeys.map((key) => [key, parameters.get(key)] as const);
  return Object.fromEntries(given.filter(([, value]) => value));
}

/** The stage in the address. Without one: what there is to decide, and all of what is narrowed to few. */
export function stageOf(parameters: URLSearchParams): Stage {
  const text = parameters.get('stage');
  if (text !== null && Object.hasOwn(stages, text)) return text as Stage;
  return narrowKeys.some((key) => parameters.get(key)) ? 'all' : 'decide';
}

/** The API's `status` for a stage; undefined: any. */
export function statusFilterOf(stage: Stage): string | undefined {
  return stages[stage].statuses.join(',') || undefined;
}

export function withParameter(parameters: URLSearchParams, key: string, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(parameters);
  if (value) next.set(key, value);
  else next.delete(key);
  return next;
}

export function withoutFilter(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of filterKeys) next.delete(key);
  return next;
}

/** What the list is narrowed to, in words; undefined: it is not. */
export function narrowingOf(filter: Partial<ActionFilter>): string | undefined {
  if (filter.findingId) return 'Only those of one finding are shown.';
  if (filter.assetId) return 'Only those of one asset are shown.';
  return filter.policyId ? 'Only those that one policy asked for are shown.' : undefined;
}

/** How many actions there are of some statuses. */
export function countOf({ byStatus }: Pick<ActionCounts, 'byStatus'>, statuses: readonly ActionStatus[]): number {
  return byStatus.reduce((sum, { status, count }) => sum + (statuses.includes(status) ? count : 0), 0);
}

export function stageCount(counts: ActionCounts, stage: Stage): number {
  return stage === 'all' ? counts.total : countOf(counts, stages[stage].statuses);
}

/** Milliseconds until the list is read again: soon while something is under way. */
export function paceOf(counts: ActionCounts | undefined): number {
  if (counts === undefined || countOf(counts, ['planning', 'applying', 'undoing']) > 0) return 2_000;
  // What is queued may wait for a worker, and may wait for the window of tonight.
  return countOf(counts, ['queued']) > 0 ? 5_000 : 30_000;
}

export interface Progress {
  total: number;
  parts: { id: 'done' | 'failed' | 'off' | 'left'; label: string; count: number }[];
  /** What of it is left, in words. */
  left: string;
  planned: number;
  /** What has not begun, so that it can be called off. */
  notBegun: number;
}

/** How far the actions are that were asked for together. */
export function progressOf(counts: ActionCounts): Progress {
  const count = (...statuses: ActionStatus[]) => countOf(counts, statuses);
  const planned = count('planned');
  const left = [
    [count('planning'), 'being planned'],
    [planned, 'to decide'],
    [count('waiting'), 'waiting for approval'],
    [count('queued'), 'queued'],
    [count('applying'), 'being applied'],
    [count('undoing'), 'being undone'],
  ] as const;
  return {
    total: counts.total,
    parts: [
      { id: 'done', label: 'done', count: count('done', 'unneeded') },
      { id: 'failed', label: 'failed', count: count('failed', 'refused') },
      { id: 'off', label: 'undone or cancelled', count: count('undone', 'cancelled') },
      { id: 'left', label: 'left', count: left.reduce((sum, [number]) => sum + number, 0) },
    ],
    left: left
      .filter(([number]) => number > 0)
      .map(([number, words]) => `${number.toLocaleString('en')} ${words}`)
      .join(', '),
    planned,
    notBegun: count('planning', 'planned', 'waiting', 'queued'),
  };
}

export interface Choice {
  /** Those of the selected that the change is for. */
  ids: string[];
  /** What is said of the others; undefined: there are none. */
  leftOut: string | undefined;
}

const notFor: Record<ChangeKind, string> = {
  apply: 'is not to be decided',
  approve: 'does not wait for approval',
  reject: 'does not wait for approval',
  cancel: 'has begun, or is at its end',
  undo: 'has nothing to undo',
  plan: 'is under way or done',
};
const notForMany: Record<ChangeKind, string> = {
  apply: 'are not to be decided',
  approve: 'do not wait for approval',
  reject: 'do not wait for approval',
  cancel: 'have begun, or are at their end',
  undo: 'have nothing to undo',
  plan: 'are under way or done',
};

/**
 * Those of the selected that a change can be made to.
 * @param forGood the kinds that have no way back: they are applied one by one, by whoever names the asset
 */
export function choiceOf(
  change: ChangeKind,
  selected: readonly ActionSummaryView[],
  forGood: ReadonlySet<string>,
): Choice {
  const isOneByOne = ({ kind }: ActionSummaryView) => (change === 'apply' || change === 'undo') && forGood.has(kind);
  const fitting = selected.filter((action) => isFor(change, action));
  const ids = fitting.filter((action) => !isOneByOne(action)).map(({ id }) => id);
  const unfit = selected.length - fitting.length;
  const oneByOne = fitting.length - ids.length;
  const sentences = [
    unfit === 0 ? '' : `${unfit.toLocaleString('en')} ${unfit === 1 ? notFor[change] : notForMany[change]}.`,
    oneByOne === 0
      ? ''
      : `${plural(oneByOne, 'has', 'have')} no way back${change === 'apply' ? ': apply such a one on its own page' : ''}.`,
  ].filter(Boolean);
  return { ids, leftOut: sentences.join(' ') || undefined };
}
