import { expect, test } from 'vitest';
import { acceptanceOf, invitationErrors, invitationToken } from './invitation.model.ts';

test('reads the token behind the #', () => {
  expect(invitationToken('#token=abc-_123')).toBe('abc-_123');
});

test.each(['', '#', '#token=', '#other=1'])('finds no token in %j', (hash) => {
  expect(invitationToken(hash)).toBeUndefined();
});

test('asks a new user for name and a long password, a known one for any, a signed-in one for nothing', () => {
  const empty = { name: ' ', password: '' };
  expect(Object.keys(invitationErrors('new', empty))).toEqual(['name', 'password']);
  expect(Object.keys(invitationErrors('known', empty))).toEqual(['password']);
  expect(invitationErrors('known', { name: '', password: 'short' })).toEqual({});
  expect(invitationErrors('signed-in', empty)).toEqual({});
});

test('sends only what is expected of such a guest', () => {
  const answers = { name: ' Ada ', password: 'correct horse battery' };
  expect(acceptanceOf('new', 't', answers)).toEqual({ token: 't', name: 'Ada', password: answers.password });
  expect(acceptanceOf('known', 't', answers)).toEqual({ token: 't', password: answers.password });
  expect(acceptanceOf('signed-in', 't', answers)).toEqual({ token: 't' });
});
