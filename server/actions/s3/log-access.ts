import type { LoggingEnabled } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { whyNoDelivery } from './log-delivery.ts';
import { bucketArn, s3 } from './sdk.ts';

const logBucketArn = 'arn:{partition}:s3:::{parameters.logBucket}';

type Logging = { Logging: LoggingEnabled | null; obstacle?: string | undefined };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html */
export const logAccessToBucket = declareAction(s3, {
  id: 's3-bucket-log-access',
  title: 'Log who accesses the bucket',
  what: 'Has S3 write every request to the bucket into another bucket, which must let it do so.',
  types: ['AWS::S3::Bucket'],
  parameters: z.object({
    logBucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: 'This must be the name of a bucket.' })
      .describe('The bucket that takes the logs, of the same account and region.'),
    prefix: z
      .string()
      .max(256)
      .regex(/^[A-Za-z0-9!_.()/{}-]*$/, { error: 'This must be letters, digits and !_.()/- alone.' })
      .default('{bucket}/')
      .describe('What the names of the logs begin with; {bucket} stands for the name of the bucket that is logged.'),
  }),
  calls: {
    GetBucketLogging: { permission: 's3:GetBucketLogging', on: bucketArn },
    // Lists the account's own buckets, with their regions.
    ListBuckets: { permission: 's3:ListAllMyBuckets', on: '*' },
    GetBucketPolicy: { permission: 's3:GetBucketPolicy', on: logBucketArn, absent: ['NoSuchBucketPolicy'] },
    GetBucketEncryption: {
      permission: 's3:GetEncryptionConfiguration',
      on: logBucketArn,
      absent: ['ServerSideEncryptionConfigurationNotFoundError'],
    },
    GetObjectLockConfiguration: {
      permission: 's3:GetBucketObjectLockConfiguration',
      on: logBucketArn,
      absent: ['ObjectLockConfigurationNotFoundError'],
    },
    PutBucketLogging: { permission: 's3:PutBucketLogging', on: bucketArn },
  },
  gone: ['NoSuchBucket'],
  async read(aws, target, parameters): Promise<Logging> {
    const { LoggingEnabled: Logging } = await aws.call('GetBucketLogging', { Bucket: target.name });
    if (Logging !== undefined) return { Logging };
    const Bucket = parameters.logBucket;
    const { Buckets = [] } = await aws.call('ListBuckets', { Prefix: Bucket, MaxBuckets: 1000 });
    const region = Buckets.find(({ Name }) => Name === Bucket)?.BucketRegion;
    const destination = { bucket: Bucket, prefix: prefixOf(parameters.prefix, target.name), region };
    if (region !== target.region) return { Logging: null, obstacle: whyNoDelivery(target, destination) };
    const policy = await aws.find('GetBucketPolicy', { Bucket });
    const encryption = await aws.find('GetBucketEncryption', { Bucket });
    const lock = await aws.find('GetObjectLockConfiguration', { Bucket });
    const obstacle = whyNoDelivery(target, {
      ...destination,
      policy: policy?.Policy,
      encryption: encryption?.ServerSideEncryptionConfiguration,
      hasDefaultRetention: lock?.ObjectLockConfiguration?.Rule?.DefaultRetention !== undefined,
    });
    return { Logging: null, obstacle };
  },
  want(state, { logBucket, prefix }, { name }) {
    const { Logging, obstacle } = state;
    if (Logging !== null) {
      return Logging.TargetBucket === logBucket
        ? { to: state }
        : { refused: `${name} logs to ${Logging.TargetBucket} already, where somebody may look for its logs.` };
    }
    if (obstacle !== undefined) return { refused: obstacle };
    return { to: { Logging: { TargetBucket: logBucket, TargetPrefix: prefixOf(prefix, name) } } };
  },
  mayBreak: ({ to }, { name }) =>
    to?.Logging
      ? [
          `Storage of ${to.Logging.TargetBucket} grows with each request to ${name}; a lifecycle rule there can end old logs.`,
          'S3 delivers logs some hours late, and does not promise that none is lost.',
        ]
      : [],
  async write(aws, { name }, { to }) {
    const BucketLoggingStatus = to?.Logging ? { LoggingEnabled: to.Logging } : {};
    await aws.call('PutBucketLogging', { Bucket: name, BucketLoggingStatus });
  },
});

function prefixOf(prefix: string, bucket: string): string {
  return prefix.replaceAll('{bucket}', bucket);
}
