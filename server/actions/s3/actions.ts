import type { ActionDeclaration } from '../action.ts';
import { blockPublicAccessOfBucket } from './block-public-access.ts';
import { enableVersioningOfBucket } from './enable-versioning.ts';
import { encryptBucketByDefault } from './encrypt-by-default.ts';
import { logAccessToBucket } from './log-access.ts';
import { requireTlsOfBucket } from './require-tls.ts';

export const s3Actions: readonly ActionDeclaration[] = [
  blockPublicAccessOfBucket,
  encryptBucketByDefault,
  enableVersioningOfBucket,
  logAccessToBucket,
  requireTlsOfBucket,
];
