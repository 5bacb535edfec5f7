import { expect, test } from 'vitest';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { ScanSummaryView } from '../../../../server/scans/api.ts';
import { accountsOverview, changeSeries, dayWords, largest } from './dashboard.model.ts';

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
    judgedScanId: null,
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
  expect(overview).toMatchObject({ total: 4, connected: 3, running: [] });
});

test('shows the scans that wait or run, and none that have ended', () => {
  const scan = (state: ScanSummaryView['state']) => ({ lastScan: { state } as ScanSummaryView });
  const overview = accountsOverview([
    account('queued', scan('queued')),
    account('running', scan('running')),
    account('partial', scan('partial')),
    account('never'),
  ]);
  expect(overview.running.map(({ nickname }) => nickname)).toEqual(['queued', 'running']);
});

test('days without any change are an empty chart, others stack by kind', () => {
  const quiet = { day: '2030-01-03', added: 0, changed: 0, deleted: 0 };
  expect(changeSeries([quiet])).toEqual({ series: [], highest: 0 });
  const { series, highest } = changeSeries([quiet, { day: '2030-01-04', added: 5, changed: 2, deleted: 1 }]);
  expect(highest).toBe(8);
  expect(series.map(({ title, data }) => [title, data.map(({ y }) => y)])).toEqual([
    ['New', [0, 5]],
    ['Changed', [0, 2]],
    ['Deleted', [0, 1]],
  ]);
});

test('a day is the same in every time zone', () => {
  expect(dayWords('2030-01-03')).toBe('3 Jan');
});

test('names others only when there are at least two', () => {
  const counts = ['a', 'b', 'c', 'd'].map((key, index) => ({ key, count: 10 - index }));
  expect(largest(counts, 3)).toEqual({ top: counts, others: undefined });
  expect(largest(counts, 2)).toEqual({ top: counts.slice(0, 2), others: { key: '2 others', count: 15 } });
});
