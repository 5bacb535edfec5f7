import { describe, expect, it } from 'vitest';
import { toDocument } from '../document.ts';
import { type AssetDeclaration, callsOf, type ListingDeclaration, type ServiceDeclaration } from '../service.ts';
import { apigateway, callableResources } from './apigateway.ts';
import { apigatewayv2 } from './apigatewayv2.ts';
import { appsync } from './appsync.ts';
import { cloudformation, withoutOutputValues } from './cloudformation.ts';
import { codeartifact } from './codeartifact.ts';
import { codebuild, withoutSecrets } from './codebuild.ts';
import { codepipeline } from './codepipeline.ts';
import { eventbridge } from './eventbridge.ts';
import { expectArns } from './expect-arns.ts';
import { kafka } from './kafka.ts';
import { lambda } from './lambda.ts';
import { mq } from './mq.ts';
import { servicecatalog } from './servicecatalog.ts';
import { sns } from './sns.ts';
import { sqs } from './sqs.ts';
import { stepfunctions } from './stepfunctions.ts';
import { transfer } from './transfer.ts';
import { workspaces } from './workspaces.ts';

const services: ServiceDeclaration[] = [
  ...[apigateway, apigatewayv2, appsync, cloudformation, codeartifact, codebuild, codepipeline, eventbridge, kafka],
  ...[lambda, mq, servicecatalog, sns, sqs, stepfunctions, transfer, workspaces],
];

const at = { partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const;

/** An ARN of AWS's own, in the field of the item that brings it. */
const given = (field: string, resource: string) => {
  const arn = `arn:PARTITION:${resource}`;
  return { item: { [field]: arn }, arn };
};

describe('the serverless services', () => {
  expectArns(services, {
    'AWS::AmazonMQ::Broker': given('BrokerArn', 'mq:REGION:111122223333:broker:orders:b-1'),
    'AWS::ApiGateway::ClientCertificate': {
      item: { clientCertificateId: 'a1b2c3' },
      arn: 'arn:PARTITION:apigateway:REGION::/clientcertificates/a1b2c3',
    },
    'AWS::ApiGateway::DomainName': {
      item: { domainName: 'api.example.com' },
      arn: 'arn:PARTITION:apigateway:REGION::/domainnames/api.example.com',
    },
    'AWS::ApiGateway::RestApi': { item: { id: 'a1b2c3' }, arn: 'arn:PARTITION:apigateway:REGION::/restapis/a1b2c3' },
    'AWS::ApiGateway::Stage': {
      item: { stageName: 'prod' },
      parent: { id: 'a1b2c3' },
      arn: 'arn:PARTITION:apigateway:REGION::/restapis/a1b2c3/stages/prod',
    },
    'AWS::ApiGateway::VpcLink': { item: { id: 'a1b2c3' }, arn: 'arn:PARTITION:apigateway:REGION::/vpclinks/a1b2c3' },
    'AWS::ApiGatewayV2::Api': { item: { ApiId: 'a1b2c3' }, arn: 'arn:PARTITION:apigateway:REGION::/apis/a1b2c3' },
    'AWS::ApiGatewayV2::Stage': {
      item: { StageName: '$default' },
      parent: { ApiId: 'a1b2c3' },
      arn: 'arn:PARTITION:apigateway:REGION::/apis/a1b2c3/stages/$default',
    },
    'AWS::ApiGatewayV2::VpcLink': {
      item: { VpcLinkId: 'a1b2c3' },
      arn: 'arn:PARTITION:apigateway:REGION::/vpclinks/a1b2c3',
    },
    'AWS::AppSync::Api': given('apiArn', 'appsync:REGION:111122223333:apis/a1b2c3'),
    'AWS::AppSync::DataSource': given('dataSourceArn', 'appsync:REGION:111122223333:apis/a1b2c3/datasources/orders'),
    'AWS::AppSync::GraphQLApi': given('arn', 'appsync:REGION:111122223333:apis/a1b2c3'),
    'AWS::CloudFormation::Stack': given('StackId', 'cloudformation:REGION:111122223333:stack/checkout/0a1b'),
    'AWS::CloudFormation::StackSet': {
      item: { StackSetId: 'baseline:0a1b' },
      arn: 'arn:PARTITION:cloudformation:REGION:111122223333:stackset/baseline:0a1b',
    },
    'AWS::CodeArtifact::Domain': given('arn', 'codeartifact:REGION:111122223333:domain/example'),
    'AWS::CodeArtifact::PackageGroup': given('arn', 'codeartifact:REGION:111122223333:package-group/example/npm/*'),
    'AWS::CodeArtifact::Repository': given('arn', 'codeartifact:REGION:111122223333:repository/example/npm'),
    'AWS::CodeBuild::Project': {
      item: { name: 'checkout' },
      arn: 'arn:PARTITION:codebuild:REGION:111122223333:project/checkout',
    },
    'AWS::CodeBuild::ReportGroup': given('arn', 'codebuild:REGION:111122223333:report-group/checkout'),
    'AWS::CodeBuild::SourceCredential': given('arn', 'codebuild:REGION:111122223333:token/github'),
    'AWS::CodePipeline::Pipeline': {
      item: { name: 'checkout' },
      arn: 'arn:PARTITION:codepipeline:REGION:111122223333:checkout',
    },
    'AWS::CodePipeline::Webhook': given('arn', 'codepipeline:REGION:111122223333:webhook:github'),
    'AWS::Events::ApiDestination': given('ApiDestinationArn', 'events:REGION:111122223333:api-destination/crm/0a1b'),
    'AWS::Events::Connection': given('ConnectionArn', 'events:REGION:111122223333:connection/crm/0a1b'),
    'AWS::Events::Endpoint': given('Arn', 'events:REGION:111122223333:endpoint/orders'),
    'AWS::Events::EventBus': given('Arn', 'events:REGION:111122223333:event-bus/orders'),
    'AWS::Events::Rule': given('Arn', 'events:REGION:111122223333:rule/orders/refunds'),
    'AWS::Lambda::CodeSigningConfig': given(
      'CodeSigningConfigArn',
      'lambda:REGION:111122223333:code-signing-config:csc-1',
    ),
    'AWS::Lambda::EventSourceMapping': {
      item: { UUID: '0a1b' },
      arn: 'arn:PARTITION:lambda:REGION:111122223333:event-source-mapping:0a1b',
    },
    'AWS::Lambda::Function': given('FunctionArn', 'lambda:REGION:111122223333:function:checkout'),
    'AWS::Lambda::Layer': given('LayerArn', 'lambda:REGION:111122223333:layer:shared'),
    'AWS::Lambda::LayerVersion': given('LayerVersionArn', 'lambda:REGION:111122223333:layer:shared:3'),
    'AWS::MSK::Cluster': given('ClusterArn', 'kafka:REGION:111122223333:cluster/clicks/0a1b-1'),
    'AWS::MSK::ServerlessCluster': given('ClusterArn', 'kafka:REGION:111122223333:cluster/clicks/0a1b-s1'),
    'AWS::ServiceCatalog::CloudFormationProduct': given('ProductARN', 'catalog:REGION:111122223333:product/prod-1'),
    'AWS::ServiceCatalog::Portfolio': given('ARN', 'catalog:REGION:111122223333:portfolio/port-1'),
    'AWS::SNS::Subscription': given('SubscriptionArn', 'sns:REGION:111122223333:orders:0a1b'),
    'AWS::SNS::Topic': given('TopicArn', 'sns:REGION:111122223333:orders'),
    'AWS::SQS::Queue': {
      item: { QueueUrl: 'https://sqs.REGION.amazonaws.com/111122223333/orders.fifo' },
      arn: 'arn:PARTITION:sqs:REGION:111122223333:orders.fifo',
    },
    'AWS::StepFunctions::Activity': given('activityArn', 'states:REGION:111122223333:activity:approve'),
    'AWS::StepFunctions::StateMachine': given('stateMachineArn', 'states:REGION:111122223333:stateMachine:refunds'),
    'AWS::Transfer::Agreement': given('Arn', 'transfer:REGION:111122223333:agreement/a-1'),
    'AWS::Transfer::Certificate': given('Arn', 'transfer:REGION:111122223333:certificate/cert-1'),
    'AWS::Transfer::Connector': given('Arn', 'transfer:REGION:111122223333:connector/c-1'),
    'AWS::Transfer::Profile': given('Arn', 'transfer:REGION:111122223333:profile/p-1'),
    'AWS::Transfer::Server': given('Arn', 'transfer:REGION:111122223333:server/s-1'),
    'AWS::Transfer::User': given('Arn', 'transfer:REGION:111122223333:user/s-1/partner'),
    'AWS::Transfer::Workflow': given('Arn', 'transfer:REGION:111122223333:workflow/w-1'),
    'AWS::WorkSpaces::Directory': {
      item: { DirectoryId: 'd-1' },
      arn: 'arn:PARTITION:workspaces:REGION:111122223333:directory/d-1',
    },
    'AWS::WorkSpaces::IpGroup': {
      item: { groupId: 'wsipg-1' },
      arn: 'arn:PARTITION:workspaces:REGION:111122223333:workspaceipgroup/wsipg-1',
    },
    'AWS::WorkSpaces::Workspace': {
      item: { WorkspaceId: 'ws-1' },
      arn: 'arn:PARTITION:workspaces:REGION:111122223333:workspace/ws-1',
    },
    'AWS::WorkSpaces::WorkspaceImage': {
      item: { ImageId: 'wsi-1' },
      arn: 'arn:PARTITION:workspaces:REGION:111122223333:workspaceimage/wsi-1',
    },
  });

  it('never ask for what gives code or keys away', () => {
    const operations = services.flatMap((service) =>
      callsOf(service).map(({ operation }) => `${service.id}:${operation}`),
    );
    const revealing = /^(lambda:GetFunction|lambda:GetLayerVersion|appsync:ListApiKeys|appsync:GetGraphqlApiEnv.*)$/;
    expect(operations.filter((operation) => revealing.test(operation))).toEqual([]);
    expect(operations.filter((operation) => /ApiKeys?$|UsagePlanKeys?$|GetAuthorizationToken/.test(operation))).toEqual(
      [],
    );
  });
});

describe('API Gateway', () => {
  it('may be read at the paths alone that are asked for, so not at its API keys', () => {
    const paths = [apigateway, apigatewayv2].flatMap(({ scopedActions }) => scopedActions['apigateway:GET'] ?? []);
    const mayRead = (path: string) =>
      paths.some((pattern) => {
        const allowed = pattern.replace('arn:*:apigateway:*::', '');
        return allowed.endsWith('*') ? path.startsWith(allowed.slice(0, -1)) : path === allowed;
      });
    for (const path of ['/restapis', '/restapis/a1/stages', '/apis', '/apis/a1/routes', '/domainnames', '/vpclinks']) {
      expect(mayRead(path), path).toBe(true);
    }
    for (const path of ['/apikeys', '/apikeys/a1', '/usageplans/a1/keys', '/account']) {
      expect(mayRead(path), path).toBe(false);
    }
    for (const service of [apigateway, apigatewayv2]) {
      expect(new Set(callsOf(service).map(({ permission }) => permission))).toEqual(new Set(['apigateway:GET']));
    }
  });

  it('has the policies of its APIs taken apart, which it returns escaped', () => {
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Resource: 'a/b' }] };
    const escaped = JSON.stringify(policy).replaceAll('"', '\\"').replaceAll('/', '\\/');
    expect(toDocument({ policy: escaped }, apigateway)).toEqual({ policy });
  });

  it('tells who may call each resource and what stands behind it, and no constant of a mapping', () => {
    const resources = callableResources([
      { id: 'b', path: '/orders' },
      {
        id: 'a',
        path: '/',
        resourceMethods: {
          POST: {
            authorizationType: 'NONE',
            apiKeyRequired: true,
            methodIntegration: {
              type: 'HTTP',
              uri: 'https://example.com',
              requestParameters: { 'integration.request.header.key': "'secret'" },
            },
          },
        },
      },
    ]);
    expect(resources?.map(({ path }) => path)).toEqual(['/', '/orders']);
    expect(resources?.[0]?.resourceMethods.POST).toMatchObject({
      authorizationType: 'NONE',
      apiKeyRequired: true,
      methodIntegration: { type: 'HTTP', uri: 'https://example.com' },
    });
    expect(JSON.stringify(resources)).not.toContain('secret');
  });
});

describe('Lambda', () => {
  it('is not asked for the code signing of container images, which have none', () => {
    const { CodeSigningConfigArn } = assetOf(lambda, 'AWS::Lambda::Function').parts;
    expect(CodeSigningConfigArn?.applies({ PackageType: 'Image' })).toBe(false);
    expect(CodeSigningConfigArn?.applies({ PackageType: 'Zip' })).toBe(true);
  });

  it('is asked for the policy of a layer by its name and version', () => {
    const { Policy } = assetOf(lambda, 'AWS::Lambda::LayerVersion').parts;
    const version = { LayerVersionArn: 'arn:aws:lambda:eu-west-1:111122223333:layer:shared:3', Version: 3 };
    expect(Policy?.kind === 'single' && Policy.input(version, at)).toEqual({ LayerName: 'shared', VersionNumber: 3 });
  });

  it('tells that there is no code signing in a region, but not when it refuses', () => {
    const { absent } = listingOf(lambda, 'AWS::Lambda::CodeSigningConfig');
    const means = (message: string) => absent.some((one) => typeof one !== 'string' && one.message.test(message));
    expect(means('Unable to determine service/operation name to be authorized')).toBe(true);
    expect(
      means('User: arn:aws:sts::1:assumed-role/x is not authorized to perform: lambda:ListCodeSigningConfigs'),
    ).toBe(false);
  });
});

describe('SNS', () => {
  it('shows a subscription when it is confirmed, since before AWS gives it no ARN', () => {
    const confirmed = { SubscriptionArn: 'arn:aws:sns:eu-west-1:111122223333:orders:0a1b' };
    const page = { Subscriptions: [confirmed, { SubscriptionArn: 'PendingConfirmation' }] };
    expect(assetOf(sns, 'AWS::SNS::Subscription').items(page, at)).toEqual([confirmed]);
  });
});

describe('MSK', () => {
  it('tells serverless clusters from others, which have one listing', () => {
    const page = { ClusterInfoList: [{ ClusterType: 'SERVERLESS' }, { ClusterType: 'PROVISIONED' }] };
    expect(assetOf(kafka, 'AWS::MSK::ServerlessCluster').items(page, at)).toEqual([{ ClusterType: 'SERVERLESS' }]);
    expect(assetOf(kafka, 'AWS::MSK::Cluster').items(page, at)).toEqual([{ ClusterType: 'PROVISIONED' }]);
  });
});

describe('Transfer', () => {
  it('is asked for the users that it keeps itself, with their server', () => {
    const users = listingOf(transfer, 'AWS::Transfer::User');
    expect(users.applies({ IdentityProviderType: 'SERVICE_MANAGED' })).toBe(true);
    expect(users.applies({ IdentityProviderType: 'AWS_DIRECTORY_SERVICE' })).toBe(false);
    const [user] =
      assetOf(transfer, 'AWS::Transfer::User').items({ ServerId: 's-1', Users: [{ UserName: 'a' }] }, at) ?? [];
    expect(user).toEqual({ UserName: 'a', ServerId: 's-1' });
  });
});

describe('secrets that come along', () => {
  it('are cut out of the sources of a build', () => {
    const project = withoutSecrets({
      name: 'checkout',
      source: { type: 'GITHUB', location: 'https://user:t0ken@github.com/example/a.git', buildspec: 'ci/build.yml' },
      secondarySources: [{ type: 'S3', location: 'bucket/key', buildspec: 'version: 0.2\nenv: {KEY: s3cret}' }],
    });
    expect(project?.source).toMatchObject({
      location: 'https://[withheld]@github.com/example/a.git',
      buildspec: 'ci/build.yml',
    });
    expect(project?.secondarySources?.[0]).toMatchObject({ location: 'bucket/key', buildspec: '[withheld]' });
    expect(withoutSecrets(undefined)).toBeUndefined();
  });

  it.each([
    ['a path', 'buildspec.yml', 'buildspec.yml'],
    ['an object in S3', 'arn:aws:s3:::bucket/buildspec.yml', 'arn:aws:s3:::bucket/buildspec.yml'],
    ['YAML', 'version: 0.2', '[withheld]'],
    ['JSON', '{"version":0.2}', '[withheld]'],
    ['YAML behind a comment', '# build\nversion: 0.2', '[withheld]'],
  ])('are cut out of build instructions that are no reference: %s', (_what, buildspec, expected) => {
    expect(withoutSecrets({ source: { type: 'GITHUB', buildspec } })?.source?.buildspec).toBe(expected);
  });

  it('are cut out of the outputs of a stack, save for the version of a bootstrap stack', () => {
    const stack = withoutOutputValues({
      StackName: 'CDKToolkit',
      CreationTime: new Date(0),
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [
        { OutputKey: 'Password', OutputValue: 's3cret' },
        { OutputKey: 'BootstrapVersion', OutputValue: '21' },
      ],
    });
    expect(stack.Outputs).toEqual([
      { OutputKey: 'Password', OutputValue: '[withheld]' },
      { OutputKey: 'BootstrapVersion', OutputValue: '21' },
    ]);
  });

  it.each<[string, ServiceDeclaration, object]>([
    ['the variables of a function', lambda, { Environment: { Variables: { KEY: 's3cret' } } }],
    ['the variables of a stage', apigateway, { variables: { key: 's3cret' } }],
    ['the variables of a canary', apigateway, { canarySettings: { stageVariableOverrides: { key: 's3cret' } } }],
    ['the variables of an HTTP stage', apigatewayv2, { StageVariables: { key: 's3cret' } }],
    ['the parameters of a stack', cloudformation, { Parameters: [{ ParameterKey: 'Key', ParameterValue: 's3cret' }] }],
    ['the variables of a build', codebuild, { environmentVariables: [{ name: 'KEY', value: 's3cret' }] }],
    ['the token of a webhook', codepipeline, { authenticationConfiguration: { SecretToken: 's3cret' } }],
    ['what a pipeline hands on', codepipeline, { configuration: { ParameterOverrides: '{"key":"s3cret"}' } }],
    ['what a rule hands on', eventbridge, { Targets: [{ HttpParameters: { HeaderParameters: { key: 's3cret' } } }] }],
    ['a workflow', stepfunctions, { StateMachine: { definition: '{"key":"s3cret"}' } }],
    ['the code of a directory', workspaces, { RegistrationCode: 's3cret' }],
  ])('are not stored: %s', (_what, service, item) => {
    expect(JSON.stringify(toDocument(item, service))).not.toContain('s3cret');
  });
});

function listingOf(service: ServiceDeclaration, type: string): ListingDeclaration {
  const withChildren = (listing: ListingDeclaration): ListingDeclaration[] => [
    listing,
    ...listing.assets.flatMap(({ children }) => children.flatMap(withChildren)),
  ];
  const found = service.listings
    .flatMap(withChildren)
    .find(({ assets }) => assets.some((asset) => asset.type === type));
  if (found === undefined) throw new Error(`${service.id} lists no ${type}.`);
  return found;
}

function assetOf(service: ServiceDeclaration, type: string): AssetDeclaration {
  const found = listingOf(service, type).assets.find((asset) => asset.type === type);
  if (found === undefined) throw new Error(`${service.id} lists no ${type}.`);
  return found;
}
