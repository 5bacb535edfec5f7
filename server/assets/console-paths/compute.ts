import type { ConsolePaths } from './path.ts';

const ec2Home = (region: string, path: string) => `/ec2/home?region=${region}#${path}`;
const vpcHome = (region: string, path: string) => `/vpcconsole/home?region=${region}#${path}`;
const eksCluster = (region: string, encodedName: string, path: string) =>
  `/eks/home?region=${region}#/clusters/${encodedName}${path}`;
/** The cluster that the ARN of one of its parts names: `arn:aws:eks:eu-west-1:111122223333:addon/cluster/name`. */
const clusterOf = (arn: string) => arn.split('/')[1] ?? '';

/** Machines, containers, networks, and what spreads load over them. */
export const computePaths: ConsolePaths = {
  'AWS::AutoScaling::AutoScalingGroup': (_id, { region, encode }, { name }) =>
    ec2Home(region, `AutoScalingGroupDetails:id=${encode(name)}`),
  'AWS::AutoScaling::LaunchConfiguration': (_id, { region }) => ec2Home(region, 'LaunchConfigurations:'),
  'AWS::Batch::ComputeEnvironment': (_id, { region, encode }, { arn }) =>
    `/batch/home?region=${region}#compute-environments/detail/${encode(arn)}`,
  'AWS::Batch::JobDefinition': (_id, { region, encode }, { arn }) =>
    `/batch/home?region=${region}#job-definition/detail/${encode(arn)}`,
  'AWS::Batch::JobQueue': (_id, { region, encode }, { arn }) =>
    `/batch/home?region=${region}#queues/detail/${encode(arn)}`,
  'AWS::EC2::AccountSettings': (_id, { region }) => ec2Home(region, 'Settings:'),
  'AWS::EC2::ClientVpnEndpoint': (id, { region }) =>
    vpcHome(region, `ClientVPNEndpointDetails:clientVpnEndpointId=${id}`),
  'AWS::EC2::CustomerGateway': (id, { region }) => vpcHome(region, `CustomerGatewayDetails:CustomerGatewayId=${id}`),
  'AWS::EC2::EgressOnlyInternetGateway': (id, { region }) =>
    vpcHome(region, `EgressOnlyInternetGatewayDetails:EgressOnlyInternetGatewayId=${id}`),
  'AWS::EC2::EIP': (id, { region }) => ec2Home(region, `ElasticIpDetails:AllocationId=${id}`),
  'AWS::EC2::Image': (id, { region }) => ec2Home(region, `ImageDetails:imageId=${id}`),
  'AWS::EC2::Instance': (id, { region }) => ec2Home(region, `InstanceDetails:instanceId=${id}`),
  'AWS::EC2::InternetGateway': (id, { region }) => vpcHome(region, `InternetGateway:internetGatewayId=${id}`),
  'AWS::EC2::KeyPair': (_id, { region, encode }, { name }) => ec2Home(region, `KeyPairs:search=${encode(name)}`),
  'AWS::EC2::LaunchTemplate': (id, { region }) => ec2Home(region, `LaunchTemplateDetails:launchTemplateId=${id}`),
  'AWS::EC2::NatGateway': (id, { region }) => vpcHome(region, `NatGatewayDetails:natGatewayId=${id}`),
  'AWS::EC2::NetworkAcl': (id, { region }) => vpcHome(region, `NetworkAclDetails:networkAclId=${id}`),
  'AWS::EC2::NetworkInterface': (id, { region }) => ec2Home(region, `NetworkInterface:networkInterfaceId=${id}`),
  'AWS::EC2::PrefixList': (id, { region }) => vpcHome(region, `ManagedPrefixListDetails:prefixListId=${id}`),
  'AWS::EC2::RouteTable': (id, { region }) => vpcHome(region, `RouteTableDetails:RouteTableId=${id}`),
  'AWS::EC2::SecurityGroup': (id, { region }) => ec2Home(region, `SecurityGroup:groupId=${id}`),
  'AWS::EC2::Snapshot': (id, { region }) => ec2Home(region, `SnapshotDetails:snapshotId=${id}`),
  'AWS::EC2::Subnet': (id, { region }) => vpcHome(region, `SubnetDetails:subnetId=${id}`),
  'AWS::EC2::TransitGateway': (id, { region }) => vpcHome(region, `TransitGatewayDetails:transitGatewayId=${id}`),
  'AWS::EC2::TransitGatewayAttachment': (id, { region }) =>
    vpcHome(region, `TransitGatewayAttachmentDetails:transitGatewayAttachmentId=${id}`),
  'AWS::EC2::Volume': (id, { region }) => ec2Home(region, `VolumeDetails:volumeId=${id}`),
  'AWS::EC2::VPC': (id, { region }) => vpcHome(region, `VpcDetails:VpcId=${id}`),
  'AWS::EC2::VPCEndpoint': (id, { region }) => vpcHome(region, `EndpointDetails:vpcEndpointId=${id}`),
  'AWS::EC2::VPCEndpointService': (id, { region }) => vpcHome(region, `EndpointServiceDetails:serviceId=${id}`),
  'AWS::EC2::VPCPeeringConnection': (id, { region }) =>
    vpcHome(region, `PeeringConnectionDetails:VpcPeeringConnectionId=${id}`),
  'AWS::EC2::VPNConnection': (id, { region }) => vpcHome(region, `VpnConnectionDetails:VpnConnectionId=${id}`),
  'AWS::EC2::VPNGateway': (id, { region }) => vpcHome(region, `VpnGatewayDetails:VpnGatewayId=${id}`),
  'AWS::ECR::Registry': (_id, { region }) => `/ecr/private-registry/settings?region=${region}`,
  'AWS::ECR::Repository': (_id, { region, encode }, { arn, name }) =>
    `/ecr/repositories/private/${encode(arn.split(':')[4] ?? '')}/${name.split('/').map(encode).join('/')}?region=${region}`,
  'AWS::ECS::Cluster': (id, { region }) => `/ecs/v2/clusters/${id}?region=${region}`,
  'AWS::ECS::Service': (id, { region, encode }, { arn }) =>
    // The last but one word of the ARN is the cluster.
    `/ecs/v2/clusters/${encode(arn.split('/').at(-2) ?? '')}/services/${id}?region=${region}`,
  'AWS::ECS::TaskDefinition': (_id, { region, encode }, { arn }) => {
    const [family = '', revision = ''] = arn.split('/').at(-1)?.split(':') ?? [];
    return `/ecs/v2/task-definitions/${encode(family)}/${encode(revision)}?region=${region}`;
  },
  'AWS::EKS::AccessEntry': (_id, { region, encode }, { arn }) =>
    eksCluster(region, encode(clusterOf(arn)), '?selectedTab=cluster-access-tab'),
  'AWS::EKS::Addon': (_id, { region, encode }, { arn, name }) =>
    eksCluster(region, encode(clusterOf(arn)), `/add-ons/${encode(name)}`),
  'AWS::EKS::Cluster': (id, { region }) => eksCluster(region, id, ''),
  'AWS::EKS::FargateProfile': (_id, { region, encode }, { arn, name }) =>
    eksCluster(region, encode(clusterOf(arn)), `/fargate-profiles/${encode(name)}`),
  'AWS::EKS::Nodegroup': (_id, { region, encode }, { arn, name }) =>
    eksCluster(region, encode(clusterOf(arn)), `/nodegroups/${encode(name)}`),
  'AWS::ElasticBeanstalk::Application': (_id, { region, encode }, { name }) =>
    `/elasticbeanstalk/home?region=${region}#/application/overview?applicationName=${encode(name)}`,
  'AWS::ElasticBeanstalk::Environment': (_id, { region, encode }, { document }) =>
    `/elasticbeanstalk/home?region=${region}#/environment/dashboard?environmentId=${encode(String(document.EnvironmentId ?? ''))}`,
  'AWS::ElasticLoadBalancing::LoadBalancer': (_id, { region, encode }, { name }) =>
    ec2Home(region, `LoadBalancers:search=${encode(name)}`),
  'AWS::ElasticLoadBalancingV2::Listener': (_id, { region, encode }, { arn }) =>
    ec2Home(region, `ELBListenerV2:listenerArn=${encode(arn)}`),
  'AWS::ElasticLoadBalancingV2::LoadBalancer': (_id, { region, encode }, { arn }) =>
    ec2Home(region, `LoadBalancer:loadBalancerArn=${encode(arn)}`),
  'AWS::ElasticLoadBalancingV2::TargetGroup': (_id, { region, encode }, { arn }) =>
    ec2Home(region, `TargetGroup:targetGroupArn=${encode(arn)}`),
};
