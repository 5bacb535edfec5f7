import type { ConsolePaths } from './path.ts';

/**
 * CloudWatch's console reads names in its fragment percent-encoded twice, with `$` for the `%` of the second time.
 */
function inLogsFragment(text: string): string {
  return encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
}

/** The plan that a selection's ARN names: `arn:aws:backup:eu-west-1:111122223333:backup-plan:id/selection/id`. */
const planOf = (arn: string) => arn.split(':').at(-1)?.split('/')[0] ?? '';

const logGroup = (region: string, name: string) =>
  `/cloudwatch/home?region=${region}#logsV2:log-groups/log-group/${inLogsFragment(name)}`;

/** Paths of storage, networks' edges, records of what happens, and machine learning. */
export const storagePaths: ConsolePaths = {
  'AWS::Backup::BackupPlan': (_id, { region, encode }, { document }) =>
    `/backup/home?region=${region}#/backupplan/details/${encode(String(document.BackupPlanId ?? ''))}`,
  'AWS::Backup::BackupSelection': (_id, { region, encode }, { arn }) =>
    `/backup/home?region=${region}#/backupplan/details/${encode(planOf(arn))}`,
  'AWS::Backup::BackupVault': (_id, { region, encode }, { name }) =>
    `/backup/home?region=${region}#/backupvaults/details/${encode(name)}`,
  'AWS::Bedrock::CustomModel': (_id, { region }) => `/bedrock/home?region=${region}#/custom-models`,
  'AWS::Bedrock::Guardrail': (id, { region }) => `/bedrock/home?region=${region}#/guardrails/${id}`,
  'AWS::Bedrock::ModelInvocationLogging': (_id, { region }) => `/bedrock/home?region=${region}#/settings`,
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': () => '/cloudfront/v4/home#/originAccess',
  'AWS::CloudFront::Distribution': (id) => `/cloudfront/v4/home#/distributions/${id}`,
  'AWS::CloudFront::OriginAccessControl': () => '/cloudfront/v4/home#/originAccess',
  'AWS::CloudTrail::EventDataStore': (_id, { region }) => `/cloudtrailv2/home?region=${region}#/lake/event-data-stores`,
  'AWS::CloudTrail::Trail': (_id, { region, encode }, { arn }) =>
    `/cloudtrailv2/home?region=${region}#/trails/${encode(arn)}`,
  'AWS::CloudWatch::Alarm': (_id, { region, encode }, { name }) =>
    `/cloudwatch/home?region=${region}#alarmsV2:alarm/${encode(name)}`,
  'AWS::CloudWatch::CompositeAlarm': (_id, { region, encode }, { name }) =>
    `/cloudwatch/home?region=${region}#alarmsV2:alarm/${encode(name)}`,
  'AWS::Config::ConfigRule': (_id, { region, encode }, { name }) =>
    `/config/home?region=${region}#/rules/details?configRuleName=${encode(name)}`,
  'AWS::Config::ConfigurationAggregator': (_id, { region }) => `/config/home?region=${region}#/aggregators`,
  'AWS::Config::ConfigurationRecorder': (_id, { region }) => `/config/home?region=${region}#/settings`,
  'AWS::Config::DeliveryChannel': (_id, { region }) => `/config/home?region=${region}#/settings`,
  'AWS::EFS::AccessPoint': (id, { region }) => `/efs/home?region=${region}#/access-points/${id}`,
  'AWS::EFS::FileSystem': (id, { region }) => `/efs/home?region=${region}#/file-systems/${id}`,
  'AWS::EFS::MountTarget': (_id, { region, encode }, { document }) =>
    `/efs/home?region=${region}#/file-systems/${encode(String(document.FileSystemId ?? ''))}`,
  'AWS::FSx::Backup': (id, { region }) => `/fsx/home?region=${region}#backup-details/${id}`,
  'AWS::FSx::FileSystem': (id, { region }) => `/fsx/home?region=${region}#file-system-details/${id}`,
  'AWS::Logs::LogGroup': (_id, { region }, { name }) => logGroup(region, name),
  'AWS::Logs::MetricFilter': (_id, { region }, { document }) => logGroup(region, String(document.logGroupName ?? '')),
  'AWS::Route53::HealthCheck': (id) => `/route53/healthchecks/home#/details/${id}`,
  'AWS::Route53::HostedZone': (id) => `/route53/v2/hostedzones#ListRecordSets/${id}`,
  // The zone is in the ARN of a record, `arn:aws:route53:::hostedzone/zone/recordset/name/type`.
  'AWS::Route53::RecordSet': (_id, { encode }, { arn }) =>
    `/route53/v2/hostedzones#ListRecordSets/${encode(arn.split('/')[1] ?? '')}`,
  'AWS::Route53Domains::Domain': (_id, { encode }, { name }) => `/route53/domains/home#/DomainDetail/${encode(name)}`,
  'AWS::S3::AccessPoint': (_id, { region, encode }, { arn, name }) =>
    `/s3/ap/${encode(arn.split(':')[4] ?? '')}/${encode(name)}?region=${region}`,
  'AWS::S3::AccountPublicAccessBlock': () => '/s3/settings',
  'AWS::S3::Bucket': (_id, { region, encode }, { name }) => `/s3/buckets/${encode(name)}?region=${region}`,
  'AWS::SES::ConfigurationSet': (_id, { region, encode }, { name }) =>
    `/ses/home?region=${region}#/configuration-sets/${encode(name)}`,
  'AWS::SES::EmailIdentity': (_id, { region, encode }, { name }) =>
    `/ses/home?region=${region}#/identities/${encode(name)}`,
  'AWS::SSM::Document': (_id, { region, encode }, { name }) =>
    `/systems-manager/documents/${encode(name)}/description?region=${region}`,
  'AWS::SSM::ManagedInstance': (id, { region }) =>
    `/systems-manager/fleet-manager/managed-nodes/${id}/general?region=${region}`,
  // The console wants the name's slashes encoded twice.
  'AWS::SSM::Parameter': (_id, { region, encode }, { name }) =>
    `/systems-manager/parameters/${encode(encode(name))}/description?region=${region}&tab=Table`,
  'AWS::SageMaker::Domain': (id, { region }) => `/sagemaker/home?region=${region}#/studio/${id}`,
  'AWS::SageMaker::Endpoint': (_id, { region, encode }, { name }) =>
    `/sagemaker/home?region=${region}#/endpoints/${encode(name)}`,
  'AWS::SageMaker::EndpointConfig': (_id, { region, encode }, { name }) =>
    `/sagemaker/home?region=${region}#/endpointConfig/${encode(name)}`,
  'AWS::SageMaker::Model': (_id, { region, encode }, { name }) =>
    `/sagemaker/home?region=${region}#/models/${encode(name)}`,
  'AWS::SageMaker::NotebookInstance': (_id, { region, encode }, { name }) =>
    `/sagemaker/home?region=${region}#/notebook-instances/${encode(name)}`,
};
