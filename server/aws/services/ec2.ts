import { type AssetContext, declareService } from '../service.ts';

/** A network that another account shares is seen here too: its ARN names the account that owns it. */
function arnOf(kind: string, id: string | undefined, at: AssetContext, ownerId: string | undefined): string {
  return `arn:${at.partition}:ec2:${at.region}:${ownerId ?? at.accountId}:${kind}/${id}`;
}

export const ec2 = declareService(
  {
    id: 'ec2',
    name: 'Amazon EC2',
    scope: 'regional',
    load: () => import('@aws-sdk/client-ec2'),
    client: 'EC2Client',
    otherNeeds: [
      { action: 'ec2:DescribeRegions', why: 'Tells which regions the account has enabled, so what to scan.' },
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::EC2::Instance',
      list: 'DescribeInstances',
      input: { MaxResults: 1000 },
      items: (page) => page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
      arn: (instance, at) => arnOf('instance', instance.InstanceId, at, undefined),
    }),
    asset({
      type: 'AWS::EC2::Volume',
      list: 'DescribeVolumes',
      input: { MaxResults: 500 },
      items: (page) => page.Volumes,
      arn: (volume, at) => arnOf('volume', volume.VolumeId, at, undefined),
    }),
    asset({
      type: 'AWS::EC2::Snapshot',
      list: 'DescribeSnapshots',
      input: { OwnerIds: ['self'], MaxResults: 1000 },
      items: (page) => page.Snapshots,
      // AWS gives the ARNs of snapshots and images no account:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      arn: (snapshot, at) => arnOf('snapshot', snapshot.SnapshotId, at, ''),
    }),
    asset({
      type: 'AWS::EC2::SecurityGroup',
      list: 'DescribeSecurityGroups',
      input: { MaxResults: 1000 },
      items: (page) => page.SecurityGroups,
      arn: (group, at) => arnOf('security-group', group.GroupId, at, group.OwnerId),
      name: (group) => group.GroupName,
    }),
    asset({
      type: 'AWS::EC2::VPC',
      list: 'DescribeVpcs',
      input: { MaxResults: 1000 },
      items: (page) => page.Vpcs,
      arn: (vpc, at) => arnOf('vpc', vpc.VpcId, at, vpc.OwnerId),
    }),
    asset({
      type: 'AWS::EC2::Subnet',
      list: 'DescribeSubnets',
      input: { MaxResults: 1000 },
      items: (page) => page.Subnets,
      arn: (subnet, at) => arnOf('subnet', subnet.SubnetId, at, subnet.OwnerId),
    }),
    asset({
      type: 'AWS::EC2::NetworkInterface',
      list: 'DescribeNetworkInterfaces',
      input: { MaxResults: 1000 },
      items: (page) => page.NetworkInterfaces,
      arn: (networkInterface, at) =>
        arnOf('network-interface', networkInterface.NetworkInterfaceId, at, networkInterface.OwnerId),
      tags: 'TagSet',
    }),
    asset({
      type: 'AWS::EC2::EIP',
      list: 'DescribeAddresses',
      items: (page) => page.Addresses,
      arn: (address, at) => arnOf('elastic-ip', address.AllocationId ?? address.PublicIp, at, undefined),
    }),
  ],
);
