import type { SdkOfAction } from '../action.ts';

export const elbv2: SdkOfAction<typeof import('@aws-sdk/client-elastic-load-balancing-v2')> = {
  service: 'elbv2',
  client: 'ElasticLoadBalancingV2Client',
  load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
};
