import { declareService } from '../declare-service.ts';

const pages = { input: 'NextToken', output: 'NextToken' };

export const eventbridge = declareService(
  {
    id: 'eventbridge',
    name: 'Amazon EventBridge',
    scope: 'regional',
    load: () => import('@aws-sdk/client-eventbridge'),
    client: 'EventBridgeClient',
    iamPrefix: 'events',
    encodedDocuments: ['Policy', 'EventPattern'],
    // What a rule hands to its targets.
    withheld: [
      ...['Input', 'InputTemplate', 'HeaderParameters', 'QueryStringParameters', 'PathParameterValues'],
      ...['PipelineParameterList', 'Sql', 'Sqls', 'GraphQLOperation'],
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Events::EventBus',
      list: 'ListEventBuses',
      pages,
      input: { Limit: 100 },
      items: (page) => page.EventBuses,
      arn: (bus) => bus.Arn ?? '',
      name: (bus) => bus.Name,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        EventBus: read('DescribeEventBus', { input: (bus) => ({ Name: bus.Name }) }),
        Tags: read('ListTagsForResource', {
          input: (bus) => ({ ResourceARN: bus.Arn }),
          pick: (output) => output.Tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::Events::Rule',
          list: 'ListRules',
          pages,
          input: (bus) => ({ EventBusName: bus.Name, Limit: 100 }),
          items: (page) => page.Rules,
          arn: (rule) => rule.Arn ?? '',
          name: (rule) => rule.Name,
          gone: ['ResourceNotFoundException'],
          parts: (read) => ({
            Targets: read('ListTargetsByRule', {
              input: (rule) => ({ Rule: rule.Name, EventBusName: rule.EventBusName, Limit: 100 }),
              pick: (output) => output.Targets,
              allPages: true,
              pages,
            }),
            Tags: read('ListTagsForResource', {
              input: (rule) => ({ ResourceARN: rule.Arn }),
              pick: (output) => output.Tags,
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::Events::Connection',
      list: 'ListConnections',
      pages,
      input: { Limit: 100 },
      items: (page) => page.Connections,
      arn: (connection) => connection.ConnectionArn ?? '',
      name: (connection) => connection.Name,
      volatile: ['LastAuthorizedTime'],
    }),
    asset({
      type: 'AWS::Events::ApiDestination',
      list: 'ListApiDestinations',
      pages,
      input: { Limit: 100 },
      items: (page) => page.ApiDestinations,
      arn: (destination) => destination.ApiDestinationArn ?? '',
      name: (destination) => destination.Name,
    }),
    asset({
      type: 'AWS::Events::Endpoint',
      list: 'ListEndpoints',
      pages,
      input: { MaxResults: 100 },
      items: (page) => page.Endpoints,
      arn: (endpoint) => endpoint.Arn ?? '',
      name: (endpoint) => endpoint.Name,
    }),
  ],
);
