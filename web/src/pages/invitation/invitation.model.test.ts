import { expect, test } from 'vitest';
import { invitationToken } from './invitation.model.ts';

test('reads the token behind the #', () => {
  expect(invitationToken('#token=abc-_123')).toBe('abc-_123');
});

test.each(['', '#', '#token=', '#other=1'])('finds no token in %j', (hash) => {
  expect(invitationToken(hash)).toBeUndefined();
});
