import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
} from '@aws-sdk/client-auto-scaling';
import { BatchClient, RegisterJobDefinitionCommand } from '@aws-sdk/client-batch';
import {
  CreateLaunchTemplateCommand,
  EC2Client,
  EnableEbsEncryptionByDefaultCommand,
  ImportKeyPairCommand,
  ModifyImageAttributeCommand,
  RegisterImageCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateRepositoryCommand,
  ECRClient,
  PutLifecyclePolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateClusterCommand as CreateEksClusterCommand,
  CreateNodegroupCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import {
  CreateApplicationCommand,
  CreateEnvironmentCommand,
  ElasticBeanstalkClient,
} from '@aws-sdk/client-elastic-beanstalk';
import {
  CreateLoadBalancerCommand as CreateClassicLoadBalancerCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Connect } from './estate-clients.ts';
import { type EstateNetwork, seedEc2Network } from './estate-ec2-network.ts';

interface Where {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

/**
 * Makes what runs beside the bare machines: images and templates, load balancers, containers. Its faults: an image and
 * a repository for everybody, machines with the old metadata service and public addresses, a load balancer that speaks
 * HTTP to the internet, a privileged container with a secret in its environment, a public Kubernetes endpoint.
 */
export async function seedCompute(connect: Connect, where: Where): Promise<void> {
  const [home = '', second] = where.regions;
  const ec2 = connect(EC2Client, home);
  await Promise.all([
    seedEc2Network(ec2, { ...where, region: home }).then((network) =>
      Promise.all([
        seedLoadBalancers(connect, home, network),
        seedScaling(connect, ec2, home, network),
        seedKubernetes(connect(EKSClient, home), where, network),
      ]),
    ),
    seedImages(ec2),
    seedContainers(connect, home),
    seedRepositories(connect(ECRClient, home)),
    seedBeanstalk(connect(ElasticBeanstalkClient, home)),
    second && connect(EC2Client, second).send(new EnableEbsEncryptionByDefaultCommand({})),
    second && connect(ECRClient, second).send(new CreateRepositoryCommand({ repositoryName: 'catalog' })),
  ]);
}

async function seedImages(ec2: EC2Client): Promise<void> {
  const [{ ImageId }] = await Promise.all([
    ec2.send(new RegisterImageCommand({ Name: 'golden-2022-03', Architecture: 'x86_64', RootDeviceName: '/dev/sda1' })),
    ec2.send(new RegisterImageCommand({ Name: 'golden-2026-10', Architecture: 'x86_64', RootDeviceName: '/dev/sda1' })),
    ec2.send(
      new ImportKeyPairCommand({
        KeyName: 'jane-laptop',
        PublicKeyMaterial: Buffer.from(
          'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILsQ2lLAGvQmXGo0lPWMb3cJ5cqGBKXHZyd1pVCuXoQn jane@laptop',
        ),
      }),
    ),
  ]);
  await ec2.send(new ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ Group: 'all' }] } }));
}

async function seedScaling(
  connect: Connect,
  ec2: EC2Client,
  region: string,
  { publicSubnetIds }: EstateNetwork,
): Promise<void> {
  const scaling = connect(AutoScalingClient, region);
  const secretOfBoot = Buffer.from('#!/bin/sh\nexport DATABASE_PASSWORD=not-a-real-one\n').toString('base64');
  await Promise.all([
    ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: 'workers',
        LaunchTemplateData: {
          ImageId: 'ami-12c6146b',
          InstanceType: 't3.small',
          UserData: secretOfBoot,
          MetadataOptions: { HttpTokens: 'optional' },
          NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }],
        },
      }),
    ),
    scaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: 'legacy-workers',
        ImageId: 'ami-12c6146b',
        InstanceType: 't2.micro',
        UserData: secretOfBoot,
        AssociatePublicIpAddress: true,
      }),
    ),
  ]);
  const sizes = { MinSize: 0, MaxSize: 4, DesiredCapacity: 0, HealthCheckType: 'EC2' };
  await Promise.all([
    scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'workers',
        LaunchTemplate: { LaunchTemplateName: 'workers', Version: '$Latest' },
        VPCZoneIdentifier: publicSubnetIds.join(','),
        Tags: [{ Key: 'team', Value: 'platform', PropagateAtLaunch: true }],
        ...sizes,
      }),
    ),
    scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: 'legacy-workers',
        LaunchConfigurationName: 'legacy-workers',
        VPCZoneIdentifier: publicSubnetIds[0],
        ...sizes,
      }),
    ),
  ]);
}

async function seedLoadBalancers(
  connect: Connect,
  region: string,
  { vpcId, publicSubnetIds }: EstateNetwork,
): Promise<void> {
  const elbv2 = connect(ElasticLoadBalancingV2Client, region);
  const tags = [{ Key: 'team', Value: 'web' }];
  const [{ LoadBalancers: [shop] = [] }, { TargetGroups: [targets] = [] }] = await Promise.all([
    elbv2.send(
      new CreateLoadBalancerCommand({
        Name: 'shop',
        Type: 'application',
        Scheme: 'internet-facing',
        Subnets: publicSubnetIds,
        Tags: tags,
      }),
    ),
    elbv2.send(
      new CreateTargetGroupCommand({ Name: 'shop-web', Protocol: 'HTTP', Port: 8080, VpcId: vpcId, Tags: tags }),
    ),
    elbv2.send(
      new CreateLoadBalancerCommand({
        Name: 'orders-internal',
        Type: 'network',
        Scheme: 'internal',
        Subnets: publicSubnetIds,
      }),
    ),
    connect(ElasticLoadBalancingClient, region).send(
      new CreateClassicLoadBalancerCommand({
        LoadBalancerName: 'legacy-shop',
        Subnets: publicSubnetIds,
        Listeners: [
          { Protocol: 'HTTP', LoadBalancerPort: 80, InstanceProtocol: 'HTTP', InstancePort: 8080 },
          { Protocol: 'TCP', LoadBalancerPort: 22, InstanceProtocol: 'TCP', InstancePort: 22 },
        ],
        Tags: tags,
      }),
    ),
  ]);
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: shop?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targets?.TargetGroupArn }],
    }),
  );
}

async function seedContainers(connect: Connect, region: string): Promise<void> {
  const ecs = connect(ECSClient, region);
  const environment = [{ name: 'STRIPE_API_KEY', value: 'not-a-real-one' }];
  const [{ cluster }, { taskDefinition }] = await Promise.all([
    ecs.send(
      new CreateClusterCommand({
        clusterName: 'shop',
        settings: [{ name: 'containerInsights', value: 'disabled' }],
        tags: [{ key: 'team', value: 'web' }],
      }),
    ),
    ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'payments',
        networkMode: 'host',
        containerDefinitions: [
          { name: 'payments', image: 'payments:latest', memory: 512, privileged: true, environment },
        ],
      }),
    ),
    ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'search',
        networkMode: 'awsvpc',
        containerDefinitions: [
          {
            name: 'search',
            image: 'search:1.4.2',
            memory: 1024,
            readonlyRootFilesystem: true,
            logConfiguration: {
              logDriver: 'awslogs',
              options: { 'awslogs-group': '/ecs/search', mode: 'non-blocking' },
            },
          },
        ],
      }),
    ),
    connect(BatchClient, region).send(
      new RegisterJobDefinitionCommand({
        jobDefinitionName: 'nightly-export',
        type: 'container',
        containerProperties: { image: 'export:3', vcpus: 1, memory: 2048, privileged: true, environment },
      }),
    ),
  ]);
  await ecs.send(
    new CreateServiceCommand({
      cluster: cluster?.clusterArn,
      serviceName: 'payments',
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 2,
      launchType: 'EC2',
    }),
  );
}

async function seedRepositories(ecr: ECRClient): Promise<void> {
  await Promise.all([
    ecr.send(
      new CreateRepositoryCommand({
        repositoryName: 'payments',
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS' },
        tags: [{ Key: 'team', Value: 'payments' }],
      }),
    ),
    ecr.send(new CreateRepositoryCommand({ repositoryName: 'base-images/node' })),
  ]);
  await Promise.all([
    ecr.send(
      new SetRepositoryPolicyCommand({
        repositoryName: 'base-images/node',
        policyText: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Sid: 'pull', Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'] }],
        }),
      }),
    ),
    ecr.send(
      new PutLifecyclePolicyCommand({
        repositoryName: 'payments',
        lifecyclePolicyText: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
              action: { type: 'expire' },
            },
          ],
        }),
      }),
    ),
  ]);
}

async function seedKubernetes(eks: EKSClient, where: Where, { publicSubnetIds }: EstateNetwork): Promise<void> {
  const role = (name: string) => `arn:${where.partition}:iam::${where.accountId}:role/${name}`;
  await eks.send(
    new CreateEksClusterCommand({
      name: 'platform',
      version: '1.24',
      roleArn: role('eks-cluster'),
      resourcesVpcConfig: { subnetIds: publicSubnetIds, endpointPublicAccess: true, endpointPrivateAccess: false },
      tags: { team: 'platform' },
    }),
  );
  await eks.send(
    new CreateNodegroupCommand({
      clusterName: 'platform',
      nodegroupName: 'general',
      nodeRole: role('eks-node'),
      subnets: publicSubnetIds,
    }),
  );
}

async function seedBeanstalk(beanstalk: ElasticBeanstalkClient): Promise<void> {
  await beanstalk.send(new CreateApplicationCommand({ ApplicationName: 'careers' }));
  await beanstalk.send(
    new CreateEnvironmentCommand({
      ApplicationName: 'careers',
      EnvironmentName: 'careers-production',
      SolutionStackName: '64bit Amazon Linux 2023 v6.1.0 running Node.js 20',
    }),
  );
}
