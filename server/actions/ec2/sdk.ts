import type { SdkOfAction } from '../action.ts';

export const ec2: SdkOfAction<typeof import('@aws-sdk/client-ec2')> = {
  service: 'ec2',
  client: 'EC2Client',
  load: () => import('@aws-sdk/client-ec2'),
};
