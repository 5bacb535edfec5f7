import { describe, expect, it } from 'vitest';
import type { ActionSummaryView } from '../../../../server/actions/api.ts';
import { actionStatuses } from '../../../../server/actions/statuses.ts';
import {
  choiceOf,
  filterOf,
  paceOf,
  progressOf,
  stageCount,
  stageOf,
  stages,
  statusFilterOf,
} from './actions.model.ts';

const parameters = (text: string) => new URLSearchParams(text);
const counts = (byStatus: Partial<Record<ActionSummaryView['status'], number>>) => ({
  total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
  byStatus: Object.entries(byStatus).map(([status, count]) => ({
    status: status as ActionSummaryView['status'],
    count,
  })),
});

describe('the stages', () => {
  it('have every status once, so that no action is lost', () => {
    const statuses = Object.values(stages).flatMap((stage): string[] => [...stage.statuses]);
    expect(statuses.sort()).toEqual([...actionStatuses].sort());
  });

  it('begin with what there is to decide, and with all of a batch', () => {
    expect(stageOf(parameters(''))).toBe('decide');
    expect(stageOf(parameters('kind=x'))).toBe('decide');
    expect(stageOf(parameters('batchId=bat_1'))).toBe('all');
    expect(stageOf(parameters('batchId=bat_1&stage=failed'))).toBe('failed');
    expect(stageOf(parameters('stage=constructor'))).toBe('decide');
  });

  it('are asked of the API by their statuses', () => {
    expect(statusFilterOf('failed')).toBe('failed,refused');
    expect(statusFilterOf('all')).toBeUndefined();
    expect(stageCount(counts({ queued: 2, applying: 1, done: 5 }), 'running')).toBe(3);
    expect(stageCount(counts({ queued: 2, done: 5 }), 'all')).toBe(7);
  });
});

it('reads the filter from the address, and nothing else', () => {
  expect(filterOf(parameters('kind=a&cloudAccountId=&batchId=b&stage=done&other=1'))).toEqual({
    ...{ kind: 'a', batchId: 'b' },
  });
});

it('is read again soon while something is under way', () => {
  expect(paceOf(counts({ applying: 1, done: 9 }))).toBe(2_000);
  expect(paceOf(counts({ queued: 1 }))).toBe(5_000);
  expect(paceOf(counts({ planned: 3, done: 9 }))).toBe(30_000);
});

it('says how far a batch is', () => {
  const progress = progressOf(counts({ done: 3, unneeded: 1, failed: 1, cancelled: 1, planned: 2, applying: 1 }));
  expect(progress.parts.map(({ label, count }) => `${count} ${label}`)).toEqual([
    ...['4 done', '1 failed', '1 undone or cancelled', '3 left'],
  ]);
  expect(progress).toMatchObject({ total: 9, left: '2 to decide, 1 being applied', planned: 2, notBegun: 2 });
});

describe('a change of the selected', () => {
  const action = (id: string, status: ActionSummaryView['status'], kind = 'a') =>
    ({ id, status, kind, startedAt: null }) as ActionSummaryView;

  it('is for those that are so far, and says how many are left out', () => {
    const selected = [action('1', 'planned'), action('2', 'done'), action('3', 'waiting')];
    expect(choiceOf('apply', selected, new Set())).toEqual({ ids: ['1'], leftOut: '2 are not to be decided.' });
    expect(choiceOf('cancel', selected, new Set()).ids).toEqual(['1', '3']);
  });

  it('never applies in bulk what has no way back', () => {
    const selected = [action('1', 'planned'), action('2', 'planned', 'forever')];
    expect(choiceOf('apply', selected, new Set(['forever']))).toEqual({
      ...{ ids: ['1'], leftOut: '1 has no way back: apply such a one on its own page.' },
    });
    expect(choiceOf('cancel', selected, new Set(['forever'])).ids).toEqual(['1', '2']);
  });
});
