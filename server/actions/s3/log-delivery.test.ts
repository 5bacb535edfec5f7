import { describe, expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { type LogDestination, whyNoDelivery } from './log-delivery.ts';

const statement = {
  ...{ Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' },
  Resource: 'arn:aws:s3:::logs/*',
  Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
};
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const why = (more: Partial<LogDestination> = {}) =>
  whyNoDelivery(testTarget(), {
    ...{ bucket: 'logs', prefix: 'hut/', region: 'eu-west-1', policy: policyOf(statement) },
    ...more,
  });

it('finds nothing wrong with a bucket whose policy lets S3 write logs', () => {
  expect(why()).toBeUndefined();
});

it.each<[string, Partial<LogDestination>]>([
  ['would be logged again', { bucket: 'hut' }],
  ['has no bucket logs', { region: undefined }],
  ['logs is in us-east-1', { region: 'us-east-1' }],
  ['Object Lock has a default retention', { hasDefaultRetention: true }],
  ['must be SSE-S3', { encryption: { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }] } }],
  ['s3:PutObject on arn:aws:s3:::logs/hut/* where aws:SourceAccount is 111122223333', { policy: undefined }],
])('says “%s”', (said, more) => {
  expect(why(more)).toContain(said);
});

describe('a policy of the log bucket', () => {
  const deny = (more: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more });
  const source = (pattern: string) => ({ Condition: { ArnLike: { 'aws:SourceArn': pattern } } });

  it.each<[string, object[]]>([
    ['allows the prefix alone', [{ ...statement, Resource: 'arn:aws:s3:::logs/hut/*' }]],
    ['allows the bucket as the source', [{ ...statement, ...source('arn:aws:s3:::h*') }]],
    [
      'allows several services',
      [{ ...statement, Principal: { Service: ['a.amazonaws.com', 'logging.s3.amazonaws.com'] } }],
    ],
    ['denies plain HTTP', [statement, deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })]],
    ['denies another prefix', [statement, deny({ Resource: 'arn:aws:s3:::logs/other/*' })]],
  ])('suits that %s', (_, statements) => {
    expect(why({ policy: policyOf(...statements) })).toBeUndefined();
  });

  it.each<[string, object[]]>([
    ['allows another prefix', [{ ...statement, Resource: 'arn:aws:s3:::logs/other/*' }]],
    ['allows another bucket as the source', [{ ...statement, ...source('arn:aws:s3:::shed') }]],
    [
      'allows another account',
      [{ ...statement, Condition: { StringEquals: { 'aws:SourceAccount': '444455556666' } } }],
    ],
    [
      'allows under a condition that is not known',
      [{ ...statement, Condition: { Bool: { 'aws:Something': 'true' } } }],
    ],
    ['allows another service', [{ ...statement, Principal: { Service: 'delivery.logs.amazonaws.com' } }]],
    ['allows to read', [{ ...statement, Action: 's3:GetObject' }]],
    ['denies everything', [statement, deny({})]],
  ])('does not suit that %s', (_, statements) => {
    expect(why({ policy: policyOf(...statements) })).toContain('does not let S3 write logs');
  });
});
