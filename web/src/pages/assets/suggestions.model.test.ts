import { expect, test } from 'vitest';
import type { AssetCounts, AssetSummaryView } from '../../../../server/assets/api.ts';
import { filterOptions } from './suggestions.model.ts';

const counts: AssetCounts = {
  total: 1204,
  isComplete: true,
  byType: [{ type: 'AWS::S3::Bucket', count: 1204 }],
  byService: [{ service: 's3', count: 1204 }],
  byRegion: [{ region: 'eu-west-1', count: 1 }],
  byCloudAccount: [{ cloudAccountId: 'ca_1', nickname: 'production', count: 1204 }],
};
const services = [
  { id: 's3', name: 'Amazon S3', scope: 'regional' as const, types: ['AWS::S3::Bucket'] },
  { id: 'sqs', name: 'Amazon SQS', scope: 'regional' as const, types: ['AWS::SQS::Queue'] },
];
const tagged = (tags: Record<string, string>) => ({ tags }) as AssetSummaryView;

const suggested = (propertyKey: string, ...args: Parameters<typeof filterOptions>) =>
  filterOptions(...args).filter((option) => option.propertyKey === propertyKey);

test('suggests an account by its nickname with how many assets it has', () => {
  expect(suggested('cloudAccountId', counts, services, [], [])).toEqual([
    { propertyKey: 'cloudAccountId', value: 'ca_1', label: 'production', tags: ['1,204 assets'] },
  ]);
});

test('suggests types and services that were collected and found none of, after those that there are', () => {
  expect(suggested('type', counts, services, [], []).map(({ value, tags }) => [value, tags])).toEqual([
    ['AWS::S3::Bucket', ['1,204 assets']],
    ['AWS::SQS::Queue', ['0 assets']],
  ]);
  expect(suggested('service', counts, services, [], []).map(({ value, tags }) => [value, tags])).toEqual([
    ['s3', ['Amazon S3', '1,204 assets']],
    ['sqs', ['Amazon SQS', '0 assets']],
  ]);
});

test('suggests the tags of the assets at hand, and first those that are chosen already', () => {
  const shown = [tagged({ team: 'web', note: 'a,b' }), tagged({ team: 'data', empty: '' })];
  const chosen = [{ propertyKey: 'tag', operator: '=', value: ['team=gone'] }];
  expect(suggested('tag', undefined, [], shown, chosen).map(({ value }) => value)).toEqual([
    'team=gone',
    'empty',
    'note',
    'note=a,b',
    'team',
    'team=data',
    'team=web',
  ]);
});

test('suggests the states even before anything is counted', () => {
  expect(filterOptions(undefined, [], [], []).map(({ value }) => value)).toEqual(['present', 'deleted', 'all']);
});
