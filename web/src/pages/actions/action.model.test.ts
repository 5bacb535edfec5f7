import { describe, expect, it } from 'vitest';
import type { ActionView } from '../../../../server/actions/api.ts';
import {
  fieldChangeOf,
  isFollowing,
  isFor,
  isMendedByManaging,
  isMoving,
  isUntouchable,
  lookOf,
  obstacleWords,
  shortNameOf,
  storyOf,
  whyNot,
} from './action.model.ts';

const action = {
  ...{ status: 'planned', dueAt: null, startedAt: null, needsApproval: false, obstacle: null, canBeUndone: true },
  ...{ whyNoUndo: null, requestedBy: { userId: 'u1', name: 'Ada' } },
} as unknown as ActionView;
const notPermitted = { code: 'action_not_permitted', detail: 'It is not ticked.', mend: 'Tick it.' };

describe('how far an action is', () => {
  it('is told apart: waiting for a worker, and for the window', () => {
    expect(lookOf({ status: 'queued', dueAt: null }).text).toBe('Queued');
    expect(lookOf({ status: 'queued', dueAt: '2030-01-01T22:00:00.000Z' }).text).toBe('Waiting for its window');
  });

  it('moves by itself while it is planned, applied or undone, and not while it waits for a person or the window', () => {
    expect(isMoving({ status: 'applying', dueAt: null })).toBe(true);
    expect(isMoving({ status: 'queued', dueAt: '2030-01-01T22:00:00.000Z' })).toBe(false);
    expect(isMoving({ status: 'planned', dueAt: null })).toBe(false);
  });

  it('is told in a sentence that says whether anything is changed', () => {
    expect(storyOf(action)).toMatch(/^Nothing is changed yet/);
    expect(storyOf({ ...action, needsApproval: true })).toContain('second person');
    expect(storyOf({ ...action, status: 'waiting' })).toContain('other than Ada');
    expect(storyOf({ ...action, status: 'failed' })).toContain('before anything was changed');
    expect(storyOf({ ...action, status: 'failed', startedAt: '2030-01-01T00:00:00.000Z' })).toContain('may be made');
  });
});

describe('what can be done with an action', () => {
  it('hangs on how far it is', () => {
    expect(isFor('apply', action)).toBe(true);
    expect(isFor('undo', action)).toBe(false);
    expect(isFor('undo', { status: 'failed', startedAt: null })).toBe(false);
    expect(isFor('undo', { status: 'failed', startedAt: '2030-01-01T00:00:00.000Z' })).toBe(true);
    expect(isFor('cancel', { status: 'applying', startedAt: null })).toBe(false);
  });

  it('is in its way what the role may not do, but not to calling it off or planning it again', () => {
    const blocked = { ...action, obstacle: notPermitted };
    expect(whyNot('apply', blocked, 'u2')).toBe('It is not ticked.');
    expect(whyNot('cancel', blocked, 'u2')).toBeUndefined();
    expect(whyNot('plan', blocked, 'u2')).toBeUndefined();
  });

  it('is not approved by whoever asked for it', () => {
    expect(whyNot('approve', action, 'u1')).toMatch(/somebody else/);
    expect(whyNot('approve', action, 'u2')).toBeUndefined();
  });

  it('is not undone where there is no way back', () => {
    const forGood = { ...action, canBeUndone: false, whyNoUndo: 'A deleted key is gone.' };
    expect(whyNot('undo', forGood, 'u1')).toBe('There is no way back. A deleted key is gone.');
  });

  it('is mended on the account’s Manage page, where an obstacle is one of permissions', () => {
    expect(isMendedByManaging(notPermitted)).toBe(true);
    expect(isMendedByManaging({ code: 'asset_protected' })).toBe(false);
    expect(obstacleWords(notPermitted)).toBe('Not permitted yet');
    expect(obstacleWords({ code: 'of_a_later_version' })).toBe('It cannot be applied now');
  });

  it('is not even planned where nothing may ever be changed', () => {
    expect(isUntouchable(notPermitted)).toBe(false);
    expect(isUntouchable({ ...notPermitted, code: 'asset_protected' })).toBe(true);
    expect(isUntouchable(null)).toBe(false);
  });
});

describe('a finding', () => {
  const now = new Date('2030-01-01T00:01:00.000Z');
  const at = (status: 'done' | 'undone', finishedAt: string) => [{ status, finishedAt }];

  it('is about to follow what was done a moment ago', () => {
    expect(isFollowing('open', at('done', '2030-01-01T00:00:30.000Z'), now)).toBe(true);
    expect(isFollowing('resolved', at('undone', '2030-01-01T00:00:30.000Z'), now)).toBe(true);
  });

  it('is as it is when it has followed, or when that was long ago', () => {
    expect(isFollowing('resolved', at('done', '2030-01-01T00:00:30.000Z'), now)).toBe(false);
    expect(isFollowing('open', at('done', '2029-12-31T23:00:00.000Z'), now)).toBe(false);
  });
});

describe('a field of a plan', () => {
  it('keeps what is not configured, and leaves out an asset that will be no more', () => {
    expect(fieldChangeOf({ path: 'Encryption', before: { A: 1 }, after: null }, 'key')).toEqual({
      ...{ path: 'Encryption', before: { A: 1 }, after: null },
    });
    expect(fieldChangeOf({ path: 'key', before: { A: 1 }, after: null }, 'key')).toEqual({
      ...{ path: 'key', before: { A: 1 } },
    });
  });
});

it('calls who asked by the name alone', () => {
  expect(shortNameOf('Ann <ann@example.com> by API key “deploy”')).toBe('Ann');
  expect(shortNameOf('CloudCoreo')).toBe('CloudCoreo');
});
