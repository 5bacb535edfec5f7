import { expect, it } from 'vitest';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { matchingRules, stateOf } from './rules.model.ts';

const rule = (id: string, changes: Partial<RuleSummaryView> = {}): RuleSummaryView => ({
  ...{ id, title: `Title of ${id}`, assetType: 'AWS::S3::Bucket', service: 's3', severity: 'low' },
  ...{ passed: 0, failed: 0, unknown: 0, broken: 0, ...changes },
});
const rules = [
  rule('one', { failed: 2 }),
  rule('two', { unknown: 1, assetType: 'AWS::EC2::VPC' }),
  rule('three', { broken: 1 }),
];
const ids = (text: string, state: Parameters<typeof matchingRules>[2]) =>
  matchingRules(rules, text, state).map(({ id }) => id);

it('rules are found by text, whatever its case, and by what they say', () => {
  expect(ids('', 'all')).toEqual(['one', 'two', 'three']);
  expect(ids(' ec2::vpc ', 'all')).toEqual(['two']);
  expect(ids('title of T', 'all')).toEqual(['two', 'three']);
  expect(ids('', 'failing')).toEqual(['one']);
  expect(ids('', 'unknown')).toEqual(['two']);
  expect(ids('', 'broken')).toEqual(['three']);
});

it('a state that there is not is none', () => {
  expect(stateOf('broken')).toBe('broken');
  expect(stateOf('toString')).toBe('all');
  expect(stateOf(null)).toBe('all');
});
