import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateSubnetCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  type EC2Client,
  ModifySnapshotAttributeCommand,
  type ResourceType,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { type Ingress, type Place, places } from './estate-ec2-places.ts';

/** Makes one region's network, machines, volumes, snapshots and addresses. */
export async function seedEc2(ec2: EC2Client, where: { region: string; place: keyof typeof places }): Promise<void> {
  const place = places[where.place];
  await Promise.all([
    seedNetworkAndFleets(ec2, place, where.region),
    ...place.volumes.map((volume) => seedVolume(ec2, volume, place, where.region)),
    ...Array.from({ length: place.unusedAddresses }, () =>
      ec2.send(
        new AllocateAddressCommand({
          Domain: 'vpc',
          ...tagged('elastic-ip', { Name: 'spare', env: place.environment }),
        }),
      ),
    ),
  ]);
}

async function seedNetworkAndFleets(ec2: EC2Client, place: Place, region: string): Promise<void> {
  const env = place.environment;
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({ CidrBlock: `${place.cidr}.0.0/16`, ...tagged('vpc', { Name: `${env}-${region}`, env }) }),
  );
  const VpcId = Vpc?.VpcId;
  const subnetIds = new Map<string, string | undefined>();
  const groupIds = new Map<string, string | undefined>();
  await Promise.all([
    ...place.subnets.map(async ({ name, zone }, index) => {
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
          VpcId,
          CidrBlock: `${place.cidr}.${index}.0/24`,
          AvailabilityZone: `${region}${zone}`,
          ...tagged('subnet', { Name: name, env }),
        }),
      );
      subnetIds.set(name, Subnet?.SubnetId);
    }),
    ...place.securityGroups.map(async ({ name, ingress }) => {
      const { GroupId } = await ec2.send(
        new CreateSecurityGroupCommand({
          VpcId,
          GroupName: name,
          Description: name,
          ...tagged('security-group', { Name: name, env }),
        }),
      );
      groupIds.set(name, GroupId);
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: ingress.map(toPermission) }));
    }),
  ]);
  await Promise.all(
    place.fleets.map(async (fleet) => {
      const tags = { Name: fleet.name, team: fleet.team, env };
      const { Instances } = await ec2.send(
        new RunInstancesCommand({
          ImageId: 'ami-12c6146b',
          MinCount: fleet.count,
          MaxCount: fleet.count,
          InstanceType: fleet.type,
          SubnetId: subnetIds.get(fleet.in),
          SecurityGroupIds: [groupIds.get(fleet.behind) ?? ''],
          ...tagged('instance', tags),
        }),
      );
      if (!fleet.publicAddress) return;
      const address = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc', ...tagged('elastic-ip', tags) }));
      await ec2.send(
        new AssociateAddressCommand({ AllocationId: address.AllocationId, InstanceId: Instances?.[0]?.InstanceId }),
      );
    }),
  );
}

async function seedVolume(
  ec2: EC2Client,
  volume: Place['volumes'][number],
  place: Place,
  region: string,
): Promise<void> {
  const tags = { Name: volume.name, env: place.environment };
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: `${region}a`,
      Size: volume.gibibytes,
      Encrypted: volume.encrypted,
      VolumeType: 'gp3',
      ...tagged('volume', tags),
    }),
  );
  await Promise.all(
    Array.from({ length: volume.snapshots ?? 0 }, async (_, index) => {
      const Description = `${volume.name} ${index + 1}`;
      const { SnapshotId } = await ec2.send(
        new CreateSnapshotCommand({ VolumeId, Description, ...tagged('snapshot', tags) }),
      );
      if (!volume.sharedWithAll || index > 0) return;
      await ec2.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId,
          Attribute: 'createVolumePermission',
          OperationType: 'add',
          GroupNames: ['all'],
        }),
      );
    }),
  );
}

function toPermission({ ports, from }: Ingress) {
  const range = from.includes(':') ? { Ipv6Ranges: [{ CidrIpv6: from }] } : { IpRanges: [{ CidrIp: from }] };
  return ports === 'all'
    ? { IpProtocol: '-1', ...range }
    : { IpProtocol: 'tcp', FromPort: ports[0], ToPort: ports[1], ...range };
}

function tagged(type: ResourceType, tags: Record<string, string>) {
  return {
    TagSpecifications: [{ ResourceType: type, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }],
  };
}
