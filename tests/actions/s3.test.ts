import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as DeleteAccountBlockCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import type { Settings } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

const unblocked: Faulty = {
  kind: 's3-bucket-block-public-access',
  what: 'a bucket of which public access is blocked in part',
  type: 'AWS::S3::Bucket',
  rule: 's3-bucket-public-access-blocked',
  async make(connect) {
    const Bucket = 'faulty-half-blocked';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    const half = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: half }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_public_access_block', input: { Bucket: 'faulty-half-blocked' } }),
  mended: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
};

const withoutBlock: Faulty = {
  ...unblocked,
  what: 'a bucket that has no such settings',
  async make(connect) {
    const Bucket = 'faulty-unblocked';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_public_access_block', input: { Bucket: 'faulty-unblocked' } }),
};

function encryptedWith(answer: unknown): unknown {
  const { ServerSideEncryptionConfiguration: { Rules = [] } = {} } = answer as {
    ServerSideEncryptionConfiguration?: { Rules?: { ApplyServerSideEncryptionByDefault?: object }[] };
  };
  return Rules.map((rule) => rule.ApplyServerSideEncryptionByDefault);
}

const withoutKms: Faulty = {
  kind: 's3-bucket-encrypt-by-default',
  what: 'a bucket that is encrypted with S3’s own keys',
  type: 'AWS::S3::Bucket',
  parameters: { key: 'aws/s3' },
  rule: 's3-bucket-encrypted-with-kms',
  async make(connect) {
    const Bucket = 'faulty-without-kms';
    await connect(S3Client).send(new CreateBucketCommand({ Bucket }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_encryption', input: { Bucket: 'faulty-without-kms' } }),
  see: encryptedWith,
  mended: [{ SSEAlgorithm: 'aws:kms' }],
};

const withoutVersions: Faulty = {
  kind: 's3-bucket-enable-versioning',
  what: 'a bucket that never had versions',
  type: 'AWS::S3::Bucket',
  rule: 's3-bucket-versioning-enabled',
  async make(connect) {
    const Bucket = 'faulty-without-versions';
    await connect(S3Client).send(new CreateBucketCommand({ Bucket }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_versioning', input: { Bucket: 'faulty-without-versions' } }),
  // AWS has no way back to a bucket that never had versions.
  see: (answer) => (answer as { Status?: string }).Status ?? 'Suspended',
  mended: 'Enabled',
};

const withoutLogs: Faulty = {
  kind: 's3-bucket-log-access',
  what: 'a bucket of which nobody knows who reads it',
  parameters: { logBucket: 'takes-logs-of-faulty' },
  type: 'AWS::S3::Bucket',
  rule: 's3-bucket-logging-enabled',
  async make(connect, accountId) {
    const client = connect(S3Client);
    const [Bucket, logBucket] = ['faulty-unlogged', 'takes-logs-of-faulty'];
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new CreateBucketCommand({ Bucket: logBucket }));
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${logBucket}/*`,
      Condition: {
        StringEquals: { 'aws:SourceAccount': accountId },
        ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::faulty-*' },
      },
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await client.send(new PutBucketPolicyCommand({ Bucket: logBucket, Policy }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_logging', input: { Bucket: 'faulty-unlogged' } }),
  mended: { LoggingEnabled: { TargetBucket: 'takes-logs-of-faulty', TargetPrefix: 'faulty-unlogged/' } },
};

const policyIn = (answer: unknown): unknown => JSON.parse((answer as { Policy?: string }).Policy ?? 'null');
const forTlsAlone = (bucket: string) => ({
  ...{ Sid: 'DenyRequestsWithoutTls', Effect: 'Deny', Principal: '*', Action: 's3:*' },
  Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
});
const readBySomebody = {
  ...{
    Sid: 'Partner',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' },
    Action: ['s3:GetObject'],
  },
  Resource: 'arn:aws:s3:::faulty-plain-http/*',
};

const withPolicy: Faulty = {
  kind: 's3-bucket-require-tls',
  what: 'a bucket with a policy that says nothing of TLS',
  type: 'AWS::S3::Bucket',
  rule: 's3-bucket-policy-requires-tls',
  async make(connect) {
    const Bucket = 'faulty-plain-http';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    const Policy = JSON.stringify({ Version: '2008-10-17', Id: 'Sharing', Statement: readBySomebody });
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_policy', input: { Bucket: 'faulty-plain-http' } }),
  see: policyIn,
  mended: { Version: '2008-10-17', Id: 'Sharing', Statement: [readBySomebody, forTlsAlone('faulty-plain-http')] },
};

const withoutPolicy: Faulty = {
  ...withPolicy,
  what: 'a bucket without a policy',
  async make(connect) {
    const Bucket = 'faulty-without-policy';
    await connect(S3Client).send(new CreateBucketCommand({ Bucket }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_bucket_policy', input: { Bucket: 'faulty-without-policy' } }),
  mended: { Version: '2012-10-17', Statement: [forTlsAlone('faulty-without-policy')] },
};

/** The host of S3 Control begins with the account's number, which no address of the sandbox does. */
class DirectS3Control extends S3ControlClient {
  constructor(settings: Settings) {
    super({ ...settings, endpointProvider: () => ({ url: new URL(settings.endpoint) }) });
  }
}

const openAccount: Faulty = {
  kind: 's3-account-block-public-access',
  what: 'an account that leaves it to each bucket whether it is public',
  type: 'AWS::S3::AccountPublicAccessBlock',
  rule: 's3-account-public-access-blocked',
  async make(connect, accountId) {
    await connect(DirectS3Control).send(new DeleteAccountBlockCommand({ AccountId: accountId }));
    return 'Account public access block';
  },
  look: (accountId) => ({
    ...{ service: 's3control', operation: 'get_public_access_block', input: { AccountId: accountId } },
  }),
  mended: unblocked.mended,
};

proveActions(
  ['s3', 's3control'],
  [...[unblocked, withoutBlock, withoutKms, withoutVersions, withoutLogs, withPolicy], ...[withoutPolicy, openAccount]],
);
