import { expect, test } from 'vitest';
import { newPasswordError } from './new-password.ts';

test('takes 12 to 128 characters', () => {
  expect(newPasswordError('x'.repeat(11))).toMatch(/at least 12/);
  expect(newPasswordError('x'.repeat(12))).toBeUndefined();
  expect(newPasswordError('x'.repeat(128))).toBeUndefined();
  expect(newPasswordError('x'.repeat(129))).toMatch(/at most 128/);
});
