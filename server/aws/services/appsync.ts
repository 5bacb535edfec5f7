import { declareService } from '../declare-service.ts';

// `appsync:ListApiKeys` is never asked for: the ID of a key is the key itself. That an API takes keys is in its
// authentication types: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
export const appsync = declareService(
  {
    id: 'appsync',
    name: 'AWS AppSync',
    scope: 'regional',
    load: () => import('@aws-sdk/client-appsync'),
    client: 'AppSyncClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::AppSync::GraphQLApi',
      list: 'ListGraphqlApis',
      input: { maxResults: 25 },
      items: (page) => page.graphqlApis,
      arn: (api) => api.arn ?? '',
      name: (api) => api.name,
      tags: 'tags',
      gone: ['NotFoundException'],
      parts: (read) => ({
        ApiCache: read('GetApiCache', {
          input: (api) => ({ apiId: api.apiId }),
          pick: (output) => output.apiCache,
          absent: ['NotFoundException'],
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::AppSync::DataSource',
          list: 'ListDataSources',
          input: (api) => ({ apiId: api.apiId, maxResults: 25 }),
          items: (page) => page.dataSources,
          arn: (source) => source.dataSourceArn ?? '',
          name: (source) => source.name,
        }),
      ],
    }),
    asset({
      type: 'AWS::AppSync::Api',
      list: 'ListApis',
      input: { maxResults: 25 },
      items: (page) => page.apis,
      arn: (api) => api.apiArn ?? '',
      name: (api) => api.name,
      tags: 'tags',
    }),
  ],
);
