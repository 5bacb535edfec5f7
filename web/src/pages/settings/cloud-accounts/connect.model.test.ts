import { describe, expect, test } from 'vitest';
import { connectStepIds, plannedSteps } from '../../../../../server/accounts/steps.ts';
import {
  accessKeyErrors,
  afterBreak,
  afterEvent,
  announcement,
  beginAttempt,
  brokenOff,
  hasBegun,
  roleErrors,
  stepTexts,
} from './connect.model.ts';

const failure = { code: 'setup_key_secret_wrong', detail: 'Wrong.', mend: 'Copy it again.' };

describe('an attempt', () => {
  test('plans the same steps as the server, in its order', () => {
    expect(Object.keys(stepTexts)).toEqual(connectStepIds);
    expect(beginAttempt('access-key', 'n').steps).toEqual(plannedSteps('access-key'));
    expect(beginAttempt('role', 'n').steps).toEqual(plannedSteps('role'));
  });

  test('takes over each step as it is told', () => {
    const step = { id: 'get-user', state: 'done', detail: 'Account 111111111111' } as const;
    const attempt = afterEvent(beginAttempt('access-key', 'n'), { type: 'step', step });
    expect(attempt.steps[0]).toEqual(step);
    expect(attempt.phase).toBe('running');
  });

  test('marks the running step as failed when the server says it failed', () => {
    let attempt = beginAttempt('access-key', 'n');
    attempt = afterEvent(attempt, { type: 'step', step: { id: 'get-user', state: 'running', detail: '' } });
    attempt = afterEvent(attempt, { type: 'failed', failure });
    expect(attempt).toMatchObject({ phase: 'failed', problem: failure });
    expect(attempt.steps[0]?.state).toBe('failed');
    expect(announcement(attempt)).toBe('iam:GetUser failed.');
  });

  test('does not call a step failed when only the stream was lost', () => {
    let attempt = beginAttempt('access-key', 'n');
    attempt = afterEvent(attempt, { type: 'step', step: { id: 'get-user', state: 'running', detail: '' } });
    attempt = afterBreak(attempt, brokenOff);
    expect(attempt.phase).toBe('failed');
    expect(attempt.steps[0]?.state).toBe('waiting');
  });

  test('shows no steps when the request was refused before the first', () => {
    expect(hasBegun(afterBreak(beginAttempt('role', 'n'), failure))).toBe(false);
    expect(hasBegun(beginAttempt('role', 'n'))).toBe(true);
  });

  test('knows the account once connected', () => {
    const attempt = afterEvent(beginAttempt('role', 'n'), { type: 'connected', cloudAccountId: 'a', scanId: 's' });
    expect(attempt).toMatchObject({ phase: 'connected', cloudAccountId: 'a' });
    expect(announcement(attempt)).toBe('n is connected.');
  });
});

test('names every empty field of the forms', () => {
  const key = accessKeyErrors({ nickname: ' ', accessKeyId: '', secretAccessKey: '' });
  expect(Object.keys(key)).toEqual(['nickname', 'accessKeyId', 'secretAccessKey']);
  expect(Object.keys(roleErrors({ nickname: 'x'.repeat(101), roleArn: ' ' }))).toEqual(['nickname', 'roleArn']);
  expect(roleErrors({ nickname: 'production', roleArn: 'arn:aws:iam::111111111111:role/x' })).toEqual({});
});
