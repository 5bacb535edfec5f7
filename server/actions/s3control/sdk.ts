import type { SdkOfAction } from '../action.ts';

export const s3control: SdkOfAction<typeof import('@aws-sdk/client-s3-control')> = {
  service: 's3control',
  client: 'S3ControlClient',
  load: () => import('@aws-sdk/client-s3-control'),
  hasAccountInHost: true,
};
