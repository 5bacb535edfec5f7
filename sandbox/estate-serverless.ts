import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient, CreateGraphqlApiCommand } from '@aws-sdk/client-appsync';
import {
  CreateConnectionCommand,
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { CreateClusterV2Command, KafkaClient } from '@aws-sdk/client-kafka';
import {
  AddLayerVersionPermissionCommand,
  AddPermissionCommand,
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type CreateFunctionRequest,
  CreateFunctionUrlConfigCommand,
  LambdaClient,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { CreateBrokerCommand, MqClient } from '@aws-sdk/client-mq';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Connect } from './estate-clients.ts';
import { lowerTagPairs, seedDelivery, seedRole, tagPairs, tags, type Where } from './estate-serverless-delivery.ts';

/** Makes the ARN of a resource in the home region. */
type ArnIn = (service: string, resource: string) => string;

/**
 * Makes what runs without machines: functions and their APIs, queues, topics and buses, workflows, build and delivery.
 * Its faults: a function, a layer, a queue, a topic and a bus for everybody, secrets in variables, a retired runtime, an API
 * without authorization or log, a broker on the internet.
 */
export async function seedServerless(connect: Connect, where: Where): Promise<void> {
  const [home = '', second] = where.regions;
  const arnIn: ArnIn = (service, resource) =>
    `arn:${where.partition}:${service}:${home}:${where.accountId}:${resource}`;
  const roleArnOf = (name: string) => `arn:${where.partition}:iam::${where.accountId}:role/${name}`;
  const iam = connect(IAMClient, home);
  await Promise.all([
    seedRole(iam, 'checkout-functions', 'lambda').then(() =>
      seedFunctions(connect, home, roleArnOf('checkout-functions'), arnIn),
    ),
    seedDelivery(connect, where),
    seedRestApi(connect(APIGatewayClient, home)),
    seedHttpApi(connect(ApiGatewayV2Client, home)),
    seedMessages(connect, home, where, arnIn),
    seedEvents(connect(EventBridgeClient, home), arnIn),
    connect(SFNClient, home).send(
      new CreateStateMachineCommand({
        name: 'refunds',
        roleArn: roleArnOf('checkout-functions'),
        definition: JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } }),
        tags: lowerTagPairs,
      }),
    ),
    connect(AppSyncClient, home).send(
      new CreateGraphqlApiCommand({ name: 'storefront', authenticationType: 'API_KEY', tags }),
    ),
    connect(MqClient, home).send(
      new CreateBrokerCommand({
        BrokerName: 'legacy-orders',
        EngineType: 'ACTIVEMQ',
        EngineVersion: '5.18',
        HostInstanceType: 'mq.t3.micro',
        DeploymentMode: 'SINGLE_INSTANCE',
        PubliclyAccessible: true,
        AutoMinorVersionUpgrade: false,
        Users: [{ Username: 'orders', Password: 'not-a-real-password' }],
        Tags: tags,
      }),
    ),
    connect(KafkaClient, home).send(
      new CreateClusterV2Command({
        ClusterName: 'clickstream',
        Provisioned: {
          KafkaVersion: '2.8.1',
          NumberOfBrokerNodes: 2,
          BrokerNodeGroupInfo: {
            InstanceType: 'kafka.t3.small',
            ClientSubnets: ['subnet-0a1b2c3d', 'subnet-4e5f6a7b'],
          },
        },
        Tags: tags,
      }),
    ),
    second &&
      connect(SQSClient, second).send(
        new CreateQueueCommand({ QueueName: 'orders-replica', Attributes: { SqsManagedSseEnabled: 'true' }, tags }),
      ),
  ]);
}

async function seedFunctions(connect: Connect, region: string, Role: string, arnIn: ArnIn): Promise<void> {
  const lambda = connect(LambdaClient, region);
  const create = (settings: Partial<CreateFunctionRequest> & { FunctionName: string }) =>
    lambda.send(
      new CreateFunctionCommand({
        Runtime: 'nodejs22.x',
        Role,
        Handler: 'index.handler',
        Code: emptyCode,
        Tags: tags,
        ...settings,
      }),
    );
  await Promise.all([
    create({
      FunctionName: 'checkout-api',
      Environment: { Variables: { TABLE: 'orders', PAYMENT_API_KEY: 'not-a-real-key' } },
    }).then(() =>
      Promise.all([
        lambda.send(
          new AddPermissionCommand({
            FunctionName: 'checkout-api',
            StatementId: 'everybody',
            Action: 'lambda:InvokeFunction',
            Principal: '*',
          }),
        ),
        lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: 'checkout-api', AuthType: 'NONE' })),
      ]),
    ),
    create({ FunctionName: 'receipt-pdf', TracingConfig: { Mode: 'Active' } }),
    Promise.all([
      create({ FunctionName: 'legacy-report', Runtime: 'python3.8' }),
      connect(SQSClient, region).send(new CreateQueueCommand({ QueueName: 'report-requests', tags })),
    ]).then(() =>
      lambda.send(
        new CreateEventSourceMappingCommand({
          FunctionName: 'legacy-report',
          EventSourceArn: arnIn('sqs', 'report-requests'),
        }),
      ),
    ),
    lambda
      .send(
        new PublishLayerVersionCommand({ LayerName: 'shared', Content: emptyCode, CompatibleRuntimes: ['nodejs22.x'] }),
      )
      .then(() =>
        lambda.send(
          new AddLayerVersionPermissionCommand({
            LayerName: 'shared',
            VersionNumber: 1,
            StatementId: 'everybody',
            Action: 'lambda:GetLayerVersion',
            Principal: '*',
          }),
        ),
      ),
  ]);
}

/** A ZIP file with nothing in it. */
const emptyCode = { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') };

async function seedRestApi(apiGateway: APIGatewayClient): Promise<void> {
  const { id: restApiId, rootResourceId: resourceId } = await apiGateway.send(
    new CreateRestApiCommand({ name: 'partner-api', endpointConfiguration: { types: ['REGIONAL'] }, tags }),
  );
  await apiGateway.send(new PutMethodCommand({ restApiId, resourceId, httpMethod: 'POST', authorizationType: 'NONE' }));
  await apiGateway.send(
    new PutIntegrationCommand({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: 'http://orders.example.com/partner',
    }),
  );
  await apiGateway.send(
    new CreateDeploymentCommand({ restApiId, stageName: 'prod', variables: { backendKey: 'not-a-real-key' } }),
  );
}

async function seedHttpApi(apiGateway: ApiGatewayV2Client): Promise<void> {
  const { ApiId } = await apiGateway.send(
    new CreateApiCommand({
      Name: 'storefront',
      ProtocolType: 'HTTP',
      CorsConfiguration: { AllowOrigins: ['*'] },
      Tags: tags,
    }),
  );
  await Promise.all([
    apiGateway.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /orders', AuthorizationType: 'NONE' })),
    apiGateway.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true })),
  ]);
}

async function seedMessages(connect: Connect, region: string, where: Where, arnIn: ArnIn): Promise<void> {
  const sqs = connect(SQSClient, region);
  const sns = connect(SNSClient, region);
  const [openTopic] = await Promise.all([
    sns.send(
      new CreateTopicCommand({
        Name: 'order-events',
        Attributes: {
          Policy: JSON.stringify(policyWith({ Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: '*' })),
        },
        Tags: tagPairs,
      }),
    ),
    sns.send(
      new CreateTopicCommand({ Name: 'alarms', Attributes: { KmsMasterKeyId: 'alias/aws/sns' }, Tags: tagPairs }),
    ),
    sqs.send(
      new CreateQueueCommand({
        QueueName: 'partner-drop',
        Attributes: {
          SqsManagedSseEnabled: 'false',
          Policy: JSON.stringify(
            policyWith({ Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: arnIn('sqs', 'partner-drop') }),
          ),
        },
        tags,
      }),
    ),
    sqs.send(
      new CreateQueueCommand({
        QueueName: 'orders.fifo',
        Attributes: { FifoQueue: 'true', KmsMasterKeyId: 'alias/aws/sqs' },
      }),
    ),
  ]);
  await sns.send(
    new SubscribeCommand({
      TopicArn: openTopic.TopicArn,
      Protocol: 'sqs',
      Endpoint: `arn:${where.partition}:sqs:${region}:${where.accountId}:partner-drop`,
    }),
  );
}

async function seedEvents(events: EventBridgeClient, arnIn: ArnIn): Promise<void> {
  await events.send(
    new CreateConnectionCommand({
      Name: 'crm',
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-api-key', ApiKeyValue: 'not-a-real-key' } },
    }),
  );
  await events.send(new CreateEventBusCommand({ Name: 'orders', Tags: tagPairs }));
  await Promise.all([
    events.send(
      new PutPermissionCommand({
        EventBusName: 'orders',
        StatementId: 'everybody',
        Action: 'events:PutEvents',
        Principal: '*',
      }),
    ),
    events
      .send(
        new PutRuleCommand({
          Name: 'refund-requested',
          EventBusName: 'orders',
          EventPattern: JSON.stringify({ source: ['checkout'] }),
          Tags: tagPairs,
        }),
      )
      .then(() =>
        events.send(
          new PutTargetsCommand({
            Rule: 'refund-requested',
            EventBusName: 'orders',
            Targets: [{ Id: 'drop', Arn: arnIn('sqs', 'partner-drop'), Input: '{"token":"not-a-real-token"}' }],
          }),
        ),
      ),
  ]);
}

function policyWith(statement: object) {
  return { Version: '2012-10-17', Statement: [statement] };
}
