import type { ConsolePaths } from './path.ts';

/** The account that an ARN names. */
const accountOf = (arn: string) => arn.split(':')[4] ?? '';
/** A part of an ARN's resource, such as the API in `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod`. */
const wordOf = (arn: string, place: number) => arn.split('/')[place] ?? '';
/** What stands after the last colon. */
const lastOf = (arn: string) => arn.split(':').at(-1) ?? '';

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
  'AWS::ApiGatewayV2::Api': (id, { region }) => `/apigateway/main/api-detail?api=${id}&region=${region}`,
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
  'AWS::Lambda::Function': (_id, { region, encode }, { name }) =>
    `/lambda/home?region=${region}#/functions/${encode(name)}`,
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
  'AWS::Transfer::Server': (id, { region }) => `/transfer/home?region=${region}#/servers/${id}`,
  'AWS::WorkSpaces::Directory': (id, { region }) => `/workspaces/v2/directories/${id}?region=${region}`,
  'AWS::WorkSpaces::Workspace': (id, { region }) => `/workspaces/v2/workspaces/${id}?region=${region}`,
};
