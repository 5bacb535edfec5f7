/** An S3 operation, the IAM action that it needs, and what it is about. */
export type S3Request = {
  operation: string;
  permission: string;
  bucket: string | undefined;
  objectKey: string | undefined;
};

type Names = { operation: string; permission: string };

const same = (operation: string): Names => ({ operation, permission: `s3:${operation}` });
const named = (operation: string, permission: string): Names => ({ operation, permission: `s3:${permission}` });

/**
 * Operations on a bucket's settings, by method and the query parameter that selects them.
 * S3's IAM actions often have other names than its operations:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
const bucketSettings: Record<string, Record<string, Names>> = {
  GET: {
    accelerate: named('GetBucketAccelerateConfiguration', 'GetAccelerateConfiguration'),
    acl: same('GetBucketAcl'),
    cors: named('GetBucketCors', 'GetBucketCORS'),
    encryption: named('GetBucketEncryption', 'GetEncryptionConfiguration'),
    'intelligent-tiering': named('ListBucketIntelligentTieringConfigurations', 'GetIntelligentTieringConfiguration'),
    inventory: named('ListBucketInventoryConfigurations', 'GetInventoryConfiguration'),
    lifecycle: named('GetBucketLifecycleConfiguration', 'GetLifecycleConfiguration'),
    location: same('GetBucketLocation'),
    logging: same('GetBucketLogging'),
    metrics: named('ListBucketMetricsConfigurations', 'GetMetricsConfiguration'),
    notification: named('GetBucketNotificationConfiguration', 'GetBucketNotification'),
    'object-lock': named('GetObjectLockConfiguration', 'GetBucketObjectLockConfiguration'),
    ownershipControls: same('GetBucketOwnershipControls'),
    policy: same('GetBucketPolicy'),
    policyStatus: same('GetBucketPolicyStatus'),
    publicAccessBlock: named('GetPublicAccessBlock', 'GetBucketPublicAccessBlock'),
    replication: named('GetBucketReplication', 'GetReplicationConfiguration'),
    requestPayment: same('GetBucketRequestPayment'),
    tagging: same('GetBucketTagging'),
    uploads: named('ListMultipartUploads', 'ListBucketMultipartUploads'),
    versioning: same('GetBucketVersioning'),
    versions: named('ListObjectVersions', 'ListBucketVersions'),
    website: same('GetBucketWebsite'),
  },
  PUT: {
    acl: same('PutBucketAcl'),
    cors: named('PutBucketCors', 'PutBucketCORS'),
    encryption: named('PutBucketEncryption', 'PutEncryptionConfiguration'),
    lifecycle: named('PutBucketLifecycleConfiguration', 'PutLifecycleConfiguration'),
    logging: same('PutBucketLogging'),
    notification: named('PutBucketNotificationConfiguration', 'PutBucketNotification'),
    ownershipControls: same('PutBucketOwnershipControls'),
    policy: same('PutBucketPolicy'),
    publicAccessBlock: named('PutPublicAccessBlock', 'PutBucketPublicAccessBlock'),
    replication: named('PutBucketReplication', 'PutReplicationConfiguration'),
    tagging: same('PutBucketTagging'),
    versioning: same('PutBucketVersioning'),
    website: same('PutBucketWebsite'),
  },
  DELETE: {
    cors: named('DeleteBucketCors', 'PutBucketCORS'),
    encryption: named('DeleteBucketEncryption', 'PutEncryptionConfiguration'),
    lifecycle: named('DeleteBucketLifecycle', 'PutLifecycleConfiguration'),
    ownershipControls: named('DeleteBucketOwnershipControls', 'PutBucketOwnershipControls'),
    policy: same('DeleteBucketPolicy'),
    publicAccessBlock: named('DeletePublicAccessBlock', 'PutBucketPublicAccessBlock'),
    replication: named('DeleteBucketReplication', 'PutReplicationConfiguration'),
    tagging: named('DeleteBucketTagging', 'PutBucketTagging'),
    website: same('DeleteBucketWebsite'),
  },
};

const bucketItself: Record<string, Names> = {
  GET: named('ListObjects', 'ListBucket'),
  HEAD: named('HeadBucket', 'ListBucket'),
  PUT: same('CreateBucket'),
  DELETE: same('DeleteBucket'),
  POST: named('DeleteObjects', 'DeleteObject'),
};

const objectItself: Record<string, Names> = {
  GET: same('GetObject'),
  HEAD: named('HeadObject', 'GetObject'),
  PUT: same('PutObject'),
  DELETE: same('DeleteObject'),
  POST: same('PutObject'),
};

/** Names the S3 operation of a path-style request (`/bucket/key?setting`). */
export function describeS3Request(method: string, url: URL): S3Request {
  const [bucket, ...keyParts] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (!bucket) return { ...named('ListBuckets', 'ListAllMyBuckets'), bucket: undefined, objectKey: undefined };
  const objectKey = keyParts.join('/') || undefined;
  return { ...nameOperation(method, url, objectKey !== undefined), bucket, objectKey };
}

function nameOperation(method: string, url: URL, isObject: boolean): Names {
  if (isObject) return objectItself[method] ?? same(`${method}Object`);
  for (const [parameter, names] of Object.entries(bucketSettings[method] ?? {})) {
    if (url.searchParams.has(parameter)) return names;
  }
  if (method === 'GET' && url.searchParams.get('list-type') === '2') return named('ListObjectsV2', 'ListBucket');
  return bucketItself[method] ?? same(`${method}Bucket`);
}
