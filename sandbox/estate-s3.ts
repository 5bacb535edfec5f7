import {
  type BucketCannedACL,
  CreateBucketCommand,
  PutBucketAclCommand,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

type Bucket = {
  name: string;
  /** Which of the estate's regions, counted from 0. */
  region?: number;
  team: string;
  encryption?: 'AES256' | 'aws:kms';
  versioning?: 'Enabled' | 'Suspended';
  /** Whether the four public access blocks are on. `undefined`: on, as AWS makes a bucket. */
  publicAccessBlock?: boolean;
  acl?: BucketCannedACL;
  policy?: keyof typeof policyStatements;
  /** Old objects are deleted after so many days. */
  expiresAfterDays?: number;
  website?: true;
  /** Scripts of all sites may read and write. */
  corsForAll?: true;
  /** Nobody deletes objects before their time. */
  objectLock?: true;
  /** Server access logs go to the log bucket, in the first region. */
  logging?: true;
};

const logBucket = 'northwind-prod-access-logs';

const buckets: Record<'production' | 'development', Bucket[]> = {
  production: [
    { name: logBucket, team: 'platform', policy: 'receives logs', expiresAfterDays: 90 },
    {
      name: 'northwind-prod-website',
      team: 'web',
      publicAccessBlock: false,
      policy: 'public read',
      logging: true,
      website: true,
    },
    { name: 'northwind-prod-assets', team: 'web', publicAccessBlock: false, acl: 'public-read' },
    {
      name: 'northwind-prod-uploads',
      team: 'web',
      publicAccessBlock: false,
      acl: 'public-read-write',
      corsForAll: true,
    },
    {
      name: 'northwind-prod-invoices',
      team: 'finance',
      encryption: 'aws:kms',
      versioning: 'Enabled',
      policy: 'TLS only',
      logging: true,
    },
    {
      name: 'northwind-prod-invoices-replica',
      region: 1,
      team: 'finance',
      encryption: 'aws:kms',
      versioning: 'Enabled',
    },
    {
      name: 'northwind-prod-payments-audit',
      team: 'payments',
      encryption: 'aws:kms',
      versioning: 'Enabled',
      objectLock: true,
      policy: 'TLS only',
      logging: true,
    },
    { name: 'northwind-prod-orders-export', team: 'orders', versioning: 'Suspended' },
    { name: 'northwind-prod-terraform-state', team: 'platform', versioning: 'Enabled', policy: 'TLS only' },
    {
      name: 'northwind-prod-cloudtrail',
      team: 'security',
      encryption: 'aws:kms',
      versioning: 'Enabled',
      policy: 'TLS only',
      logging: true,
    },
    { name: 'northwind-prod-config', team: 'security', versioning: 'Enabled' },
    { name: 'northwind-prod-flow-logs', team: 'security' },
    { name: 'northwind-prod-db-dumps', team: 'platform' },
    { name: 'northwind-prod-db-dumps-eu', region: 1, team: 'platform', encryption: 'aws:kms' },
    { name: 'northwind-prod-data-lake-raw', team: 'data', versioning: 'Enabled' },
    { name: 'northwind-prod-data-lake-curated', team: 'data', versioning: 'Enabled', logging: true },
    { name: 'northwind-prod-athena-results', team: 'data' },
    {
      name: 'northwind-prod-catalog-images',
      region: 1,
      team: 'catalog',
      publicAccessBlock: false,
      policy: 'public read',
    },
    { name: 'northwind-prod-catalog-feeds', region: 1, team: 'catalog' },
    { name: 'northwind-prod-newsletter', region: 1, team: 'marketing', publicAccessBlock: false },
    { name: 'northwind-prod-apac-website', region: 2, team: 'web', publicAccessBlock: false, policy: 'public read' },
    { name: 'northwind-prod-apac-uploads', region: 2, team: 'web' },
    { name: 'northwind-old-backups-2018', team: 'unknown', publicAccessBlock: false, acl: 'authenticated-read' },
    { name: 'northwind-ftp-dropzone', team: 'unknown', publicAccessBlock: false },
  ],
  development: [
    { name: 'northwind-dev-website', team: 'web', publicAccessBlock: false, policy: 'public read' },
    { name: 'northwind-dev-uploads', team: 'web' },
    { name: 'northwind-dev-terraform-state', team: 'platform', versioning: 'Enabled' },
    { name: 'northwind-dev-scratch', team: 'unknown', publicAccessBlock: false, acl: 'public-read' },
    { name: 'northwind-dev-prod-dump-copy', team: 'data' },
    { name: 'northwind-dev-artifacts', team: 'platform', versioning: 'Enabled' },
  ],
};

type Place = { partition: string; regions: string[]; estate: 'production' | 'development' };

/** Makes the account's buckets. */
export async function seedS3(connect: (region: string) => S3Client, place: Place): Promise<void> {
  const clients = new Map(place.regions.map((region) => [region, connect(region)]));
  const forEach = (chosen: Bucket[], work: (s3: S3Client, bucket: Bucket, region: string) => Promise<void>) =>
    Promise.all(
      chosen.map(async (bucket) => {
        const region = place.regions[(bucket.region ?? 0) % place.regions.length];
        const s3 = region && clients.get(region);
        if (s3) await work(s3, bucket, region);
      }),
    );
  const all = buckets[place.estate];
  await forEach(all, (s3, bucket, region) => seedBucket(s3, bucket, region, place.partition));
  // S3 looks whether the log bucket takes logs.
  await forEach(
    all.filter((bucket) => bucket.logging),
    switchOnLogging,
  );
}

async function seedBucket(s3: S3Client, bucket: Bucket, region: string, partition: string): Promise<void> {
  const Bucket = bucket.name;
  const isBlocked = bucket.publicAccessBlock ?? true;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ObjectLockEnabledForBucket: bucket.objectLock,
      // us-east-1 is the one region that must not be named.
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
    }),
  );
  await Promise.all([
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: bucket.encryption ?? 'AES256' },
              BucketKeyEnabled: bucket.encryption === 'aws:kms',
            },
          ],
        },
      }),
    ),
    s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: isBlocked,
          IgnorePublicAcls: isBlocked,
          BlockPublicPolicy: isBlocked,
          RestrictPublicBuckets: isBlocked,
        },
      }),
    ),
    s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: bucket.team }] } })),
    s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: bucket.acl ? 'ObjectWriter' : 'BucketOwnerEnforced' }] },
      }),
    ),
    bucket.acl && s3.send(new PutBucketAclCommand({ Bucket, ACL: bucket.acl })),
    bucket.versioning &&
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: bucket.versioning } })),
    bucket.expiresAfterDays &&
      s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: {
            Rules: [
              { ID: 'old', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: bucket.expiresAfterDays } },
            ],
          },
        }),
      ),
    bucket.website &&
      s3.send(
        new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration: { IndexDocument: { Suffix: 'index.html' } } }),
      ),
    bucket.corsForAll &&
      s3.send(
        new PutBucketCorsCommand({
          Bucket,
          CORSConfiguration: { CORSRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'] }] },
        }),
      ),
    bucket.policy &&
      s3.send(new PutBucketPolicyCommand({ Bucket, Policy: bucketPolicy(bucket.policy, Bucket, partition) })),
  ]);
}

async function switchOnLogging(s3: S3Client, bucket: Bucket): Promise<void> {
  await s3.send(
    new PutBucketLoggingCommand({
      Bucket: bucket.name,
      BucketLoggingStatus: { LoggingEnabled: { TargetBucket: logBucket, TargetPrefix: `${bucket.name}/` } },
    }),
  );
}

const policyStatements = {
  'public read': { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
  'receives logs': { Effect: 'Allow', Principal: { Service: 'logging.s3.amazonaws.com' }, Action: 's3:PutObject' },
  'TLS only': {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
};

function bucketPolicy(name: keyof typeof policyStatements, bucketName: string, partition: string): string {
  const Resource = `arn:${partition}:s3:::${bucketName}/*`;
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ ...policyStatements[name], Resource }] });
}
