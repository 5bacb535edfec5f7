import type { ServerSideEncryptionByDefault, ServerSideEncryptionRule } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { bucketArn, s3 } from './sdk.ts';

const ownKeys = 'SSE-S3';
const keyOfAccount = 'aws/s3';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-encryption.html */
export const encryptBucketByDefault = declareAction(s3, {
  id: 's3-bucket-encrypt-by-default',
  title: 'Encrypt new objects of the bucket by default',
  what: 'Sets what S3 encrypts new objects of the bucket with. A KMS key is never replaced by S3’s own keys.',
  types: ['AWS::S3::Bucket'],
  parameters: z.object({
    key: z
      .string()
      .regex(/^(SSE-S3|aws\/s3|arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+)$/, {
        error: 'This must be SSE-S3, aws/s3, or the ARN of a KMS key.',
      })
      .default(ownKeys)
      .describe('SSE-S3 for S3’s own keys, aws/s3 for AWS’s KMS key in the account, or the ARN of a KMS key.'),
  }),
  calls: {
    GetBucketEncryption: {
      permission: 's3:GetEncryptionConfiguration',
      on: bucketArn,
      absent: ['ServerSideEncryptionConfigurationNotFoundError'],
    },
    PutBucketEncryption: { permission: 's3:PutEncryptionConfiguration', on: bucketArn },
  },
  gone: ['NoSuchBucket'],
  async read(aws, { name }): Promise<{ Encryption: ServerSideEncryptionRule | null }> {
    const found = await aws.find('GetBucketEncryption', { Bucket: name });
    // AWS keeps one rule alone.
    const rule = found?.ServerSideEncryptionConfiguration?.Rules?.[0];
    return { Encryption: rule === undefined ? null : { ...rule, BucketKeyEnabled: rule.BucketKeyEnabled ?? false } };
  },
  want({ Encryption: rule }, { key }, { name, region }) {
    const now = rule?.ApplyServerSideEncryptionByDefault;
    if (key === ownKeys) {
      if (now?.SSEAlgorithm !== undefined) return { to: { Encryption: rule } };
      return { to: { Encryption: withDefault(rule, { SSEAlgorithm: 'AES256' }) } };
    }
    const isKms = now?.SSEAlgorithm?.startsWith('aws:kms') ?? false;
    if (key === keyOfAccount) {
      return { to: { Encryption: isKms ? rule : withDefault(rule, { SSEAlgorithm: 'aws:kms' }) } };
    }
    if (key.split(':')[3] !== region) {
      return { refused: `The key must be of ${region}, where ${name} is, and ${key} is not.` };
    }
    const SSEAlgorithm = isKms && now?.SSEAlgorithm ? now.SSEAlgorithm : 'aws:kms';
    return { to: { Encryption: withDefault(rule, { SSEAlgorithm, KMSMasterKeyID: key }) } };
  },
  mayBreak({ to }, { name }) {
    const { SSEAlgorithm, KMSMasterKeyID } = to?.Encryption?.ApplyServerSideEncryptionByDefault ?? {};
    if (!SSEAlgorithm?.startsWith('aws:kms')) return [];
    return [
      KMSMasterKeyID === undefined
        ? `Other accounts cannot read what is put into ${name} from then on: AWS’s key aws/s3 is for this account alone.`
        : `Who puts objects into ${name} needs kms:GenerateDataKey for ${KMSMasterKeyID}, and who reads them kms:Decrypt. Without these, or without the key, they are refused.`,
      `If ${name} takes access logs of other buckets, S3 delivers no more of them.`,
      'KMS charges for requests.',
    ];
  },
  async write(aws, { name }, { to }) {
    // AWS gives a bucket without a setting SSE-S3 by itself, so that there is no such state to bring back.
    if (!to?.Encryption) return;
    const ServerSideEncryptionConfiguration = { Rules: [to.Encryption] };
    await aws.call('PutBucketEncryption', { Bucket: name, ServerSideEncryptionConfiguration });
  },
});

/** The rule with another key, and what else it says. */
function withDefault(
  rule: ServerSideEncryptionRule | null,
  ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault,
): ServerSideEncryptionRule {
  return {
    ...rule,
    ApplyServerSideEncryptionByDefault,
    // Fewer requests to KMS for the same protection. There are no bucket keys for encryption in two layers (DSSE).
    BucketKeyEnabled: ApplyServerSideEncryptionByDefault.SSEAlgorithm === 'aws:kms',
  };
}
