import { declareService } from '../declare-service.ts';

export const cognitoIdentity = declareService(
  {
    id: 'cognito-identity',
    name: 'Amazon Cognito identity pools',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cognito-identity'),
    client: 'CognitoIdentityClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Cognito::IdentityPool',
      list: 'ListIdentityPools',
      input: { MaxResults: 60 },
      items: (page) => page.IdentityPools,
      arn: (pool, at) =>
        `arn:${at.partition}:cognito-identity:${at.region}:${at.accountId}:identitypool/${pool.IdentityPoolId}`,
      name: (pool) => pool.IdentityPoolName,
      tags: 'IdentityPool.IdentityPoolTags',
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        IdentityPool: read('DescribeIdentityPool', { input: (pool) => ({ IdentityPoolId: pool.IdentityPoolId }) }),
        Roles: read('GetIdentityPoolRoles', { input: (pool) => ({ IdentityPoolId: pool.IdentityPoolId }) }),
      }),
    }),
  ],
);
