import type { SdkOfAction } from '../action.ts';

export const lambda: SdkOfAction<typeof import('@aws-sdk/client-lambda')> = {
  service: 'lambda',
  client: 'LambdaClient',
  load: () => import('@aws-sdk/client-lambda'),
};

/** The ARN of the function itself, not of its versions and aliases. */
export const functionArn = 'arn:{partition}:lambda:{region}:{account}:function:{name}';
