import { declareService } from '../declare-service.ts';

export const cognitoIdp = declareService(
  {
    id: 'cognito-idp',
    name: 'Amazon Cognito user pools',
    scope: 'regional',
    load: () => import('@aws-sdk/client-cognito-identity-provider'),
    client: 'CognitoIdentityProviderClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Cognito::UserPool',
      list: 'ListUserPools',
      input: { MaxResults: 60 },
      items: (page) => page.UserPools,
      arn: (pool, at) => `arn:${at.partition}:cognito-idp:${at.region}:${at.accountId}:userpool/${pool.Id}`,
      name: (pool) => pool.Name,
      tags: 'UserPool.UserPoolTags',
      volatile: ['UserPool.EstimatedNumberOfUsers'],
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        UserPool: read('DescribeUserPool', {
          input: (pool) => ({ UserPoolId: pool.Id }),
          pick: (output) => output.UserPool,
        }),
        RiskConfiguration: read('DescribeRiskConfiguration', {
          input: (pool) => ({ UserPoolId: pool.Id }),
          pick: (output) => output.RiskConfiguration,
          absent: ['UserPoolAddOnNotEnabledException'],
        }),
        // A group may give its members an IAM role.
        Groups: read('ListGroups', {
          input: (pool) => ({ UserPoolId: pool.Id, Limit: 60 }),
          pick: (output) => output.Groups,
          allPages: true,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::Cognito::UserPoolClient',
          list: 'ListUserPoolClients',
          input: (pool) => ({ UserPoolId: pool.Id, MaxResults: 60 }),
          items: (page) => page.UserPoolClients,
          // AWS gives clients no ARN. They are not described, since that brings their secrets:
          // https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html
          arn: (client, at) =>
            `arn:${at.partition}:cognito-idp:${at.region}:${at.accountId}:userpool/${client.UserPoolId}/client/${client.ClientId}`,
          name: (client) => client.ClientName,
        }),
      ],
    }),
  ],
);
