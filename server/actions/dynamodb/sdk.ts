import type { SdkOfAction } from '../action.ts';

export const dynamodb: SdkOfAction<typeof import('@aws-sdk/client-dynamodb')> = {
  service: 'dynamodb',
  client: 'DynamoDBClient',
  load: () => import('@aws-sdk/client-dynamodb'),
};

export const tableArn = 'arn:{partition}:dynamodb:{region}:{account}:table/{name}';

export const tableGone = ['ResourceNotFoundException', 'TableNotFoundException'];
