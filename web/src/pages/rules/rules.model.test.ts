import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import {
  countsOf,
  filterOptions,
  matchingRules,
  orderOf,
  pageOf,
  sortRules,
  tokensOf,
  withoutFilter,
  withTokens,
} from './rules.model.ts';

const rule = (id: string, changes: Partial<RuleSummaryView> = {}): RuleSummaryView => ({
  ...{ id, title: `Title of ${id}`, assetType: 'AWS::S3::Bucket', service: 's3', severity: 'low' },
  ...{ isEnabled: true, isCustom: false, isChanged: false },
  ...{ passed: 0, failed: 0, unknown: 0, broken: 0, ...changes },
});
const rules = [
  rule('one', { failed: 2, passed: 9 }),
  rule('two', { unknown: 1, assetType: 'AWS::EC2::VPC', service: 'ec2', severity: 'critical' }),
  rule('three', { broken: 1, failed: 1, isCustom: true }),
  rule('four', { passed: 4, isEnabled: false, severity: 'high' }),
];
const idsAt = (query: string) => matchingRules(rules, new URLSearchParams(query)).map(({ id }) => id);

describe('the filter', () => {
  it.each([
    ['', ['one', 'two', 'three', 'four']],
    ['text=ec2::vpc', ['two']],
    ['text=T+title', ['one', 'two', 'three', 'four']],
    ['text=TH+title', ['three']],
    ['says=failing', ['one', 'three']],
    ['says=unknown,broken', ['two', 'three']],
    ['says=passing', ['four']],
    ['enabled=no', ['four']],
    ['origin=team', ['three']],
    ['severity=critical,high', ['two', 'four']],
    ['severity=!low&service=s3', ['four']],
    ['service=!s3', ['two']],
    ['assetType=AWS::EC2::VPC&enabled=no', []],
  ])('“%s” chooses %j', (query, ids) => {
    expect(idsAt(query)).toEqual(ids);
  });

  it('offers the services that there are, and the values that there always are', () => {
    const options = filterOptions(rules);
    const valuesOf = (key: string) =>
      options.filter(({ propertyKey }) => propertyKey === key).map(({ label }) => label);
    expect(valuesOf('service')).toEqual(['ec2', 's3']);
    expect(valuesOf('enabled')).toEqual(['Yes', 'No']);
  });

  it('keeps the order when it changes, and begins at the first page', () => {
    const at = new URLSearchParams('sort=title&page=3&enabled=no');
    const next = withTokens(at, [{ propertyKey: 'service', operator: '=', value: ['s3'] }]);
    expect(Object.fromEntries(next)).toEqual({ sort: 'title', service: 's3' });
    expect(Object.fromEntries(withoutFilter(at))).toEqual({ sort: 'title' });
  });

  it('takes any value through the address and back', () => {
    const value = fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== '');
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), (given) => {
        const token = { propertyKey: 'service', operator: '!=', value: [...new Set(given)] };
        expect(tokensOf(withTokens(new URLSearchParams(), [token]))).toEqual([token]);
      }),
    );
  });
});

describe('the order', () => {
  const sorted = (query: string) => sortRules(rules, orderOf(new URLSearchParams(query))).map(({ id }) => id);

  it('is most failing first, where nothing else is said or nothing that there is', () => {
    expect(sorted('')).toEqual(['one', 'three', 'two', 'four']);
    expect(sorted('sort=toString')).toEqual(sorted(''));
  });

  it('goes by severity among those that are alike', () => {
    expect(sorted('sort=severity')).toEqual(['two', 'four', 'one', 'three']);
    expect(sorted('sort=-severity')).toEqual(['one', 'three', 'four', 'two']);
    expect(sorted('sort=unknown')).toEqual(['four', 'one', 'three', 'two']);
  });
});

it('stays within the pages that there are', () => {
  const pages = (query: string) => pageOf(new URLSearchParams(query), 3);
  expect(['', 'page=2', 'page=9', 'page=-1', 'page=x'].map(pages)).toEqual([1, 2, 3, 1, 1]);
  expect(pageOf(new URLSearchParams('page=2'), 0)).toBe(1);
});

it('counts the sorts of rules, each as its filter shows them', () => {
  expect(countsOf(rules).map(({ label, count }) => [label, count])).toEqual([
    ['Enabled', 3],
    ['Off', 1],
    ['Your own', 1],
    ['With failing assets', 2],
    ['Cannot tell of some', 1],
    ['Broken', 1],
  ]);
});
