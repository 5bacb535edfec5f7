import { expect, test } from 'vitest';
import { isExpired, keyNameError } from './api-keys.model.ts';

test('a key has expired at its last moment', () => {
  const now = new Date('2030-01-01T00:00:00Z');
  expect(isExpired('2030-01-01T00:00:00Z', now)).toBe(true);
  expect(isExpired('2030-01-01T00:00:01Z', now)).toBe(false);
});

test('a name has 1 to 64 characters', () => {
  expect(keyNameError(' ')).toMatch(/what the key is for/);
  expect(keyNameError('x'.repeat(65))).toMatch(/at most 64/);
  expect(keyNameError('nightly')).toBeUndefined();
});
