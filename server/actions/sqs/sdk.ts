import type { SdkOfAction } from '../action.ts';

export const sqs: SdkOfAction<typeof import('@aws-sdk/client-sqs')> = {
  service: 'sqs',
  client: 'SQSClient',
  load: () => import('@aws-sdk/client-sqs'),
};

export const queueArn = 'arn:{partition}:sqs:{region}:{account}:{id}';
