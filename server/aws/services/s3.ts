import { declareService } from '../declare-service.ts';

// S3's IAM actions often have other names than its operations:
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
export const s3 = declareService(
  {
    id: 's3',
    name: 'Amazon S3',
    scope: 'global',
    load: () => import('@aws-sdk/client-s3'),
    client: 'S3Client',
    encodedDocuments: ['Policy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::S3::Bucket',
      list: 'ListBuckets',
      permission: 's3:ListAllMyBuckets',
      // AWS tells a bucket's region only when the request has at least one parameter.
      input: { MaxBuckets: 1000 },
      items: (page) => page.Buckets,
      arn: (bucket, at) => `arn:${at.partition}:s3:::${bucket.Name}`,
      name: (bucket) => bucket.Name,
      region: (bucket) => bucket.BucketRegion,
      tags: 'Tagging',
      gone: ['NoSuchBucket'],
      parts: (read) => ({
        Encryption: read('GetBucketEncryption', {
          permission: 's3:GetEncryptionConfiguration',
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.ServerSideEncryptionConfiguration,
          absent: ['ServerSideEncryptionConfigurationNotFoundError'],
        }),
        Versioning: read('GetBucketVersioning', { input: (bucket) => ({ Bucket: bucket.Name }) }),
        PublicAccessBlock: read('GetPublicAccessBlock', {
          permission: 's3:GetBucketPublicAccessBlock',
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.PublicAccessBlockConfiguration,
          absent: ['NoSuchPublicAccessBlockConfiguration'],
        }),
        Policy: read('GetBucketPolicy', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.Policy,
          absent: ['NoSuchBucketPolicy'],
        }),
        PolicyStatus: read('GetBucketPolicyStatus', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.PolicyStatus,
          absent: ['NoSuchBucketPolicy'],
        }),
        Acl: read('GetBucketAcl', { input: (bucket) => ({ Bucket: bucket.Name }) }),
        OwnershipControls: read('GetBucketOwnershipControls', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.OwnershipControls,
          absent: ['OwnershipControlsNotFoundError'],
        }),
        Lifecycle: read('GetBucketLifecycleConfiguration', {
          permission: 's3:GetLifecycleConfiguration',
          input: (bucket) => ({ Bucket: bucket.Name }),
          absent: ['NoSuchLifecycleConfiguration'],
        }),
        Replication: read('GetBucketReplication', {
          permission: 's3:GetReplicationConfiguration',
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.ReplicationConfiguration,
          absent: ['ReplicationConfigurationNotFoundError'],
        }),
        ObjectLock: read('GetObjectLockConfiguration', {
          permission: 's3:GetBucketObjectLockConfiguration',
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.ObjectLockConfiguration,
          absent: ['ObjectLockConfigurationNotFoundError'],
        }),
        Notification: read('GetBucketNotificationConfiguration', {
          permission: 's3:GetBucketNotification',
          input: (bucket) => ({ Bucket: bucket.Name }),
        }),
        Website: read('GetBucketWebsite', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          absent: ['NoSuchWebsiteConfiguration'],
        }),
        Cors: read('GetBucketCors', {
          permission: 's3:GetBucketCORS',
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.CORSRules,
          absent: ['NoSuchCORSConfiguration'],
        }),
        Logging: read('GetBucketLogging', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.LoggingEnabled,
        }),
        Tagging: read('GetBucketTagging', {
          input: (bucket) => ({ Bucket: bucket.Name }),
          pick: (output) => output.TagSet,
          absent: ['NoSuchTagSet'],
        }),
      }),
    }),
  ],
);
