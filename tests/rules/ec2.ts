import * as ec2 from '@aws-sdk/client-ec2';
import type { Wrong } from './wrong.ts';

const ports = {
  ssh: 22,
  rdp: 3389,
  mysql: 3306,
  postgresql: 5432,
  redis: 6379,
  mongodb: 27017,
  elasticsearch: 9200,
  telnet: 23,
  ftp: 21,
  smb: 445,
};
const world = [{ CidrIp: '0.0.0.0/0' }];
const openPorts = Object.values(ports).map((port) => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  IpRanges: world,
}));
const made: Record<string, string> = {};

async function defaultVpc(client: ec2.EC2Client): Promise<string> {
  const { Vpcs = [] } = await client.send(
    new ec2.DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  return Vpcs[0]?.VpcId ?? '';
}

async function newGroup(client: ec2.EC2Client, name: string, IpPermissions: ec2.IpPermission[]): Promise<string> {
  const VpcId = await defaultVpc(client);
  const { GroupId = '' } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId }),
  );
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  made[name] = GroupId;
  return GroupId;
}

export const openGroup: Wrong = {
  what: 'a security group with databases and remote control open to the world',
  rules: [
    ...Object.keys(ports).map((name) => `ec2-security-group-no-${name}-from-world`),
    'ec2-security-group-only-web-ports-from-world',
  ],
  make: (connect) => newGroup(connect(ec2.EC2Client), 'open-group', openPorts).then(() => 'open-group'),
  async mend(connect) {
    await connect(ec2.EC2Client).send(
      new ec2.RevokeSecurityGroupIngressCommand({ GroupId: made['open-group'], IpPermissions: openPorts }),
    );
  },
};

const everyPort = [{ IpProtocol: '-1', IpRanges: world }];

export const wideOpenGroup: Wrong = {
  what: 'a security group with everything open to the world',
  rules: ['ec2-security-group-not-all-ports-from-world'],
  make: (connect) => newGroup(connect(ec2.EC2Client), 'wide-open-group', everyPort).then(() => 'wide-open-group'),
  async mend(connect) {
    await connect(ec2.EC2Client).send(
      new ec2.RevokeSecurityGroupIngressCommand({ GroupId: made['wide-open-group'], IpPermissions: everyPort }),
    );
  },
};

export const regionDefaults: Wrong = {
  what: 'a region in which new volumes are not encrypted',
  rules: ['ec2-account-ebs-encrypted-by-default'],
  make: async () => '*',
  async mend(connect) {
    await connect(ec2.EC2Client).send(new ec2.EnableEbsEncryptionByDefaultCommand({}));
  },
};

export const wrongVolume: Wrong = {
  what: 'a volume that is not encrypted, and its snapshot, which everybody may copy',
  rules: ['ec2-volume-encrypted', 'ec2-snapshot-not-public', 'ec2-snapshot-encrypted'],
  async make(connect) {
    const client = connect(ec2.EC2Client);
    const { VolumeId = '' } = await client.send(
      new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, Encrypted: false }),
    );
    const { SnapshotId = '' } = await client.send(new ec2.CreateSnapshotCommand({ VolumeId }));
    const everybody = { Attribute: 'createVolumePermission', OperationType: 'add', GroupNames: ['all'] } as const;
    await client.send(new ec2.ModifySnapshotAttributeCommand({ SnapshotId, ...everybody, GroupNames: ['all'] }));
    Object.assign(made, { VolumeId, SnapshotId });
    return {
      'ec2-volume-encrypted': VolumeId,
      'ec2-snapshot-not-public': SnapshotId,
      'ec2-snapshot-encrypted': SnapshotId,
    };
  },
  async mend(connect) {
    const client = connect(ec2.EC2Client);
    await client.send(new ec2.DeleteSnapshotCommand({ SnapshotId: made.SnapshotId }));
    await client.send(new ec2.DeleteVolumeCommand({ VolumeId: made.VolumeId }));
  },
};

export const wrongNetwork: Wrong = {
  what: 'a network without flow logs, whose subnet gives out public addresses and whose default group is open',
  rules: ['ec2-vpc-flow-logs-enabled', 'ec2-subnet-no-public-ip-by-default', 'ec2-security-group-default-closed'],
  async make(connect) {
    const client = connect(ec2.EC2Client);
    const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    const { Subnet } = await client.send(new ec2.CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: '10.9.1.0/24' }));
    await client.send(
      new ec2.ModifySubnetAttributeCommand({ SubnetId: Subnet?.SubnetId, MapPublicIpOnLaunch: { Value: true } }),
    );
    Object.assign(made, { VpcId: Vpc?.VpcId, SubnetId: Subnet?.SubnetId });
    return {
      'ec2-vpc-flow-logs-enabled': Vpc?.VpcId ?? '',
      'ec2-subnet-no-public-ip-by-default': Subnet?.SubnetId ?? '',
      'ec2-security-group-default-closed': 'default',
    };
  },
  async mend(connect) {
    const client = connect(ec2.EC2Client);
    await client.send(
      new ec2.ModifySubnetAttributeCommand({ SubnetId: made.SubnetId, MapPublicIpOnLaunch: { Value: false } }),
    );
    await client.send(
      new ec2.CreateFlowLogsCommand({
        ...{ ResourceIds: [made.VpcId ?? ''], ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 's3' },
        LogDestination: 'arn:aws:s3:::wrong-bucket-of-rules',
      }),
    );
    const Filters = [{ Name: 'group-name', Values: ['default'] }];
    const { SecurityGroups = [] } = await client.send(new ec2.DescribeSecurityGroupsCommand({ Filters }));
    for (const { GroupId, IpPermissions, IpPermissionsEgress } of SecurityGroups) {
      if (IpPermissions?.length) {
        await client.send(new ec2.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      }
      if (IpPermissionsEgress?.length) {
        const egress = { GroupId, IpPermissions: IpPermissionsEgress };
        await client.send(new ec2.RevokeSecurityGroupEgressCommand(egress));
      }
    }
  },
};

export const unusedAddress: Wrong = {
  what: 'an Elastic IP address that nothing uses',
  rules: ['ec2-eip-associated'],
  async make(connect) {
    const { AllocationId = '' } = await connect(ec2.EC2Client).send(new ec2.AllocateAddressCommand({ Domain: 'vpc' }));
    made.AllocationId = AllocationId;
    return '*';
  },
  async mend(connect) {
    await connect(ec2.EC2Client).send(new ec2.ReleaseAddressCommand({ AllocationId: made.AllocationId }));
  },
};
