import { describe, expect, it } from 'vitest';
import type { FindingCounts } from '../../../../server/findings/api.ts';
import { groupHref, groupingOf, groupsOf } from './groups.model.ts';

const counts = {
  bySeverity: [
    { severity: 'critical', count: 2 },
    { severity: 'high', count: 0 },
  ],
  byRule: [{ ruleId: 'r', title: 'Buckets are private', severity: 'critical', count: 2 }],
  byAsset: [{ assetId: 'as_1', assetName: '', assetType: 'AWS::S3::Bucket', count: 2 }],
  byCloudAccount: [{ cloudAccountId: 'ca_1', nickname: 'prod', count: 2 }],
} as unknown as FindingCounts;

describe('the groups of findings', () => {
  it('are of what the address says, and of rules where it says nothing sound', () => {
    expect(groupingOf(new URLSearchParams('group=asset'))).toBe('asset');
    expect(groupingOf(new URLSearchParams('group=toString'))).toBe('rule');
  });

  it('have a name, a count and what tells them apart', () => {
    expect(groupsOf(counts, 'rule')).toEqual([
      { key: 'r', name: 'Buckets are private', severity: 'critical', count: 2 },
    ]);
    expect(groupsOf(counts, 'asset')).toEqual([{ key: 'as_1', name: 'as_1', note: 'S3::Bucket', count: 2 }]);
    expect(groupsOf(counts, 'account')).toEqual([{ key: 'ca_1', name: 'prod', count: 2 }]);
    expect(groupsOf(counts, 'severity')).toEqual([{ key: 'critical', name: 'Critical', count: 2 }]);
  });

  it('narrow the list to themselves and keep what it was narrowed to already', () => {
    const href = groupHref(new URLSearchParams('group=framework&status=all&service=s3'), 'framework', 'cis');
    expect(Object.fromEntries(new URL(href, 'http://x').searchParams)).toEqual({
      ...{ group: 'framework', status: 'all', service: 's3', framework: 'cis' },
    });
  });
});
