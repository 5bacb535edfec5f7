import {
  AllocateAddressCommand,
  AttachInternetGatewayCommand,
  CreateCustomerGatewayCommand,
  CreateEgressOnlyInternetGatewayCommand,
  CreateFlowLogsCommand,
  CreateInternetGatewayCommand,
  CreateManagedPrefixListCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateTransitGatewayCommand,
  CreateTransitGatewayVpcAttachmentCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpcPeeringConnectionCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';

/** Of the network that the other parts of the estate are put into. */
export interface EstateNetwork {
  vpcId: string;
  publicSubnetIds: string[];
}

/**
 * Makes a VPC with its ways in and out. Its faults: an endpoint that lets everybody do everything, and a transit gateway
 * that takes in whoever asks.
 */
export async function seedEc2Network(
  ec2: EC2Client,
  where: { partition: string; accountId: string; region: string },
): Promise<EstateNetwork> {
  const [{ Vpc: vpc }, { Vpc: neighbour }] = await Promise.all([
    ec2.send(new CreateVpcCommand({ CidrBlock: '10.60.0.0/16', ...named('vpc', 'platform') })),
    ec2.send(new CreateVpcCommand({ CidrBlock: '10.61.0.0/16', ...named('vpc', 'partner-link') })),
  ]);
  const vpcId = vpc?.VpcId ?? '';
  const publicSubnetIds = await Promise.all(
    (['a', 'b'] as const).map(async (zone, index) => {
      const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
          VpcId: vpcId,
          CidrBlock: `10.60.${index}.0/24`,
          AvailabilityZone: `${where.region}${zone}`,
          ...named('subnet', `platform-public-${zone}`),
        }),
      );
      return Subnet?.SubnetId ?? '';
    }),
  );
  await Promise.all([
    seedInternetAccess(ec2, vpcId, publicSubnetIds[0]),
    seedTransit(ec2, vpcId, publicSubnetIds),
    seedVpn(ec2),
    ec2.send(
      new CreateVpcEndpointCommand({
        VpcId: vpcId,
        VpcEndpointType: 'Gateway',
        ServiceName: `com.amazonaws.${where.region}.s3`,
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
        }),
        ...named('vpc-endpoint', 'platform-s3'),
      }),
    ),
    ec2.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: vpcId,
        PeerVpcId: neighbour?.VpcId,
        ...named('vpc-peering-connection', 'platform-to-partner'),
      }),
    ),
    ec2.send(
      new CreateFlowLogsCommand({
        ResourceType: 'VPC',
        ResourceIds: [vpcId],
        TrafficType: 'REJECT',
        LogDestinationType: 'cloud-watch-logs',
        LogGroupName: '/vpc/platform',
        DeliverLogsPermissionArn: `arn:${where.partition}:iam::${where.accountId}:role/flow-logs`,
        ...named('vpc-flow-log', 'platform-rejected'),
      }),
    ),
    ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: 'offices',
        AddressFamily: 'IPv4',
        MaxEntries: 10,
        Entries: [{ Cidr: '203.0.113.0/24', Description: 'Berlin' }],
        ...named('prefix-list', 'offices'),
      }),
    ),
  ]);
  return { vpcId, publicSubnetIds };
}

async function seedInternetAccess(ec2: EC2Client, VpcId: string, SubnetId: string | undefined): Promise<void> {
  const [{ InternetGateway: gateway }, { AllocationId }] = await Promise.all([
    ec2.send(new CreateInternetGatewayCommand(named('internet-gateway', 'platform'))),
    ec2.send(new AllocateAddressCommand({ Domain: 'vpc', ...named('elastic-ip', 'platform-nat') })),
    ec2.send(new CreateEgressOnlyInternetGatewayCommand({ VpcId })),
  ]);
  await Promise.all([
    ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: gateway?.InternetGatewayId })),
    ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId, ...named('natgateway', 'platform') })),
  ]);
}

async function seedTransit(ec2: EC2Client, VpcId: string, SubnetIds: string[]): Promise<void> {
  const { TransitGateway: gateway } = await ec2.send(
    new CreateTransitGatewayCommand({
      Description: 'between all accounts',
      Options: { AutoAcceptSharedAttachments: 'enable' },
      ...named('transit-gateway', 'company'),
    }),
  );
  await ec2.send(
    new CreateTransitGatewayVpcAttachmentCommand({
      TransitGatewayId: gateway?.TransitGatewayId,
      VpcId,
      SubnetIds,
      ...named('transit-gateway-attachment', 'platform'),
    }),
  );
}

async function seedVpn(ec2: EC2Client): Promise<void> {
  const [{ CustomerGateway: office }, { VpnGateway: gateway }] = await Promise.all([
    ec2.send(
      new CreateCustomerGatewayCommand({
        Type: 'ipsec.1',
        IpAddress: '203.0.113.10',
        BgpAsn: 65000,
        ...named('customer-gateway', 'berlin'),
      }),
    ),
    ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1', ...named('vpn-gateway', 'platform') })),
  ]);
  await ec2.send(
    new CreateVpnConnectionCommand({
      Type: 'ipsec.1',
      CustomerGatewayId: office?.CustomerGatewayId,
      VpnGatewayId: gateway?.VpnGatewayId,
      ...named('vpn-connection', 'berlin'),
    }),
  );
}

function named<Type extends string>(ResourceType: Type, name: string) {
  return { TagSpecifications: [{ ResourceType, Tags: [{ Key: 'Name', Value: name }] }] };
}
