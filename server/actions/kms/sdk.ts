import type { SdkOfAction } from '../action.ts';

export const kms: SdkOfAction<typeof import('@aws-sdk/client-kms')> = {
  service: 'kms',
  client: 'KMSClient',
  load: () => import('@aws-sdk/client-kms'),
};

/** The ARN of a key. */
export const keyArn = 'arn:{partition}:kms:{region}:{account}:key/{id}';
