import type { SdkOfAction } from '../action.ts';

export const s3: SdkOfAction<typeof import('@aws-sdk/client-s3')> = {
  service: 's3',
  client: 'S3Client',
  load: () => import('@aws-sdk/client-s3'),
};

/** The ARN of the bucket itself, of an action's resource. */
export const bucketArn = 'arn:{partition}:s3:::{name}';
