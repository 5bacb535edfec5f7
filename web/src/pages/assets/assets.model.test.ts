import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterOf, filterOptions, sortOf, sortText, tokensOf, withTokens } from './assets.model.ts';

const parameters = (text: string) => new URLSearchParams(text);

describe('the filter in the address', () => {
  test('becomes one token a property, with all its values', () => {
    expect(
      tokensOf(parameters('type=AWS::S3::Bucket,AWS::EC2::VPC&region=eu-west-1&tag=env=prod,owner&text=logs')),
    ).toEqual([
      { propertyKey: 'type', operator: '=', value: ['AWS::S3::Bucket', 'AWS::EC2::VPC'] },
      { propertyKey: 'region', operator: '=', value: ['eu-west-1'] },
      { propertyKey: 'tag', operator: '=', value: 'env=prod' },
      { propertyKey: 'tag', operator: '=', value: 'owner' },
      { operator: ':', value: 'logs' },
    ]);
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

test('suggests accounts by nickname, and no tag that the API could not take', () => {
  const counts = {
    total: 1,
    byType: [{ type: 'AWS::S3::Bucket', count: 1 }],
    byService: [],
    byRegion: [],
    byCloudAccount: [{ cloudAccountId: 'a', nickname: 'production', count: 1 }],
  };
  const asset = {
    id: 'x',
    cloudAccountId: 'a',
    awsAccountId: '111111111111',
    accountNickname: 'production',
    arn: 'arn:aws:s3:::x',
    type: 'AWS::S3::Bucket',
    service: 's3',
    region: 'us-east-1',
    name: 'x',
    tags: { env: 'prod', note: 'a,b' },
    unknownParts: 0,
    firstSeenAt: '2030-01-01T00:00:00Z',
    changedAt: '2030-01-01T00:00:00Z',
    lastSeenAt: '2030-01-01T00:00:00Z',
    deletedAt: null,
  };
  expect(filterOptions(counts, [asset])).toEqual([
    { propertyKey: 'cloudAccountId', value: 'a', label: 'production' },
    { propertyKey: 'type', value: 'AWS::S3::Bucket' },
    { propertyKey: 'tag', value: 'env' },
    { propertyKey: 'tag', value: 'env=prod' },
    { propertyKey: 'tag', value: 'note' },
  ]);
});
