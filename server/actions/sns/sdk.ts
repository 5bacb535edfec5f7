import type { SdkOfAction } from '../action.ts';

export const sns: SdkOfAction<typeof import('@aws-sdk/client-sns')> = {
  service: 'sns',
  client: 'SNSClient',
  load: () => import('@aws-sdk/client-sns'),
};

export const topicArn = 'arn:{partition}:sns:{region}:{account}:{id}';
