import * as ec2 from '@aws-sdk/client-ec2';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty, Question } from './faulty.ts';
import { proveActions } from './prove.ts';

const world = { CidrIp: '0.0.0.0/0', Description: 'from everywhere' };
const office = { CidrIp: '203.0.113.0/24', Description: 'the office' };
const made: Record<string, string> = {};

type Json = Record<string, unknown>;

async function newGroup(connect: Connect, GroupName: string, IpPermissions: ec2.IpPermission[]): Promise<string> {
  const client = connect(ec2.EC2Client);
  const Filters = [{ Name: 'is-default', Values: ['true'] }];
  const { Vpcs = [] } = await client.send(new ec2.DescribeVpcsCommand({ Filters }));
  const { GroupId = '' } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName, Description: GroupName, VpcId: Vpcs[0]?.VpcId }),
  );
  await client.send(new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  return GroupName;
}

const ask = (operation: string, input: Json) => (): Question => ({ service: 'ec2', operation, input });
const askOf = (operation: string, inputOf: () => Json) => (): Question => ({
  ...{ service: 'ec2', operation, input: inputOf() },
});

const group = (name: string) => ask('describe_security_groups', { Filters: [{ Name: 'group-name', Values: [name] }] });

/** The permissions, each range of addresses on its own, in order: `tcp 22-22 0.0.0.0/0 (from everywhere)`. */
function permissions(answer: unknown): string[] {
  const { SecurityGroups } = answer as { SecurityGroups: { IpPermissions: ec2.IpPermission[] }[] };
  return (SecurityGroups[0]?.IpPermissions ?? [])
    .flatMap(({ IpProtocol, FromPort, ToPort, IpRanges, Ipv6Ranges }) =>
      [...(IpRanges ?? []), ...(Ipv6Ranges ?? [])].map((range) => {
        const cidr = 'CidrIp' in range ? range.CidrIp : (range as ec2.Ipv6Range).CidrIpv6;
        return `${IpProtocol} ${FromPort}-${ToPort} ${cidr} (${range.Description})`;
      }),
    )
    .sort();
}

const openSsh: Faulty = {
  kind: 'ec2-security-group-close-to-world',
  what: 'a security group with SSH open to the world, beside what is meant to be open',
  parameters: { ports: [22] },
  type: 'AWS::EC2::SecurityGroup',
  rule: 'ec2-security-group-no-ssh-from-world',
  make: (connect) =>
    newGroup(connect, 'faulty-ssh', [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [world, office] },
      { IpProtocol: 'tcp', FromPort: 20, ToPort: 25, Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'all of IPv6' }] },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [world] },
      { IpProtocol: 'udp', FromPort: 22, ToPort: 22, IpRanges: [world] },
    ]),
  look: group('faulty-ssh'),
  see: permissions,
  mended: [
    'tcp 22-22 203.0.113.0/24 (the office)',
    'tcp 443-443 0.0.0.0/0 (from everywhere)',
    'udp 22-22 0.0.0.0/0 (from everywhere)',
  ],
};

const openRdp: Faulty = {
  ...openSsh,
  what: 'a security group with RDP open to the world by TCP and UDP',
  parameters: { ports: [3389], udpPorts: [3389] },
  rule: 'ec2-security-group-no-rdp-from-world',
  make: (connect) =>
    newGroup(connect, 'faulty-rdp', [
      { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [world] },
      { IpProtocol: 'udp', FromPort: 3000, ToPort: 4000, IpRanges: [world, office] },
    ]),
  look: group('faulty-rdp'),
  mended: ['udp 3000-4000 203.0.113.0/24 (the office)'],
};

const wideOpen: Faulty = {
  ...openSsh,
  what: 'a security group with everything open to the world',
  parameters: { ports: [1], udpPorts: [1] },
  rule: 'ec2-security-group-not-all-ports-from-world',
  make: (connect) =>
    newGroup(connect, 'faulty-wide', [
      { IpProtocol: '-1', IpRanges: [world, office], Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'all of IPv6' }] },
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [world] },
    ]),
  look: group('faulty-wide'),
  mended: ['-1 undefined-undefined 203.0.113.0/24 (the office)', 'tcp 443-443 0.0.0.0/0 (from everywhere)'],
};

const notOnlyWeb: Faulty = {
  ...openSsh,
  what: 'a security group with other ports than those of the web open to the world',
  parameters: { exceptPorts: [80, 443] },
  rule: 'ec2-security-group-only-web-ports-from-world',
  make: (connect) =>
    newGroup(connect, 'faulty-web', [
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [world] },
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 90, IpRanges: [world] },
      { IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [world] },
      { IpProtocol: 'udp', FromPort: 443, ToPort: 443, IpRanges: [world] },
    ]),
  look: group('faulty-web'),
  mended: ['icmp 8--1 0.0.0.0/0 (from everywhere)', 'tcp 443-443 0.0.0.0/0 (from everywhere)'],
};

async function newInstance(connect: Connect, name: string): Promise<string> {
  const client = connect(ec2.EC2Client);
  const { Images = [] } = await client.send(new ec2.DescribeImagesCommand({}));
  const { Instances = [] } = await client.send(
    new ec2.RunInstancesCommand({
      ...{ ImageId: Images[0]?.ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 },
      MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 2, InstanceMetadataTags: 'enabled' },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  made[name] = Instances[0]?.InstanceId ?? '';
  return name;
}

const instance = (name: string) => askOf('describe_instances', () => ({ InstanceIds: [made[name]] }));
const seeInstance = (pick: (instance: ec2.Instance) => unknown) => (answer: unknown) => {
  const found = (answer as ec2.DescribeInstancesResult).Reservations?.[0]?.Instances?.[0];
  return found && pick(found);
};

const oldMetadata: Faulty = {
  kind: 'ec2-instance-require-imdsv2',
  what: 'an instance that gives credentials without a token',
  type: 'AWS::EC2::Instance',
  rule: 'ec2-instance-imdsv2-required',
  make: (connect) => newInstance(connect, 'faulty-metadata'),
  look: instance('faulty-metadata'),
  see: seeInstance(({ MetadataOptions }) => MetadataOptions),
  mended: {
    State: 'applied',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 2,
    HttpEndpoint: 'enabled',
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: 'enabled',
  },
};

const running: Faulty = {
  kind: 'ec2-instance-stop',
  what: 'an instance that runs for nothing',
  type: 'AWS::EC2::Instance',
  make: (connect) => newInstance(connect, 'faulty-running'),
  look: instance('faulty-running'),
  see: seeInstance(({ State }) => State?.Name),
  mended: 'stopped',
};

const stopped: Faulty = {
  kind: 'ec2-instance-start',
  what: 'an instance that should run',
  type: 'AWS::EC2::Instance',
  async make(connect) {
    await newInstance(connect, 'faulty-stopped');
    const InstanceIds = [made['faulty-stopped'] ?? ''];
    await connect(ec2.EC2Client).send(new ec2.StopInstancesCommand({ InstanceIds }));
    return 'faulty-stopped';
  },
  look: instance('faulty-stopped'),
  see: seeInstance(({ State }) => State?.Name),
  mended: 'running',
};

const unencrypted: Faulty = {
  kind: 'ec2-account-encrypt-volumes-by-default',
  what: 'a region in which new volumes are not encrypted',
  type: 'AWS::EC2::AccountSettings',
  rule: 'ec2-account-ebs-encrypted-by-default',
  make: async () => 'EC2 settings of the region',
  look: ask('get_ebs_encryption_by_default', {}),
  mended: { EbsEncryptionByDefault: true },
};

const shareable: Faulty = {
  kind: 'ec2-account-block-public-snapshots',
  what: 'a region in which snapshots can be made public',
  type: 'AWS::EC2::AccountSettings',
  rule: 'ec2-account-snapshots-cannot-be-public',
  make: async () => 'EC2 settings of the region',
  look: ask('get_snapshot_block_public_access_state', {}),
  mended: { State: 'block-all-sharing' },
};

async function newVolume(connect: Connect, name: string): Promise<string> {
  const { VolumeId = '' } = await connect(ec2.EC2Client).send(
    new ec2.CreateVolumeCommand({
      ...{ AvailabilityZone: 'us-east-1a', Size: 1 },
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  made[name] = VolumeId;
  return VolumeId;
}

async function newSnapshot(connect: Connect, name: string): Promise<string> {
  const client = connect(ec2.EC2Client);
  const VolumeId = await newVolume(connect, `${name}-volume`);
  const { SnapshotId = '' } = await client.send(
    new ec2.CreateSnapshotCommand({
      VolumeId,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Name', Value: name }] }],
    }),
  );
  made[name] = SnapshotId;
  const base = { SnapshotId, Attribute: 'createVolumePermission', OperationType: 'add' } as const;
  await client.send(new ec2.ModifySnapshotAttributeCommand({ ...base, GroupNames: ['all'] }));
  await client.send(new ec2.ModifySnapshotAttributeCommand({ ...base, UserIds: ['444455556666'] }));
  return name;
}

const seeSharing = (field: string) => (answer: unknown) =>
  ((answer as Record<string, ec2.LaunchPermission[]>)[field] ?? []).map(({ Group, UserId }) => Group ?? UserId).sort();

const publicSnapshot: Faulty = {
  kind: 'ec2-snapshot-make-private',
  what: 'a snapshot that is public, and shared with an account',
  type: 'AWS::EC2::Snapshot',
  rule: 'ec2-snapshot-not-public',
  make: (connect) => newSnapshot(connect, 'faulty-public-snapshot'),
  look: askOf('describe_snapshot_attribute', () => ({
    ...{ SnapshotId: made['faulty-public-snapshot'], Attribute: 'createVolumePermission' },
  })),
  see: seeSharing('CreateVolumePermissions'),
  mended: ['444455556666'],
};

const sharedSnapshot: Faulty = {
  ...publicSnapshot,
  what: 'a snapshot that is shared with a stranger',
  rule: 'ec2-snapshot-no-outsiders',
  parameters: { otherAccounts: true, trustedAccounts: ['555555555555'] },
  make: (connect) => newSnapshot(connect, 'faulty-shared-snapshot'),
  look: askOf('describe_snapshot_attribute', () => ({
    ...{ SnapshotId: made['faulty-shared-snapshot'], Attribute: 'createVolumePermission' },
  })),
  mended: [],
};

async function newImage(connect: Connect, Name: string): Promise<string> {
  const client = connect(ec2.EC2Client);
  await newInstance(connect, `${Name}-instance`);
  const { ImageId = '' } = await client.send(
    new ec2.CreateImageCommand({ InstanceId: made[`${Name}-instance`] ?? '', Name }),
  );
  made[Name] = ImageId;
  await client.send(
    new ec2.ModifyImageAttributeCommand({
      ImageId,
      LaunchPermission: { Add: [{ Group: 'all' }, { UserId: '444455556666' }] },
    }),
  );
  return Name;
}

const publicImage: Faulty = {
  kind: 'ec2-image-make-private',
  what: 'a machine image that is public, and shared with an account',
  type: 'AWS::EC2::Image',
  rule: 'ec2-image-not-public',
  make: (connect) => newImage(connect, 'faulty-public-image'),
  look: askOf('describe_image_attribute', () => ({
    ...{ ImageId: made['faulty-public-image'], Attribute: 'launchPermission' },
  })),
  see: seeSharing('LaunchPermissions'),
  mended: ['444455556666'],
};

const sharedImage: Faulty = {
  ...publicImage,
  what: 'a machine image that is shared with a stranger',
  rule: 'ec2-image-no-outsiders',
  parameters: { otherAccounts: true },
  make: (connect) => newImage(connect, 'faulty-shared-image'),
  look: askOf('describe_image_attribute', () => ({
    ...{ ImageId: made['faulty-shared-image'], Attribute: 'launchPermission' },
  })),
  mended: [],
};

// The rule about unattached volumes leaves those alone that are younger than a day, as every one of the sandbox is.
const lonelyVolume: Faulty = {
  kind: 'ec2-volume-delete-after-snapshot',
  what: 'a volume that no instance has',
  type: 'AWS::EC2::Volume',
  async make(connect) {
    await newVolume(connect, 'faulty-volume');
    return 'faulty-volume';
  },
  look: askOf('describe_snapshots', () => ({ Filters: [{ Name: 'volume-id', Values: [made['faulty-volume']] }] })),
  see: (answer) =>
    (answer as ec2.DescribeSnapshotsResult).Snapshots?.map(({ State, Tags = [], VolumeId }) => ({
      State,
      ofVolume: VolumeId === made['faulty-volume'],
      tags: Tags.map(({ Key }) => Key).sort(),
    })),
  mended: [{ State: 'completed', ofVolume: true, tags: ['Name', 'cloudcoreo:action'] }],
  isForGood: true,
};

const unusedAddress: Faulty = {
  kind: 'ec2-eip-release',
  what: 'an Elastic IP address that nothing uses',
  type: 'AWS::EC2::EIP',
  rule: 'ec2-eip-associated',
  async make(connect) {
    const { AllocationId = '' } = await connect(ec2.EC2Client).send(
      new ec2.AllocateAddressCommand({
        Domain: 'vpc',
        TagSpecifications: [{ ResourceType: 'elastic-ip', Tags: [{ Key: 'Name', Value: 'faulty-address' }] }],
      }),
    );
    made['faulty-address'] = AllocationId;
    return 'faulty-address';
  },
  look: askOf('describe_addresses', () => ({
    Filters: [{ Name: 'allocation-id', Values: [made['faulty-address']] }],
  })),
  mended: { Addresses: [] },
  isForGood: true,
};

proveActions(
  ['ec2'],
  [
    ...[openSsh, openRdp, wideOpen, notOnlyWeb],
    ...[oldMetadata, running, stopped],
    ...[unencrypted, shareable],
    ...[publicSnapshot, sharedSnapshot, publicImage, sharedImage],
    ...[lonelyVolume, unusedAddress],
  ],
);
