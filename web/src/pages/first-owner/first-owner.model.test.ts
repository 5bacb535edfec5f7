import { expect, test } from 'vitest';
import { firstOwnerErrors } from './first-owner.model.ts';

const owner = {
  code: 'ABCD',
  name: 'Ada',
  email: 'ada@example.com',
  password: 'correct horse battery',
  teamName: 'Platform',
};

test('a whole form has no errors', () => {
  expect(firstOwnerErrors(owner)).toEqual({});
});

test('names every field that is missing', () => {
  const empty = { code: ' ', name: '', email: '', password: '', teamName: ' ' };
  expect(Object.keys(firstOwnerErrors(empty))).toEqual(['code', 'name', 'email', 'password', 'teamName']);
});
