import { describe, expect, it } from 'vitest';
import { toDocument } from '../document.ts';
import type { AssetDeclaration, ServiceDeclaration } from '../service.ts';
import { autoscaling } from './autoscaling.ts';
import { batch } from './batch.ts';
import { ec2 } from './ec2.ts';
import { ecr } from './ecr.ts';
import { ecs } from './ecs.ts';
import { eks } from './eks.ts';
import { elasticbeanstalk } from './elasticbeanstalk.ts';
import { elb } from './elb.ts';
import { elbv2 } from './elbv2.ts';
import { expectArns } from './expect-arns.ts';
import { lightsail } from './lightsail.ts';

const at = { partition: 'aws' as const, accountId: '111122223333', region: 'eu-west-1' };
const ec2Arn = (resource: string) => `arn:PARTITION:ec2:REGION:111122223333:${resource}`;
const owner = '444455556666';

/** An asset whose ARN AWS tells in this field. */
const told = (field: string, arn: string) => ({ item: { [field]: arn }, arn });
/** An asset that AWS lists by its ARN alone. */
const listed = (arn: string) => ({ item: arn, arn });

describe('the compute services', () => {
  expectArns([autoscaling, batch, ec2, ecr, ecs, eks, elasticbeanstalk, elb, elbv2, lightsail], {
    'AWS::AutoScaling::AutoScalingGroup': told(
      'AutoScalingGroupARN',
      'arn:PARTITION:autoscaling:REGION:111122223333:autoScalingGroup:0f1e:autoScalingGroupName/workers',
    ),
    'AWS::AutoScaling::LaunchConfiguration': told(
      'LaunchConfigurationARN',
      'arn:PARTITION:autoscaling:REGION:111122223333:launchConfiguration:0f1e:launchConfigurationName/workers',
    ),
    'AWS::Batch::ComputeEnvironment': told(
      'computeEnvironmentArn',
      'arn:PARTITION:batch:REGION:111122223333:compute-environment/nightly',
    ),
    'AWS::Batch::JobDefinition': told(
      'jobDefinitionArn',
      'arn:PARTITION:batch:REGION:111122223333:job-definition/export:3',
    ),
    'AWS::Batch::JobQueue': told('jobQueueArn', 'arn:PARTITION:batch:REGION:111122223333:job-queue/nightly'),
    'AWS::EC2::AccountSettings': { arn: ec2Arn('account-settings/REGION') },
    'AWS::EC2::ClientVpnEndpoint': {
      item: { ClientVpnEndpointId: 'cvpn-endpoint-1' },
      arn: ec2Arn('client-vpn-endpoint/cvpn-endpoint-1'),
    },
    'AWS::EC2::CustomerGateway': { item: { CustomerGatewayId: 'cgw-1' }, arn: ec2Arn('customer-gateway/cgw-1') },
    'AWS::EC2::EIP': { item: { AllocationId: 'eipalloc-1' }, arn: ec2Arn('elastic-ip/eipalloc-1') },
    'AWS::EC2::EgressOnlyInternetGateway': {
      item: { EgressOnlyInternetGatewayId: 'eigw-1' },
      arn: ec2Arn('egress-only-internet-gateway/eigw-1'),
    },
    'AWS::EC2::FlowLog': { item: { FlowLogId: 'fl-1' }, arn: ec2Arn('vpc-flow-log/fl-1') },
    'AWS::EC2::Image': { item: { ImageId: 'ami-1' }, arn: 'arn:PARTITION:ec2:REGION::image/ami-1' },
    'AWS::EC2::Instance': { item: { InstanceId: 'i-1' }, arn: ec2Arn('instance/i-1') },
    'AWS::EC2::InternetGateway': {
      item: { InternetGatewayId: 'igw-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:internet-gateway/igw-1`,
    },
    'AWS::EC2::KeyPair': { item: { KeyName: 'jane laptop', KeyPairId: 'key-1' }, arn: ec2Arn('key-pair/jane laptop') },
    'AWS::EC2::LaunchTemplate': { item: { LaunchTemplateId: 'lt-1' }, arn: ec2Arn('launch-template/lt-1') },
    'AWS::EC2::NatGateway': { item: { NatGatewayId: 'nat-1' }, arn: ec2Arn('natgateway/nat-1') },
    'AWS::EC2::NetworkAcl': {
      item: { NetworkAclId: 'acl-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:network-acl/acl-1`,
    },
    'AWS::EC2::NetworkInterface': { item: { NetworkInterfaceId: 'eni-1' }, arn: ec2Arn('network-interface/eni-1') },
    'AWS::EC2::PrefixList': told('PrefixListArn', ec2Arn('prefix-list/pl-1')),
    'AWS::EC2::RouteTable': {
      item: { RouteTableId: 'rtb-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:route-table/rtb-1`,
    },
    'AWS::EC2::SecurityGroup': {
      item: { GroupId: 'sg-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:security-group/sg-1`,
    },
    'AWS::EC2::Snapshot': { item: { SnapshotId: 'snap-1' }, arn: 'arn:PARTITION:ec2:REGION::snapshot/snap-1' },
    'AWS::EC2::Subnet': {
      item: { SubnetId: 'subnet-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:subnet/subnet-1`,
    },
    'AWS::EC2::TransitGateway': told('TransitGatewayArn', `arn:PARTITION:ec2:REGION:${owner}:transit-gateway/tgw-1`),
    'AWS::EC2::TransitGatewayAttachment': {
      item: {
        TransitGatewayAttachmentId: 'tgw-attach-1',
        TransitGatewayOwnerId: '777788889999',
        ResourceOwnerId: owner,
      },
      arn: `arn:PARTITION:ec2:REGION:${owner}:transit-gateway-attachment/tgw-attach-1`,
    },
    'AWS::EC2::Volume': { item: { VolumeId: 'vol-1' }, arn: ec2Arn('volume/vol-1') },
    'AWS::EC2::VPC': { item: { VpcId: 'vpc-1', OwnerId: owner }, arn: `arn:PARTITION:ec2:REGION:${owner}:vpc/vpc-1` },
    'AWS::EC2::VPCEndpoint': {
      item: { VpcEndpointId: 'vpce-1', OwnerId: owner },
      arn: `arn:PARTITION:ec2:REGION:${owner}:vpc-endpoint/vpce-1`,
    },
    'AWS::EC2::VPCEndpointService': {
      item: { ServiceId: 'vpce-svc-1' },
      arn: ec2Arn('vpc-endpoint-service/vpce-svc-1'),
    },
    'AWS::EC2::VPCPeeringConnection': {
      item: { VpcPeeringConnectionId: 'pcx-1' },
      arn: ec2Arn('vpc-peering-connection/pcx-1'),
    },
    'AWS::EC2::VPNConnection': { item: { VpnConnectionId: 'vpn-1' }, arn: ec2Arn('vpn-connection/vpn-1') },
    'AWS::EC2::VPNGateway': { item: { VpnGatewayId: 'vgw-1' }, arn: ec2Arn('vpn-gateway/vgw-1') },
    'AWS::ECR::Registry': { arn: 'arn:PARTITION:ecr:REGION:111122223333:registry' },
    'AWS::ECR::Repository': told('repositoryArn', 'arn:PARTITION:ecr:REGION:111122223333:repository/base/node'),
    'AWS::ECS::Cluster': listed('arn:PARTITION:ecs:REGION:111122223333:cluster/shop'),
    'AWS::ECS::Service': listed('arn:PARTITION:ecs:REGION:111122223333:service/shop/web'),
    'AWS::ECS::TaskDefinition': listed('arn:PARTITION:ecs:REGION:111122223333:task-definition/web:12'),
    'AWS::EKS::Cluster': { item: 'platform', arn: 'arn:PARTITION:eks:REGION:111122223333:cluster/platform' },
    'AWS::EKS::AccessEntry': {
      item: 'arn:PARTITION:iam::111122223333:role/admin',
      parent: 'platform',
      arn: 'arn:PARTITION:eks:REGION:111122223333:access-entry/platform/arn:PARTITION:iam::111122223333:role/admin',
    },
    'AWS::EKS::Addon': {
      item: 'vpc-cni',
      parent: 'platform',
      arn: 'arn:PARTITION:eks:REGION:111122223333:addon/platform/vpc-cni',
    },
    'AWS::EKS::FargateProfile': {
      item: 'batch',
      parent: 'platform',
      arn: 'arn:PARTITION:eks:REGION:111122223333:fargateprofile/platform/batch',
    },
    'AWS::EKS::Nodegroup': {
      item: 'general',
      parent: 'platform',
      arn: 'arn:PARTITION:eks:REGION:111122223333:nodegroup/platform/general',
    },
    'AWS::ElasticBeanstalk::Application': told(
      'ApplicationArn',
      'arn:PARTITION:elasticbeanstalk:REGION:111122223333:application/careers',
    ),
    'AWS::ElasticBeanstalk::Environment': told(
      'EnvironmentArn',
      'arn:PARTITION:elasticbeanstalk:REGION:111122223333:environment/careers/production',
    ),
    'AWS::ElasticLoadBalancing::LoadBalancer': {
      item: { LoadBalancerName: 'legacy' },
      arn: 'arn:PARTITION:elasticloadbalancing:REGION:111122223333:loadbalancer/legacy',
    },
    'AWS::ElasticLoadBalancingV2::Listener': told(
      'ListenerArn',
      'arn:PARTITION:elasticloadbalancing:REGION:111122223333:listener/app/shop/1/2',
    ),
    'AWS::ElasticLoadBalancingV2::LoadBalancer': told(
      'LoadBalancerArn',
      'arn:PARTITION:elasticloadbalancing:REGION:111122223333:loadbalancer/app/shop/1',
    ),
    'AWS::ElasticLoadBalancingV2::TargetGroup': told(
      'TargetGroupArn',
      'arn:PARTITION:elasticloadbalancing:REGION:111122223333:targetgroup/web/1',
    ),
    'AWS::Lightsail::Bucket': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:Bucket/1'),
    'AWS::Lightsail::Container': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:ContainerService/1'),
    'AWS::Lightsail::Database': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:RelationalDatabase/1'),
    'AWS::Lightsail::Distribution': told('arn', 'arn:PARTITION:lightsail:global:111122223333:Distribution/1'),
    'AWS::Lightsail::Instance': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:Instance/1'),
    'AWS::Lightsail::LoadBalancer': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:LoadBalancer/1'),
    'AWS::Lightsail::StaticIp': told('arn', 'arn:PARTITION:lightsail:REGION:111122223333:StaticIp/1'),
  });
});

function partOf(service: ServiceDeclaration, type: string, name: string) {
  const everyAsset = (assets: readonly AssetDeclaration[]): AssetDeclaration[] =>
    assets.flatMap((asset) => [asset, ...asset.children.flatMap((child) => everyAsset(child.assets))]);
  const found = everyAsset(service.listings.flatMap(({ assets }) => assets)).find((asset) => asset.type === type);
  const part = found?.parts[name];
  if (part === undefined) throw new Error(`${type} has no part ${name}.`);
  return part;
}

const single = (...place: Parameters<typeof partOf>) => {
  const part = partOf(...place);
  if (part.kind !== 'single') throw new Error('It is read in batches.');
  return part;
};
const many = (...place: Parameters<typeof partOf>) => {
  const part = partOf(...place);
  if (part.kind !== 'batch') throw new Error('It is read one by one.');
  return part;
};

describe('an EC2 instance', () => {
  const image = many(ec2, 'AWS::EC2::Instance', 'Image');

  it('asks once for an image that several machines have', () => {
    const machines = [{ ImageId: 'ami-1' }, { ImageId: 'ami-2' }, { ImageId: 'ami-1' }];
    expect(image.input(machines, at)).toMatchObject({ Filters: [{ Name: 'image-id', Values: ['ami-1', 'ami-2'] }] });
  });

  it('takes what tells the age and origin of its own image', () => {
    const output = {
      Images: [
        { ImageId: 'ami-1', OwnerId: '1', BlockDeviceMappings: [] },
        { ImageId: 'ami-2', OwnerId: '2', DeprecationTime: '2024-01-01T00:00:00.000Z' },
      ],
    };
    expect(toDocument(image.pick(output, { ImageId: 'ami-2' }))).toEqual({
      OwnerId: '2',
      DeprecationTime: '2024-01-01T00:00:00.000Z',
    });
  });

  it('has none when its image is no more', () => {
    expect(image.pick({ Images: [] }, { ImageId: 'ami-1' })).toBeUndefined();
  });
});

it('keeps a version of a launch template once when it is both the default and the latest', () => {
  const { pick } = single(ec2, 'AWS::EC2::LaunchTemplate', 'LaunchTemplateVersions');
  const [first, second] = [{ VersionNumber: 1 }, { VersionNumber: 2 }];
  expect(pick({ LaunchTemplateVersions: [first, { ...first }, second] })).toEqual([first, second]);
});

it('does not keep the pre-shared keys of a VPN connection in any form', () => {
  const connection = {
    CustomerGatewayConfiguration: '<pre_shared_key>secret</pre_shared_key>',
    Options: { TunnelOptions: [{ PreSharedKey: 'secret', OutsideIpAddress: '203.0.113.1' }] },
  };
  const kept = JSON.stringify(toDocument(connection, ec2));
  expect(kept).not.toContain('secret');
  expect(kept).toContain('203.0.113.1');
});

it('does not keep user data', () => {
  for (const service of [ec2, autoscaling]) {
    expect(JSON.stringify(toDocument({ LaunchTemplateData: { UserData: 'c2VjcmV0' } }, service))).not.toContain('c2Vj');
  }
});

describe('an Elastic Beanstalk environment', () => {
  const pick = (Namespace: string) =>
    single(elasticbeanstalk, 'AWS::ElasticBeanstalk::Environment', 'OptionSettings').pick({
      ConfigurationSettings: [{ OptionSettings: [{ Namespace, OptionName: 'Name', Value: 'value' }] }],
    });

  it.each([
    'aws:elasticbeanstalk:managedactions',
    'aws:elasticbeanstalk:healthreporting:system',
    'aws:elasticbeanstalk:cloudwatch:logs',
    'aws:elb:listener:443',
    'aws:elbv2:listener:default',
  ])('keeps the settings in %s', (namespace) => {
    expect(pick(namespace)).toEqual([{ Namespace: namespace, OptionName: 'Name', Value: 'value' }]);
  });

  it.each([
    'aws:elasticbeanstalk:application:environment',
    'aws:elasticbeanstalk:container:tomcat:jvmoptions',
    'aws:cloudformation:template:parameter',
    'aws:rds:dbinstance',
    'aws:elb:listener:443:aws:elasticbeanstalk:application:environment',
  ])('keeps only the names in %s', (namespace) => {
    expect(pick(namespace)).toEqual([{ Namespace: namespace, OptionName: 'Name' }]);
  });
});

describe('an ECS task definition', () => {
  const { pick } = single(ecs, 'AWS::ECS::TaskDefinition', 'TaskDefinition');

  it('keeps how logs are written, and no token of a log driver', () => {
    const options = { mode: 'non-blocking', 'awslogs-group': '/ecs/web', 'splunk-token': 'secret' };
    const taskDefinition = {
      containerDefinitions: [{ name: 'web', logConfiguration: { logDriver: 'splunk', options } }],
    };
    expect(pick({ taskDefinition, tags: [{ key: 'team', value: 'web' }] })).toMatchObject({
      containerDefinitions: [
        {
          name: 'web',
          logConfiguration: {
            logDriver: 'splunk',
            options: { mode: 'non-blocking', 'awslogs-group': '/ecs/web', 'splunk-token': '[withheld]' },
          },
        },
      ],
      tags: [{ key: 'team', value: 'web' }],
    });
  });

  it('keeps the names of variables, and nothing of what containers are started with', () => {
    const started = { environment: [{ name: 'KEY', value: 'secret' }], command: ['--password', 'secret'] };
    const kept = JSON.stringify(toDocument({ containerDefinitions: [started] }, ecs));
    expect(kept).toContain('KEY');
    expect(kept).not.toContain('secret');
  });
});

it('does not keep what AWS Batch starts containers with, on ECS or on EKS', () => {
  const definition = {
    parameters: { token: 'secret' },
    containerProperties: {
      environment: [{ name: 'KEY', value: 'secret' }],
      command: ['secret'],
      logConfiguration: { options: { 'splunk-token': 'secret' } },
    },
    eksProperties: {
      podProperties: {
        containers: [{ env: [{ name: 'KEY', value: 'secret' }], args: ['secret'], command: ['secret'] }],
      },
    },
  };
  expect(JSON.stringify(toDocument(definition, batch))).not.toContain('secret');
});

describe('an ECS service', () => {
  const service = many(ecs, 'AWS::ECS::Service', 'Service');
  const arn = 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web';

  it('is asked for in its cluster, which the ARNs of old services do not name', () => {
    const old = 'arn:aws:ecs:eu-west-1:111122223333:service/web';
    expect(service.input([old], at, 'shop')).toMatchObject({ cluster: 'shop', services: [old] });
  });

  it('does not keep its log of events', () => {
    const output = { services: [{ serviceArn: arn, launchType: 'FARGATE', events: [{ message: 'steady' }] }] };
    expect(toDocument(service.pick(output, arn))).toEqual({ serviceArn: arn, launchType: 'FARGATE' });
  });
});

it('keeps the configuration of no EKS add-on but the network add-on, since others can take secrets', () => {
  const { pick } = single(eks, 'AWS::EKS::Addon', 'Addon');
  const configurationValues = '{"key":"value"}';
  expect(pick({ addon: { addonName: 'vpc-cni', configurationValues } })).toMatchObject({ configurationValues });
  expect(toDocument(pick({ addon: { addonName: 'datadog', configurationValues } }))).toEqual({ addonName: 'datadog' });
});

describe('a classic load balancer', () => {
  const { applies } = partOf(elb, 'AWS::ElasticLoadBalancing::LoadBalancer', 'PolicyDescriptions');
  const speaking = (...protocols: string[]) => ({
    ListenerDescriptions: protocols.map((Protocol) => ({ Listener: { Protocol } })),
  });

  it('is asked for its policies when it decrypts', () => {
    expect(applies(speaking('HTTP', 'HTTPS'))).toBe(true);
    expect(applies(speaking('SSL'))).toBe(true);
  });

  it('is not asked for policies that say nothing of encryption', () => {
    expect(applies(speaking('HTTP', 'TCP'))).toBe(false);
    expect(applies({})).toBe(false);
  });
});
