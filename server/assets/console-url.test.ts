import { describe, expect, it } from 'vitest';
import type { Partition } from '../aws/partition.ts';
import { typesOf } from '../aws/service.ts';
import { services } from '../aws/services.ts';
import { computePaths } from './console-paths/compute.ts';
import { dataPaths } from './console-paths/data.ts';
import { securityPaths } from './console-paths/security.ts';
import { serverlessPaths } from './console-paths/serverless.ts';
import { storagePaths } from './console-paths/storage.ts';
import { consolePaths, consoleUrlOf } from './console-url.ts';

/** Types that AWS's console has no page of, only a line on another asset's, or none whose address could be found. */
const withoutPage = `
  AWS::ApiGateway::ClientCertificate
  AWS::AppSync::Api
  AWS::Backup::RecoveryPoint AWS::Backup::ReportPlan
  AWS::CodeArtifact::PackageGroup
  AWS::CodeBuild::ReportGroup AWS::CodeBuild::SourceCredential
  AWS::CodePipeline::Webhook
  AWS::DAX::Cluster
  AWS::DocDB::GlobalCluster
  AWS::DynamoDB::Backup AWS::DynamoDB::GlobalTable
  AWS::EC2::FlowLog
  AWS::EMR::BlockPublicAccessConfiguration AWS::EMR::SecurityConfiguration
  AWS::ElastiCache::ServerlessCache AWS::ElastiCache::Snapshot
  AWS::Events::ApiDestination AWS::Events::Connection AWS::Events::Endpoint
  AWS::FSx::StorageVirtualMachine AWS::FSx::Volume
  AWS::Glue::DataCatalog AWS::Glue::DevEndpoint AWS::Glue::MLTransform AWS::Glue::SecurityConfiguration
  AWS::IAM::InstanceProfile AWS::IAM::ServerCertificate AWS::IAM::VirtualMFADevice
  AWS::InspectorV2::Filter
  AWS::Lightsail::Bucket AWS::Lightsail::Container AWS::Lightsail::Database AWS::Lightsail::Distribution AWS::Lightsail::Instance AWS::Lightsail::LoadBalancer AWS::Lightsail::StaticIp
  AWS::Logs::ResourcePolicy
  AWS::Macie::AllowList AWS::Macie::ClassificationJob AWS::Macie::CustomDataIdentifier AWS::Macie::FindingsFilter
  AWS::MemoryDB::Snapshot
  AWS::Neptune::DBClusterSnapshot AWS::Neptune::GlobalCluster
  AWS::NetworkFirewall::FirewallPolicy AWS::NetworkFirewall::RuleGroup
  AWS::Redshift::ClusterSnapshot AWS::Redshift::ClusterSubnetGroup AWS::Redshift::DataShare
  AWS::S3::MultiRegionAccessPoint
  AWS::SSM::ServiceSettings
  AWS::SageMaker::ModelPackageGroup AWS::SageMaker::MonitoringSchedule
  AWS::Shield::ProtectionGroup
  AWS::StepFunctions::Activity
  AWS::Transfer::Agreement AWS::Transfer::Certificate AWS::Transfer::Profile
  AWS::WorkSpaces::IpGroup AWS::WorkSpaces::WorkspaceImage
`;

const instance = {
  type: 'AWS::EC2::Instance',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
  name: 'web',
  region: 'eu-west-1',
  document: {},
};

describe('the link to the AWS console', () => {
  it.each<[Partition, string]>([
    ['aws', 'https://console.aws.amazon.com/'],
    ['aws-cn', 'https://console.amazonaws.cn/'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/'],
  ])('goes to the console of the partition %s', (partition, host) => {
    expect(consoleUrlOf(instance, partition)).toBe(`${host}ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-1`);
  });

  it('exists for every type that is collected, but for those that the console has no page of', () => {
    const unlinked = [...new Set(services.flatMap(typesOf))].filter(
      (type) => consoleUrlOf({ ...instance, type }, 'aws') === null,
    );
    expect(unlinked.sort()).toEqual(withoutPage.trim().split(/\s+/).sort());
  });

  it('has no path for a type that is not collected, and none twice', () => {
    const types = new Set(services.flatMap(typesOf));
    expect([...consolePaths.keys()].filter((type) => !types.has(type))).toEqual([]);
    const written = [computePaths, dataPaths, securityPaths, serverlessPaths, storagePaths].flatMap(Object.keys);
    expect(written.length).toBe(consolePaths.size);
  });

  it('does not exist for a type that the console does not show, or without an ARN', () => {
    expect(consoleUrlOf({ ...instance, type: 'AWS::Other::Thing' }, 'aws')).toBeNull();
    expect(consoleUrlOf({ ...instance, arn: 'nonsense' }, 'aws')).toBeNull();
    expect(consoleUrlOf({ ...instance, type: 'constructor' }, 'aws')).toBeNull();
  });

  it('stays on AWS whatever an asset is called', () => {
    const hostile = `"><script>//evil.example.com/?x=1#@\\`;
    const document = new Proxy<Record<string, unknown>>({}, { get: () => hostile });
    for (const type of consolePaths.keys()) {
      const url = consoleUrlOf(
        {
          type,
          arn: `arn:aws:x:::y/${hostile}`,
          name: hostile,
          region: 'evil.example.com',
          document,
        },
        'aws',
      );
      expect(new URL(url ?? '').origin, type).toBe('https://console.aws.amazon.com');
      // Nothing of the name gets out of where it stands: not into another path, parameter or fragment.
      expect(url, type).not.toMatch(/[<>"\s\\@]|x=1#/);
    }
  });

  it('opens a bucket where it is, and a key at its user', () => {
    const bucket = { ...instance, type: 'AWS::S3::Bucket', arn: 'arn:aws:s3:::one', name: 'one' };
    expect(consoleUrlOf(bucket, 'aws')).toBe('https://console.aws.amazon.com/s3/buckets/one?region=eu-west-1');
    const key = { ...instance, type: 'AWS::IAM::AccessKey', region: 'global', document: { UserName: 'a/b' } };
    expect(consoleUrlOf(key, 'aws')).toContain('/iam/home#/users/details/a%2Fb');
  });

  it.each([
    [
      'AWS::Logs::LogGroup',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/x',
      '/aws/lambda/x',
      'cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fx',
    ],
    [
      'AWS::EKS::Addon',
      'arn:aws:eks:eu-west-1:111122223333:addon/prod/vpc-cni',
      'vpc-cni',
      'eks/home?region=eu-west-1#/clusters/prod/add-ons/vpc-cni',
    ],
    [
      'AWS::Route53::RecordSet',
      'arn:aws:route53:::hostedzone/Z1/recordset/a.example.com./A',
      'a.example.com.',
      'route53/v2/hostedzones#ListRecordSets/Z1',
    ],
    [
      'AWS::NetworkFirewall::Firewall',
      'arn:aws:network-firewall:eu-west-1:111122223333:firewall/edge',
      'edge',
      'vpcconsole/home?region=eu-west-1#NetworkFirewallDetails:arn=arn_aws_network-firewall_eu-west-1_111122223333_firewall~edge',
    ],
  ])('opens %s at its own page', (type, arn, name, path) => {
    expect(consoleUrlOf({ ...instance, type, arn, name }, 'aws')).toBe(`https://console.aws.amazon.com/${path}`);
  });
});
