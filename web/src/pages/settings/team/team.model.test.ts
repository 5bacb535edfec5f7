import { expect, test } from 'vitest';
import { assignableRoles, lastOwnerReason } from './team.model.ts';

test('an admin changes everybody but owners, and makes no owner', () => {
  expect(assignableRoles({ role: 'admin' }, { role: 'viewer' })).toEqual(['admin', 'operator', 'viewer']);
  expect(assignableRoles({ role: 'admin' }, { role: 'owner' })).toEqual([]);
});

test('operators and viewers change nobody', () => {
  expect(assignableRoles({ role: 'operator' }, { role: 'viewer' })).toEqual([]);
  expect(assignableRoles({ role: 'viewer' }, { role: 'viewer' })).toEqual([]);
});

test('the last owner stays', () => {
  expect(lastOwnerReason({ role: 'owner' }, [{ role: 'owner' }, { role: 'viewer' }])).toMatch(/at least one owner/);
  expect(lastOwnerReason({ role: 'owner' }, [{ role: 'owner' }, { role: 'owner' }])).toBeUndefined();
  expect(lastOwnerReason({ role: 'viewer' }, [{ role: 'owner' }])).toBeUndefined();
});
