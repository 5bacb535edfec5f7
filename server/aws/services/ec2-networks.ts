import type { declareService } from '../declare-service.ts';
import type { AssetContext } from '../service.ts';

/** ARNs of EC2 that AWS does not tell. */
export function ec2Arn(kind: string, id: string | undefined, at: AssetContext, ownerId: string | undefined): string {
  return `arn:${at.partition}:ec2:${at.region}:${ownerId ?? at.accountId}:${kind}/${id}`;
}

export const loadEc2 = () => import('@aws-sdk/client-ec2');

type DeclareEc2 = NonNullable<Parameters<typeof declareService<Awaited<ReturnType<typeof loadEc2>>>>[1]>;

/**
 * The part of EC2 that is networks. What another account shares is seen here too: its ARN names the account that owns
 * it, where AWS tells.
 */
export const ec2Networks: DeclareEc2 = ({ asset }) => [
  asset({
    type: 'AWS::EC2::VPC',
    list: 'DescribeVpcs',
    input: { MaxResults: 1000 },
    items: (page) => page.Vpcs,
    arn: (vpc, at) => ec2Arn('vpc', vpc.VpcId, at, vpc.OwnerId),
  }),
  asset({
    type: 'AWS::EC2::Subnet',
    list: 'DescribeSubnets',
    input: { MaxResults: 1000 },
    items: (page) => page.Subnets,
    arn: (subnet, at) => ec2Arn('subnet', subnet.SubnetId, at, subnet.OwnerId),
    volatile: ['AvailableIpAddressCount'],
  }),
  asset({
    type: 'AWS::EC2::SecurityGroup',
    list: 'DescribeSecurityGroups',
    input: { MaxResults: 1000 },
    items: (page) => page.SecurityGroups,
    arn: (group, at) => ec2Arn('security-group', group.GroupId, at, group.OwnerId),
    name: (group) => group.GroupName,
  }),
  asset({
    type: 'AWS::EC2::NetworkInterface',
    list: 'DescribeNetworkInterfaces',
    input: { MaxResults: 1000 },
    items: (page) => page.NetworkInterfaces,
    arn: (networkInterface, at) =>
      ec2Arn('network-interface', networkInterface.NetworkInterfaceId, at, networkInterface.OwnerId),
    tags: 'TagSet',
  }),
  asset({
    type: 'AWS::EC2::EIP',
    list: 'DescribeAddresses',
    items: (page) => page.Addresses,
    arn: (address, at) => ec2Arn('elastic-ip', address.AllocationId ?? address.PublicIp, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::RouteTable',
    list: 'DescribeRouteTables',
    input: { MaxResults: 100 },
    items: (page) => page.RouteTables,
    arn: (table, at) => ec2Arn('route-table', table.RouteTableId, at, table.OwnerId),
  }),
  asset({
    type: 'AWS::EC2::NetworkAcl',
    list: 'DescribeNetworkAcls',
    input: { MaxResults: 1000 },
    items: (page) => page.NetworkAcls,
    arn: (acl, at) => ec2Arn('network-acl', acl.NetworkAclId, at, acl.OwnerId),
  }),
  asset({
    type: 'AWS::EC2::InternetGateway',
    list: 'DescribeInternetGateways',
    input: { MaxResults: 1000 },
    items: (page) => page.InternetGateways,
    arn: (gateway, at) => ec2Arn('internet-gateway', gateway.InternetGatewayId, at, gateway.OwnerId),
  }),
  asset({
    type: 'AWS::EC2::EgressOnlyInternetGateway',
    list: 'DescribeEgressOnlyInternetGateways',
    input: { MaxResults: 255 },
    items: (page) => page.EgressOnlyInternetGateways,
    arn: (gateway, at) => ec2Arn('egress-only-internet-gateway', gateway.EgressOnlyInternetGatewayId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::NatGateway',
    list: 'DescribeNatGateways',
    input: { MaxResults: 1000 },
    items: (page) => page.NatGateways,
    arn: (gateway, at) => ec2Arn('natgateway', gateway.NatGatewayId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::VPCEndpoint',
    list: 'DescribeVpcEndpoints',
    input: { MaxResults: 1000 },
    items: (page) => page.VpcEndpoints,
    arn: (endpoint, at) => ec2Arn('vpc-endpoint', endpoint.VpcEndpointId, at, endpoint.OwnerId),
  }),
  asset({
    type: 'AWS::EC2::VPCEndpointService',
    list: 'DescribeVpcEndpointServiceConfigurations',
    input: { MaxResults: 1000 },
    items: (page) => page.ServiceConfigurations,
    arn: (service, at) => ec2Arn('vpc-endpoint-service', service.ServiceId, at, undefined),
    gone: ['InvalidVpcEndpointServiceId.NotFound'],
    parts: (read) => ({
      AllowedPrincipals: read('DescribeVpcEndpointServicePermissions', {
        input: (service) => ({ ServiceId: service.ServiceId, MaxResults: 1000 }),
        pick: (output) => output.AllowedPrincipals,
        allPages: true,
      }),
    }),
  }),
  asset({
    type: 'AWS::EC2::VPCPeeringConnection',
    list: 'DescribeVpcPeeringConnections',
    input: { MaxResults: 1000 },
    items: (page) => page.VpcPeeringConnections,
    arn: (connection, at) => ec2Arn('vpc-peering-connection', connection.VpcPeeringConnectionId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::FlowLog',
    list: 'DescribeFlowLogs',
    input: { MaxResults: 1000 },
    items: (page) => page.FlowLogs,
    arn: (flowLog, at) => ec2Arn('vpc-flow-log', flowLog.FlowLogId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::PrefixList',
    list: 'DescribeManagedPrefixLists',
    // Every region has prefix lists of AWS's own.
    input: (at) => ({ Filters: [{ Name: 'owner-id', Values: [at.accountId] }], MaxResults: 100 }),
    items: (page) => page.PrefixLists,
    arn: (list) => list.PrefixListArn ?? '',
    name: (list) => list.PrefixListName,
    gone: ['InvalidPrefixListID.NotFound', 'InvalidPrefixListId.NotFound'],
    parts: (read) => ({
      Entries: read('GetManagedPrefixListEntries', {
        input: (list) => ({ PrefixListId: list.PrefixListId, MaxResults: 100 }),
        pick: (output) => output.Entries,
        allPages: true,
      }),
    }),
  }),
  asset({
    type: 'AWS::EC2::TransitGateway',
    list: 'DescribeTransitGateways',
    input: { MaxResults: 1000 },
    items: (page) => page.TransitGateways,
    arn: (gateway) => gateway.TransitGatewayArn ?? '',
  }),
  asset({
    type: 'AWS::EC2::TransitGatewayAttachment',
    list: 'DescribeTransitGatewayAttachments',
    input: { MaxResults: 1000 },
    items: (page) => page.TransitGatewayAttachments,
    arn: (attachment, at) =>
      ec2Arn('transit-gateway-attachment', attachment.TransitGatewayAttachmentId, at, attachment.ResourceOwnerId),
  }),
  asset({
    type: 'AWS::EC2::VPNConnection',
    list: 'DescribeVpnConnections',
    items: (page) => page.VpnConnections,
    arn: (connection, at) => ec2Arn('vpn-connection', connection.VpnConnectionId, at, undefined),
    volatile: ['VgwTelemetry.AcceptedRouteCount', 'VgwTelemetry.LastStatusChange'],
  }),
  asset({
    type: 'AWS::EC2::VPNGateway',
    list: 'DescribeVpnGateways',
    items: (page) => page.VpnGateways,
    arn: (gateway, at) => ec2Arn('vpn-gateway', gateway.VpnGatewayId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::CustomerGateway',
    list: 'DescribeCustomerGateways',
    items: (page) => page.CustomerGateways,
    arn: (gateway, at) => ec2Arn('customer-gateway', gateway.CustomerGatewayId, at, undefined),
  }),
  asset({
    type: 'AWS::EC2::ClientVpnEndpoint',
    list: 'DescribeClientVpnEndpoints',
    input: { MaxResults: 1000 },
    items: (page) => page.ClientVpnEndpoints,
    arn: (endpoint, at) => ec2Arn('client-vpn-endpoint', endpoint.ClientVpnEndpointId, at, undefined),
    gone: ['InvalidClientVpnEndpointId.NotFound'],
    parts: (read) => ({
      AuthorizationRules: read('DescribeClientVpnAuthorizationRules', {
        input: (endpoint) => ({ ClientVpnEndpointId: endpoint.ClientVpnEndpointId, MaxResults: 1000 }),
        pick: (output) => output.AuthorizationRules,
        allPages: true,
      }),
    }),
  }),
];
