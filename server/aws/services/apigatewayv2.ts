import { declareService } from '../declare-service.ts';

// The actions are those of `apigateway`, and so is the list of domain names.
const permission = 'apigateway:GET';
const pages = { input: 'NextToken', output: 'NextToken' };

export const apigatewayv2 = declareService(
  {
    id: 'apigatewayv2',
    name: 'Amazon API Gateway (HTTP and WebSocket APIs)',
    scope: 'regional',
    load: () => import('@aws-sdk/client-apigatewayv2'),
    client: 'ApiGatewayV2Client',
    iamPrefix: 'apigateway',
    scopedActions: {
      [permission]: ['arn:*:apigateway:*::/apis', 'arn:*:apigateway:*::/apis/*', 'arn:*:apigateway:*::/vpclinks'],
    },
    // What a stage's variables and an integration's mappings hold; of the mappings the names stay.
    withheld: ['StageVariables', 'RequestParameters', 'RequestTemplates', 'ResponseParameters'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ApiGatewayV2::Api',
      list: 'GetApis',
      permission,
      pages,
      input: { MaxResults: '500' },
      items: (page) => page.Items,
      arn: (api, at) => `arn:${at.partition}:apigateway:${at.region}::/apis/${api.ApiId}`,
      name: (api) => api.Name,
      gone: ['NotFoundException'],
      parts: (read) => ({
        Authorizers: read('GetAuthorizers', {
          permission,
          input: (api) => ({ ApiId: api.ApiId, MaxResults: '500' }),
          pick: (output) => output.Items,
          allPages: true,
          pages,
        }),
        Routes: read('GetRoutes', {
          permission,
          input: (api) => ({ ApiId: api.ApiId, MaxResults: '500' }),
          pick: (output) => output.Items,
          allPages: true,
          pages,
        }),
        Integrations: read('GetIntegrations', {
          permission,
          input: (api) => ({ ApiId: api.ApiId, MaxResults: '500' }),
          pick: (output) => output.Items,
          allPages: true,
          pages,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::ApiGatewayV2::Stage',
          list: 'GetStages',
          permission,
          pages,
          input: (api) => ({ ApiId: api.ApiId, MaxResults: '500' }),
          items: (page) => page.Items,
          arn: (stage, at, api) =>
            `arn:${at.partition}:apigateway:${at.region}::/apis/${api.ApiId}/stages/${stage.StageName}`,
          name: (stage) => stage.StageName,
        }),
      ],
    }),
    asset({
      type: 'AWS::ApiGatewayV2::VpcLink',
      list: 'GetVpcLinks',
      permission,
      pages,
      input: { MaxResults: '500' },
      items: (page) => page.Items,
      arn: (link, at) => `arn:${at.partition}:apigateway:${at.region}::/vpclinks/${link.VpcLinkId}`,
      name: (link) => link.Name,
    }),
  ],
);
