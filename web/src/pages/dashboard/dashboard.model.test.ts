import { expect, test } from 'vitest';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import { accountsOverview, largest } from './dashboard.model.ts';

function account(nickname: string, change: Partial<CloudAccountView> = {}): CloudAccountView {
  return {
    id: nickname,
    nickname,
    awsAccountId: '111111111111',
    partition: 'aws',
    method: 'role',
    accessLevel: 'audit',
    state: 'connected',
    roleArn: '',
    externalId: '',
    pendingExternalId: null,
    steps: [],
    failure: null,
    drift: [],
    setupUser: { state: 'none', name: null, checkedAt: null },
    lastVerifiedAt: null,
    connectedAt: null,
    createdAt: '2030-01-01T00:00:00Z',
    lastScan: null,
    assetCount: 0,
    ...change,
  };
}

test('puts the gravest first among the accounts that need attention', () => {
  const overview = accountsOverview([
    account('well'),
    account('b-drifted', { drift: [{ code: 'policy_behind', detail: '', mend: '' }] }),
    account('z-failed', { state: 'failed' }),
    account('a-user', { setupUser: { state: 'present', name: 'Temp', checkedAt: null } }),
  ]);
  expect(overview.attention.map(({ nickname }) => nickname)).toEqual(['z-failed', 'a-user', 'b-drifted']);
  expect(overview).toMatchObject({ total: 4, connected: 3, gaps: [] });
});

test('names others only when there are at least two', () => {
  const counts = ['a', 'b', 'c', 'd'].map((key, index) => ({ key, count: 10 - index }));
  expect(largest(counts, 3)).toEqual({ top: counts, others: undefined });
  expect(largest(counts, 2)).toEqual({ top: counts.slice(0, 2), others: { key: '2 others', count: 15 } });
});
