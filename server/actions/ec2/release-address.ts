import { declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/working-with-eips.html */
export const releaseAddress = declareAction(ec2, {
  id: 'ec2-eip-release',
  title: 'Release the Elastic IP address',
  what: 'Gives an address that nothing uses back to AWS.',
  types: ['AWS::EC2::EIP'],
  calls: {
    DescribeAddresses: { permission: 'ec2:DescribeAddresses', on: '*' },
    ReleaseAddress: {
      permission: 'ec2:ReleaseAddress',
      on: arns.address,
      absent: ['InvalidAllocationID.NotFound'],
    },
  },
  hasDryRun: true,
  gone: ['InvalidAllocationID.NotFound', 'InvalidAddress.NotFound'],
  async read(aws, { id }) {
    const { Addresses } = await aws.call('DescribeAddresses', { AllocationIds: [id] });
    const address = Addresses?.[0];
    if (address === undefined) return null;
    const { PublicIp, AssociationId, InstanceId, NetworkInterfaceId, ServiceManaged } = address;
    return {
      PublicIp: PublicIp ?? null,
      UsedBy: InstanceId || NetworkInterfaceId || AssociationId || null,
      ServiceManaged: ServiceManaged ?? null,
    };
  },
  want({ PublicIp, UsedBy, ServiceManaged }) {
    if (UsedBy !== null) return { refused: `${PublicIp} is in use: it is associated with ${UsedBy}.` };
    if (ServiceManaged !== null) return { refused: `${PublicIp} belongs to a service of AWS (${ServiceManaged}).` };
    return { to: null };
  },
  mayBreak: ({ from }) => [
    `AWS gives ${from?.PublicIp} to somebody else. DNS records, allow lists and partners’ firewalls that still name it then mean a stranger: change them first.`,
  ],
  async write(aws, { id }, { to }) {
    if (to === null) await aws.find('ReleaseAddress', { AllocationId: id });
  },
  whyNoUndo: 'An address that was given back cannot be had again for certain.',
});
