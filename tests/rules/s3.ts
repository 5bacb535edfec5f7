import * as s3 from '@aws-sdk/client-s3';
import { PutPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import type { Settings, Wrong } from './wrong.ts';

/** The host of S3 Control begins with the account's number, which no address of the sandbox does. */
class DirectS3Control extends S3ControlClient {
  constructor(settings: Settings) {
    super({ ...settings, endpointProvider: () => ({ url: new URL(settings.endpoint) }) });
  }
}

const Bucket = 'wrong-bucket-of-rules';
const arn = `arn:aws:s3:::${Bucket}`;
const blocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const wrongBucket: Wrong = {
  what: 'a bucket that everybody reads, over plain HTTP, without versions, logs or limits',
  rules: [
    's3-bucket-public-access-blocked',
    's3-bucket-policy-not-public',
    's3-bucket-policy-requires-tls',
    's3-bucket-acl-no-public-read',
    's3-bucket-acls-disabled',
    's3-bucket-versioning-enabled',
    's3-bucket-logging-enabled',
    's3-bucket-no-website',
    's3-bucket-cors-no-writes-from-everywhere',
    's3-bucket-lifecycle-configured',
  ],
  async make(connect) {
    const client = connect(s3.S3Client);
    await client.send(new s3.CreateBucketCommand({ Bucket, ObjectOwnership: 'ObjectWriter' }));
    const open = {
      BlockPublicAcls: false,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: open }));
    await client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'public-read' }));
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` };
    await client.send(
      new s3.PutBucketPolicyCommand({
        Bucket,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
    await client.send(
      new s3.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }),
    );
    const CORSRules = [{ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['*'] }];
    await client.send(new s3.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    return Bucket;
  },
  async mend(connect) {
    const client = connect(s3.S3Client);
    await client.send(new s3.DeleteBucketWebsiteCommand({ Bucket }));
    await client.send(new s3.DeleteBucketCorsCommand({ Bucket }));
    await client.send(new s3.PutBucketAclCommand({ Bucket, ACL: 'private' }));
    await client.send(
      new s3.PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    );
    const statement = {
      ...{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    await client.send(
      new s3.PutBucketPolicyCommand({
        Bucket,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      }),
    );
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: blocked }));
    await client.send(new s3.PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
    const logs = `${Bucket}-logs`;
    await client.send(new s3.CreateBucketCommand({ Bucket: logs }));
    const write = {
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${logs}/*`,
    };
    await client.send(
      new s3.PutBucketPolicyCommand({
        Bucket: logs,
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [write] }),
      }),
    );
    await client.send(
      new s3.PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: logs, TargetPrefix: 'of/' } },
      }),
    );
    const Rules: s3.LifecycleRule[] = [
      {
        ID: 'old',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ];
    await client.send(new s3.PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
  },
};

export const unblockedAccount: Wrong = {
  what: 'an account in which buckets can be made public',
  rules: ['s3-account-public-access-blocked'],
  async make(_, accountId) {
    return accountId;
  },
  async mend(connect, AccountId) {
    await connect(DirectS3Control).send(
      new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration: blocked }),
    );
  },
};
