import type { Target } from './action.ts';

/** An asset for tests of what actions want of it: a bucket, unless more is said. */
export function testTarget(more: Partial<Target> = {}): Target {
  return {
    ...{ partition: 'aws', accountId: '111122223333', region: 'eu-west-1', type: 'AWS::S3::Bucket' },
    ...{ arn: 'arn:aws:s3:::hut', name: 'hut', id: 'hut', tags: {}, document: {} },
    ...more,
  };
}
