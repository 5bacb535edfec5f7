import type { SdkOfAction } from '../action.ts';

export const ecr: SdkOfAction<typeof import('@aws-sdk/client-ecr')> = {
  service: 'ecr',
  client: 'ECRClient',
  load: () => import('@aws-sdk/client-ecr'),
};

export const repositoryArn = 'arn:{partition}:ecr:{region}:{account}:repository/{name}';
