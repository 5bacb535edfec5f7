import { describe, expect, test } from 'vitest';
import { toDocument } from '../document.ts';
import { backup } from './backup.ts';
import { bedrock } from './bedrock.ts';
import { cloudfront } from './cloudfront.ts';
import { cloudtrail } from './cloudtrail.ts';
import { cloudwatch } from './cloudwatch.ts';
import { config } from './config.ts';
import { efs } from './efs.ts';
import { expectArns } from './expect-arns.ts';
import { fsx } from './fsx.ts';
import { logs } from './logs.ts';
import { completeRecords, route53 } from './route53.ts';
import { route53domains } from './route53domains.ts';
import { s3 } from './s3.ts';
import { s3control } from './s3control.ts';
import { sagemaker } from './sagemaker.ts';
import { ses, withPoliciesListed } from './ses.ts';
import { ssm } from './ssm.ts';

const services = [
  ...[s3, s3control, efs, fsx, backup, cloudfront, route53, route53domains, cloudtrail, cloudwatch, logs, config],
  ...[ssm, ses, sagemaker, bedrock],
];

const here = (service: string, resource: string) => `arn:PARTITION:${service}:REGION:111122223333:${resource}`;
/** AWS gives the ARN itself. */
const given = (field: string, arn: string) => ({ item: { [field]: arn }, arn });

describe('the storage and records services', () => {
  expectArns(services, {
    'AWS::S3::Bucket': { item: { Name: 'invoices' }, arn: 'arn:PARTITION:s3:::invoices' },
    'AWS::S3::AccessPoint': { item: { Name: 'reports' }, arn: here('s3', 'accesspoint/reports') },
    'AWS::S3::MultiRegionAccessPoint': {
      item: { Name: 'everywhere', Alias: 'mfzwi23gnjvgw.mrap' },
      arn: 'arn:PARTITION:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap',
    },
    'AWS::S3::AccountPublicAccessBlock': { arn: 'arn:PARTITION:s3::111122223333:account-public-access-block' },
    'AWS::EFS::FileSystem': {
      item: { FileSystemId: 'fs-0123' },
      arn: here('elasticfilesystem', 'file-system/fs-0123'),
    },
    'AWS::EFS::AccessPoint': {
      item: { AccessPointId: 'fsap-0123' },
      arn: here('elasticfilesystem', 'access-point/fsap-0123'),
    },
    'AWS::EFS::MountTarget': {
      item: { MountTargetId: 'fsmt-0123' },
      arn: here('elasticfilesystem', 'mount-target/fsmt-0123'),
    },
    'AWS::FSx::FileSystem': { item: { FileSystemId: 'fs-0123' }, arn: here('fsx', 'file-system/fs-0123') },
    'AWS::FSx::Volume': {
      item: { VolumeId: 'fsvol-0123' },
      parent: { FileSystemId: 'fs-0123' },
      arn: here('fsx', 'volume/fs-0123/fsvol-0123'),
    },
    'AWS::FSx::StorageVirtualMachine': {
      item: { StorageVirtualMachineId: 'svm-0123' },
      parent: { FileSystemId: 'fs-0123' },
      arn: here('fsx', 'storage-virtual-machine/fs-0123/svm-0123'),
    },
    'AWS::FSx::Backup': { item: { BackupId: 'backup-0123' }, arn: here('fsx', 'backup/backup-0123') },
    'AWS::Backup::BackupVault': given('BackupVaultArn', here('backup', 'backup-vault:Default')),
    'AWS::Backup::RecoveryPoint': {
      item: { RecoveryPointArn: 'arn:PARTITION:ec2:REGION::snapshot/snap-0123' },
      arn: here('backup', 'recovery-point:ec2:REGION::snapshot/snap-0123'),
    },
    'AWS::Backup::BackupPlan': given('BackupPlanArn', here('backup', 'backup-plan:0123')),
    'AWS::Backup::BackupSelection': {
      item: { SelectionId: '4567' },
      parent: { BackupPlanId: '0123' },
      arn: here('backup', 'backup-plan:0123/selection/4567'),
    },
    'AWS::Backup::ReportPlan': given('ReportPlanArn', here('backup', 'report-plan:monthly-0123')),
    'AWS::CloudFront::Distribution': given('ARN', 'arn:PARTITION:cloudfront::111122223333:distribution/E0123'),
    'AWS::CloudFront::OriginAccessControl': {
      item: { Id: 'E0123' },
      arn: 'arn:PARTITION:cloudfront::111122223333:origin-access-control/E0123',
    },
    'AWS::CloudFront::CloudFrontOriginAccessIdentity': {
      item: { Id: 'E0123' },
      arn: 'arn:PARTITION:cloudfront::111122223333:origin-access-identity/E0123',
    },
    'AWS::Route53::HostedZone': { item: { Id: '/hostedzone/Z0123' }, arn: 'arn:PARTITION:route53:::hostedzone/Z0123' },
    'AWS::Route53::RecordSet': {
      item: { Name: 'www.example.com.', Type: 'A', SetIdentifier: 'blue' },
      parent: { Id: '/hostedzone/Z0123' },
      arn: 'arn:PARTITION:route53:::hostedzone/Z0123/recordset/www.example.com./A/blue',
    },
    'AWS::Route53::HealthCheck': { item: { Id: '0123' }, arn: 'arn:PARTITION:route53:::healthcheck/0123' },
    'AWS::Route53Domains::Domain': {
      item: { DomainName: 'example.com' },
      arn: 'arn:PARTITION:route53domains::111122223333:domain/example.com',
    },
    'AWS::CloudTrail::Trail': given('TrailARN', here('cloudtrail', 'trail/all')),
    'AWS::CloudTrail::EventDataStore': given('EventDataStoreArn', here('cloudtrail', 'eventdatastore/0123')),
    'AWS::CloudWatch::Alarm': given('AlarmArn', here('cloudwatch', 'alarm:root-used')),
    'AWS::CloudWatch::CompositeAlarm': given('AlarmArn', here('cloudwatch', 'alarm:all')),
    'AWS::Logs::LogGroup': {
      item: { logGroupName: '/aws/lambda/orders', arn: here('logs', 'log-group:/aws/lambda/orders:*') },
      arn: here('logs', 'log-group:/aws/lambda/orders'),
    },
    'AWS::Logs::MetricFilter': {
      item: { logGroupName: 'trail', filterName: 'root' },
      arn: here('logs', 'log-group:trail:metric-filter:root'),
    },
    'AWS::Logs::ResourcePolicy': { item: { policyName: 'dns' }, arn: here('logs', 'resource-policy:dns') },
    'AWS::Config::ConfigurationRecorder': {
      item: { name: 'default' },
      arn: here('config', 'configuration-recorder/default'),
    },
    'AWS::Config::DeliveryChannel': { item: { name: 'default' }, arn: here('config', 'delivery-channel/default') },
    'AWS::Config::ConfigRule': given('ConfigRuleArn', here('config', 'config-rule/config-rule-0123')),
    'AWS::Config::ConfigurationAggregator': given(
      'ConfigurationAggregatorArn',
      here('config', 'config-aggregator/config-aggregator-0123'),
    ),
    'AWS::SSM::Parameter': { item: { Name: '/prod/db/password' }, arn: here('ssm', 'parameter/prod/db/password') },
    'AWS::SSM::ManagedInstance': { item: { InstanceId: 'i-0123' }, arn: here('ssm', 'managed-instance/i-0123') },
    'AWS::SSM::Document': { item: { Name: 'Restart' }, arn: here('ssm', 'document/Restart') },
    'AWS::SSM::ServiceSettings': { arn: here('ssm', 'servicesettings') },
    'AWS::SES::EmailIdentity': { item: { IdentityName: 'example.com' }, arn: here('ses', 'identity/example.com') },
    'AWS::SES::ConfigurationSet': { item: 'newsletter', arn: here('ses', 'configuration-set/newsletter') },
    'AWS::SageMaker::NotebookInstance': given('NotebookInstanceArn', here('sagemaker', 'notebook-instance/try')),
    'AWS::SageMaker::Model': given('ModelArn', here('sagemaker', 'model/fraud')),
    'AWS::SageMaker::EndpointConfig': given('EndpointConfigArn', here('sagemaker', 'endpoint-config/fraud')),
    'AWS::SageMaker::Endpoint': given('EndpointArn', here('sagemaker', 'endpoint/fraud')),
    'AWS::SageMaker::Domain': given('DomainArn', here('sagemaker', 'domain/d-0123')),
    'AWS::SageMaker::MonitoringSchedule': given(
      'MonitoringScheduleArn',
      here('sagemaker', 'monitoring-schedule/fraud'),
    ),
    'AWS::SageMaker::ModelPackageGroup': given('ModelPackageGroupArn', here('sagemaker', 'model-package-group/fraud')),
    'AWS::Bedrock::Guardrail': given('arn', here('bedrock', 'guardrail/0123')),
    'AWS::Bedrock::CustomModel': given('modelArn', here('bedrock', 'custom-model/0123')),
    'AWS::Bedrock::ModelInvocationLogging': { arn: here('bedrock', 'model-invocation-logging') },
  });
});

const record = (Name: string, Type: 'A' | 'AAAA') => ({ Name, Type });

test('records of a name that the next page begins with are taken from there', () => {
  const page = [record('a.example.com.', 'A'), record('b.example.com.', 'A')];
  expect(
    completeRecords({ ResourceRecordSets: page, IsTruncated: true, NextRecordName: 'b.example.com.' }),
  ).toStrictEqual([record('a.example.com.', 'A')]);
  expect(completeRecords({ ResourceRecordSets: page, IsTruncated: false, NextRecordName: undefined })).toBe(page);
});

test('a page of one name that goes on is no listing', () => {
  const page = [record('a.example.com.', 'A'), record('a.example.com.', 'AAAA')];
  expect(() =>
    completeRecords({ ResourceRecordSets: page, IsTruncated: true, NextRecordName: 'a.example.com.' }),
  ).toThrow('a.example.com.');
});

test("an identity's policies are taken apart", () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const listed = withPoliciesListed({ Policies: { partner: JSON.stringify(policy) }, VerifiedForSendingStatus: true });
  expect(toDocument(listed, ses)).toEqual({
    VerifiedForSendingStatus: true,
    Policies: [{ PolicyName: 'partner', Policy: policy }],
  });
});

test('a trail is taken where it was made, also when it is the shadow of one of the organization', () => {
  const trails = cloudtrail.listings.find(({ operation }) => operation === 'DescribeTrails');
  const at = { partition: 'aws' as const, accountId: '111122223333', region: 'eu-west-1' };
  const ofOrganization = { TrailARN: 'arn:aws:cloudtrail:eu-west-1:444455556666:trail/all', HomeRegion: 'eu-west-1' };
  const elsewhere = { TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/one', HomeRegion: 'us-east-1' };
  expect(trails?.input(undefined, at)).toEqual({ includeShadowTrails: true });
  expect(trails?.assets[0]?.items({ trailList: [ofOrganization, elsewhere] }, at)).toEqual([ofOrganization]);
});

test("a recovery point that is AWS Backup's own keeps its ARN", () => {
  const at = { partition: 'aws' as const, accountId: '111122223333', region: 'eu-west-1' };
  const arn = 'arn:aws:backup:eu-west-1:111122223333:recovery-point:0123';
  const [points] = backup.listings[0]?.assets[0]?.children[0]?.assets ?? [];
  expect(points?.arn({ RecoveryPointArn: arn }, at, undefined)).toBe(arn);
});

test('secrets that origins know a distribution by and addresses of people are dropped', () => {
  const headers = { Items: [{ HeaderName: 'x-origin-secret', HeaderValue: 'hunter2' }] };
  expect(toDocument({ CustomHeaders: headers }, cloudfront)).toEqual({
    CustomHeaders: { Items: [{ HeaderName: 'x-origin-secret', HeaderValue: '[withheld]' }] },
  });
  const domain = { DomainName: 'example.com', TechContact: { City: 'Berlin', Email: 'ada@example.com' } };
  expect(JSON.stringify(toDocument(domain, route53domains))).not.toMatch(/Berlin|ada/);
});
