import type { ConsolePaths } from './path.ts';

/** The account that an ARN names. */
const accountOf = (arn: string) => arn.split(':')[4] ?? '';
/** A part of an ARN's resource, such as the API in `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod`. */
const wordOf = (arn: string, place: number) => arn.split('/')[place] ?? '';
/** What stands after the last colon. */
const lastOf = (arn: string) => arn.split(':').at(-1) ?? '';

/** Functions, APIs, messages, what is built and delivered, and desktops. */
export const serverlessPaths: ConsolePaths = {
  'AWS::AmazonMQ::Broker': (_id, { region, encode }, { arn }) =>
    `/amazon-mq/home?region=${region}#/brokers/details?id=${encode(lastOf(arn))}`,
  'AWS::ApiGateway::DomainName': (_id, { region, encode }, { name }) =>
    `/apigateway/main/publish/domain-names?domain=${encode(name)}&region=${region}`,
  'AWS::ApiGateway::RestApi': (id, { region }) => `/apigateway/main/apis/${id}/resources?api=${id}&region=${region}`,
  'AWS::ApiGateway::Stage': (_id, { region, encode }, { arn }) => {
    const api = encode(wordOf(arn, 2));
    return `/apigateway/main/apis/${api}/stages?api=${api}&region=${region}`;
  },
  'AWS::ApiGateway::VpcLink': (id, { region }) => `/apigateway/main/vpc-links/list?region=${region}&vpcLink=${id}`,
  'AWS::ApiGatewayV2::Api': (id, { region }) => `/apigateway/main/api-detail?api=${id}&region=${region}`,
  'AWS::ApiGatewayV2::Stage': (_id, { region, encode }, { arn }) =>
    `/apigateway/main/api-detail?api=${encode(wordOf(arn, 2))}&region=${region}`,
  'AWS::ApiGatewayV2::VpcLink': (id, { region }) => `/apigateway/main/vpc-links/list?region=${region}&vpcLink=${id}`,
  'AWS::AppSync::DataSource': (_id, { region, encode }, { arn }) =>
    `/appsync/home?region=${region}#/${encode(wordOf(arn, 1))}/v1/datasources`,
  'AWS::AppSync::GraphQLApi': (id, { region }) => `/appsync/home?region=${region}#/${id}/v1/home`,
  'AWS::CloudFormation::Stack': (_id, { region, encode }, { arn }) =>
    `/cloudformation/home?region=${region}#/stacks/stackinfo?stackId=${encode(arn)}`,
  'AWS::CloudFormation::StackSet': (id, { region }) => `/cloudformation/home?region=${region}#/stacksets/${id}/info`,
  'AWS::CodeArtifact::Domain': (id, { region, encode }, { arn }) =>
    `/codesuite/codeartifact/d/${encode(accountOf(arn))}/${id}?region=${region}`,
  'AWS::CodeArtifact::Repository': (id, { region, encode }, { arn }) =>
    `/codesuite/codeartifact/d/${encode(accountOf(arn))}/${encode(wordOf(arn, 1))}/r/${id}?region=${region}`,
  'AWS::CodeBuild::Project': (id, { region, encode }, { arn }) =>
    `/codesuite/codebuild/${encode(accountOf(arn))}/projects/${id}/history?region=${region}`,
  'AWS::CodePipeline::Pipeline': (_id, { region, encode }, { name }) =>
    `/codesuite/codepipeline/pipelines/${encode(name)}/view?region=${region}`,
  'AWS::Events::EventBus': (_id, { region, encode }, { name }) =>
    `/events/home?region=${region}#/eventbus/${encode(name)}`,
  'AWS::Events::Rule': (_id, { region, encode }, { name, document }) =>
    `/events/home?region=${region}#/eventbus/${encode(String(document.EventBusName ?? 'default'))}/rules/${encode(name)}`,
  'AWS::Lambda::CodeSigningConfig': (_id, { region, encode }, { arn }) =>
    `/lambda/home?region=${region}#/code-signing-configurations/${encode(lastOf(arn))}`,
  'AWS::Lambda::EventSourceMapping': (id, { region }) => `/lambda/home?region=${region}#/event-source-mappings/${id}`,
  'AWS::Lambda::Function': (_id, { region, encode }, { name }) =>
    `/lambda/home?region=${region}#/functions/${encode(name)}`,
  'AWS::Lambda::Layer': (_id, { region, encode }, { arn }) =>
    `/lambda/home?region=${region}#/layers/${encode(lastOf(arn))}`,
  'AWS::Lambda::LayerVersion': (_id, { region, encode }, { arn }) => {
    const [name = '', version = ''] = arn.split(':').slice(-2);
    return `/lambda/home?region=${region}#/layers/${encode(name)}/versions/${encode(version)}`;
  },
  'AWS::MSK::Cluster': (_id, { region, encode }, { arn }) => `/msk/home?region=${region}#/cluster/${encode(arn)}/view`,
  'AWS::MSK::ServerlessCluster': (_id, { region, encode }, { arn }) =>
    `/msk/home?region=${region}#/cluster/${encode(arn)}/view`,
  'AWS::ServiceCatalog::CloudFormationProduct': (id, { region }) =>
    `/servicecatalog/home?region=${region}#admin-products/${id}`,
  'AWS::ServiceCatalog::Portfolio': (id, { region }) => `/servicecatalog/home?region=${region}#portfolios/${id}`,
  'AWS::SNS::Subscription': (_id, { region, encode }, { arn }) =>
    `/sns/v3/home?region=${region}#/subscription/${encode(arn)}`,
  'AWS::SNS::Topic': (_id, { region, encode }, { arn }) => `/sns/v3/home?region=${region}#/topic/${encode(arn)}`,
  'AWS::SQS::Queue': (_id, { region, encode }, { document }) =>
    `/sqs/v3/home?region=${region}#/queues/${encode(String(document.QueueUrl ?? ''))}`,
  'AWS::StepFunctions::StateMachine': (_id, { region, encode }, { arn }) =>
    `/states/home?region=${region}#/statemachines/view/${encode(arn)}`,
  'AWS::Transfer::Connector': (id, { region }) => `/transfer/home?region=${region}#/connectors/${id}`,
  'AWS::Transfer::Server': (id, { region }) => `/transfer/home?region=${region}#/servers/${id}`,
  'AWS::Transfer::User': (id, { region, encode }, { arn }) =>
    `/transfer/home?region=${region}#/servers/${encode(wordOf(arn, 1))}/users/${id}`,
  'AWS::Transfer::Workflow': (id, { region }) => `/transfer/home?region=${region}#/workflows/${id}`,
  'AWS::WorkSpaces::Directory': (id, { region }) => `/workspaces/v2/directories/${id}?region=${region}`,
  'AWS::WorkSpaces::Workspace': (id, { region }) => `/workspaces/v2/workspaces/${id}?region=${region}`,
};
