import type { SdkOfAction } from '../action.ts';

export const ec2: SdkOfAction<typeof import('@aws-sdk/client-ec2')> = {
  service: 'ec2',
  client: 'EC2Client',
  load: () => import('@aws-sdk/client-ec2'),
};

/** ARNs of what an action is for. AWS gives those of snapshots and images no account. */
export const arns = {
  address: 'arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}',
  image: 'arn:{partition}:ec2:{region}::image/{id}',
  instance: 'arn:{partition}:ec2:{region}:{account}:instance/{id}',
  securityGroup: 'arn:{partition}:ec2:{region}:{account}:security-group/{id}',
  snapshot: 'arn:{partition}:ec2:{region}::snapshot/{id}',
  volume: 'arn:{partition}:ec2:{region}:{account}:volume/{id}',
};
