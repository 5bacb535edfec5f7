import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, test } from 'vitest';
import { describeError } from './describe-error.ts';

test('keeps name, message, code, stack and causes of an error', () => {
  const cause = Object.assign(new Error('connection refused'), { code: 'ECONNREFUSED' });
  expect(describeError(new TypeError('could not read', { cause }))).toMatchObject({
    name: 'TypeError',
    message: 'could not read',
    stack: expect.stringContaining('describe-error.test.ts'),
    cause: { name: 'Error', message: 'connection refused', code: 'ECONNREFUSED' },
  });
});

test('drops everything else that hangs on an error: parameters, requests, headers', () => {
  const driver = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (email)=(canary) already exists.',
    parameters: ['canary'],
    config: { headers: { authorization: 'canary' } },
  });
  const error = new DrizzleQueryError('insert into users values ($1)', ['canary', 'line\nbreak canary'], driver);
  expect(error.message).toContain('canary');
  const described = JSON.stringify(describeError(error));
  expect(described).not.toContain('canary');
  expect(described).toContain('insert into users');
  expect(described).toContain('23505');
});

test('ends, for causes that go in a circle and for things that are no errors', () => {
  const error = new Error('round');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).length).toBeLessThan(50_000);
  for (const thrown of [undefined, null, 'canary', { message: 'canary' }, 7]) {
    expect(JSON.stringify(describeError(thrown))).not.toContain('canary');
  }
});
