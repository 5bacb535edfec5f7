import type { Method, Resource } from '@aws-sdk/client-api-gateway';
import { declareService } from '../declare-service.ts';

// API Gateway's actions are named after HTTP's methods:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
const permission = 'apigateway:GET';

/**
 * Who may call the resources of an API, and what stands behind them, in a steady order: AWS gives them in any. How
 * requests and answers are mapped is left out; it is bulky and can hold secrets.
 */
export function callableResources(resources: readonly Resource[] | undefined) {
  return resources
    ?.map(({ id, path, resourceMethods }) => ({
      id,
      path,
      resourceMethods: Object.fromEntries(
        Object.entries(resourceMethods ?? {}).map(([verb, method]) => [verb, guardsOf(method)]),
      ),
    }))
    .sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}

function guardsOf(method: Method) {
  const { authorizationType, authorizerId, authorizationScopes, apiKeyRequired, requestValidatorId } = method;
  const { type, uri, connectionType, connectionId, credentials, tlsConfig } = method.methodIntegration ?? {};
  return {
    authorizationType,
    authorizerId,
    authorizationScopes,
    apiKeyRequired,
    requestValidatorId,
    methodIntegration: { type, uri, connectionType, connectionId, credentials, tlsConfig },
  };
}

export const apigateway = declareService(
  {
    id: 'apigateway',
    name: 'Amazon API Gateway (REST APIs)',
    scope: 'regional',
    load: () => import('@aws-sdk/client-api-gateway'),
    client: 'APIGatewayClient',
    // One action reads everything, the API keys too. `/usageplans/*` is left out because their keys are below it.
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
    scopedActions: {
      [permission]: [
        'arn:*:apigateway:*::/restapis',
        'arn:*:apigateway:*::/restapis/*',
        'arn:*:apigateway:*::/domainnames',
        'arn:*:apigateway:*::/vpclinks',
        'arn:*:apigateway:*::/clientcertificates',
      ],
    },
    encodedDocuments: ['policy', 'managementPolicy'],
    // The variables of a stage, and those that its canary has instead.
    withheld: ['variables', 'stageVariableOverrides'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ApiGateway::RestApi',
      list: 'GetRestApis',
      permission,
      input: { limit: 500 },
      items: (page) => page.items,
      arn: (api, at) => `arn:${at.partition}:apigateway:${at.region}::/restapis/${api.id}`,
      name: (api) => api.name,
      tags: 'tags',
      gone: ['NotFoundException'],
      parts: (read) => ({
        Authorizers: read('GetAuthorizers', {
          permission,
          input: (api) => ({ restApiId: api.id, limit: 500 }),
          pick: (output) => output.items,
          allPages: true,
          pages: { input: 'position', output: 'position' },
        }),
        Resources: read('GetResources', {
          permission,
          input: (api) => ({ restApiId: api.id, embed: ['methods'], limit: 500 }),
          pick: (output) => callableResources(output.items),
          allPages: true,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::ApiGateway::Stage',
          list: 'GetStages',
          permission,
          input: (api) => ({ restApiId: api.id }),
          items: (page) => page.item,
          arn: (stage, at, api) =>
            `arn:${at.partition}:apigateway:${at.region}::/restapis/${api.id}/stages/${stage.stageName}`,
          name: (stage) => stage.stageName,
          tags: 'tags',
        }),
      ],
    }),
    // The names of HTTP and WebSocket APIs too.
    asset({
      type: 'AWS::ApiGateway::DomainName',
      list: 'GetDomainNames',
      permission,
      input: { limit: 500 },
      items: (page) => page.items,
      arn: (domain, at) =>
        domain.domainNameArn ?? `arn:${at.partition}:apigateway:${at.region}::/domainnames/${domain.domainName}`,
      name: (domain) => domain.domainName,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::ApiGateway::VpcLink',
      list: 'GetVpcLinks',
      permission,
      input: { limit: 500 },
      items: (page) => page.items,
      arn: (link, at) => `arn:${at.partition}:apigateway:${at.region}::/vpclinks/${link.id}`,
      name: (link) => link.name,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::ApiGateway::ClientCertificate',
      list: 'GetClientCertificates',
      permission,
      input: { limit: 500 },
      items: (page) => page.items,
      arn: (certificate, at) =>
        `arn:${at.partition}:apigateway:${at.region}::/clientcertificates/${certificate.clientCertificateId}`,
      tags: 'tags',
    }),
  ],
);
