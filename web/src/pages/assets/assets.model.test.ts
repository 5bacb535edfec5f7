import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  filterOf,
  filterProperties,
  matchesText,
  sortOf,
  sortText,
  tokensOf,
  totalText,
  withChoice,
  withoutFilter,
  withTokens,
} from './assets.model.ts';

const parameters = (text: string) => new URLSearchParams(text);

describe('the filter in the address', () => {
  test('becomes one token a property, with all its values', () => {
    expect(
      tokensOf(parameters('type=AWS::S3::Bucket,AWS::EC2::VPC&region=eu-west-1&tag=env=prod,owner&text=logs')),
    ).toEqual([
      { propertyKey: 'type', operator: '=', value: ['AWS::S3::Bucket', 'AWS::EC2::VPC'] },
      { propertyKey: 'region', operator: '=', value: ['eu-west-1'] },
      { propertyKey: 'tag', operator: '=', value: ['env=prod', 'owner'] },
      { operator: ':', value: 'logs' },
    ]);
  });

  test('keeps what must not match apart from what must', () => {
    const tokens = tokensOf(parameters('region=eu-west-1,!us-east-1&state=all'));
    expect(tokens).toEqual([
      { propertyKey: 'region', operator: '=', value: ['eu-west-1'] },
      { propertyKey: 'region', operator: '!=', value: ['us-east-1'] },
      { propertyKey: 'state', operator: '=', value: 'all' },
    ]);
    expect(withTokens(parameters(''), tokens).toString()).toBe(
      new URLSearchParams({ state: 'all', region: 'eu-west-1,!us-east-1' }).toString(),
    );
  });

  test('survives the way through the tokens and back', () => {
    const words = fc.stringMatching(/^[a-z0-9:=-]{1,8}$/);
    const several = fc.uniqueArray(words, { minLength: 1, maxLength: 3 }).map((values) => values.join(','));
    fc.assert(
      fc.property(
        fc.record({ type: several, region: several, tag: several, name: words, text: words }, { requiredKeys: [] }),
        (filter) => {
          const given = new URLSearchParams(filter);
          const back = withTokens(new URLSearchParams(), tokensOf(given));
          expect(Object.fromEntries(back)).toEqual(Object.fromEntries(given));
        },
      ),
    );
  });

  test('merges tokens of one property and keeps the last name', () => {
    const next = withTokens(parameters('sort=-type&text=old'), [
      { propertyKey: 'region', operator: '=', value: ['eu-west-1'] },
      { propertyKey: 'region', operator: '=', value: ['us-east-1', 'eu-west-1'] },
      { propertyKey: 'name', operator: ':', value: 'first' },
      { propertyKey: 'name', operator: ':', value: 'last' },
    ]);
    expect(Object.fromEntries(next)).toEqual({ sort: '-type', region: 'eu-west-1,us-east-1', name: 'last' });
  });

  test('drops tokens without a value', () => {
    expect(withTokens(parameters(''), [{ propertyKey: 'region', operator: '=', value: [] }]).size).toBe(0);
  });

  test('asks the API only for what it knows', () => {
    expect(filterOf(parameters('type=x&state=nonsense&page=3'))).toEqual({ type: 'x' });
    expect(filterOf(parameters('state=deleted'))).toEqual({ state: 'deleted' });
  });
});

test('sorts by name unless the address says something the API knows', () => {
  expect(sortOf(parameters(''))).toEqual({ field: 'name', isDescending: false });
  expect(sortOf(parameters('sort=password'))).toEqual({ field: 'name', isDescending: false });
  expect(sortText(sortOf(parameters('sort=-changedAt')))).toBe('-changedAt');
});

test('what is chosen of the counts takes the place of what had to match, and adds to what must not', () => {
  const present = parameters('sort=-name&type=AWS::S3::Bucket&region=!us-east-1');
  expect(Object.fromEntries(withChoice(present, 'type', '=', 'AWS::EC2::VPC'))).toEqual({
    sort: '-name',
    type: 'AWS::EC2::VPC',
    region: '!us-east-1',
  });
  expect(withChoice(present, 'region', '!=', 'eu-west-1').get('region')).toBe('!us-east-1,!eu-west-1');
});

test('clearing the filter leaves the sort order', () => {
  expect(withoutFilter(parameters('sort=-name&type=x&tag=y&state=all&text=z&name=n')).toString()).toBe('sort=-name');
});

test('an account is shown by its nickname, a state in words', () => {
  const properties = filterProperties({
    total: 1,
    isComplete: true,
    byType: [],
    byService: [],
    byRegion: [],
    byCloudAccount: [{ cloudAccountId: 'ca_1', nickname: 'production', count: 1 }],
  });
  const shownAs = (key: string, value: unknown) => {
    const [operator] = properties.find((property) => property.key === key)?.operators ?? [];
    return typeof operator === 'object' ? operator.format?.(value) : undefined;
  };
  expect(shownAs('cloudAccountId', ['ca_1', 'ca_2'])).toBe('production, ca_2');
  expect(shownAs('state', 'all')).toBe('Present or deleted');
});

test('says when the server stopped counting', () => {
  expect(totalText({ total: 1234, isComplete: true })).toBe('1,234');
  expect(totalText({ total: 10_000, isComplete: false })).toBe('at least 10,000');
  expect(matchesText({ total: 1, isComplete: true })).toBe('1 match');
  expect(matchesText({ total: 10_000, isComplete: false })).toBe('at least 10,000 matches');
});
