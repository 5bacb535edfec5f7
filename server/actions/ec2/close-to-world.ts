import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';
import { nameOf, toIpPermissions, without, worldPermissions } from './world-permissions.ts';

const portList = z.array(z.int().min(0).max(65_535)).max(100).default([]);

/** https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export const closeSecurityGroupToWorld = declareAction(ec2, {
  id: 'ec2-security-group-close-to-world',
  title: 'Close the security group to the world',
  what: 'Removes inbound permissions of a security group whose source is all of the Internet. Other sources of the same rule stay.',
  types: ['AWS::EC2::SecurityGroup'],
  parameters: z.object({
    ports: portList.describe(
      'TCP ports to close. A range that takes one of them in is removed as a whole. Without any ports here and under UDP, all permissions for the world are removed.',
    ),
    udpPorts: portList.describe('UDP ports to close.'),
    exceptPorts: portList.describe(
      'TCP ports that stay open when all is closed: a rule that opens one of them alone stays. So does ICMP then.',
    ),
  }),
  calls: {
    DescribeSecurityGroups: { permission: 'ec2:DescribeSecurityGroups', on: '*' },
    RevokeSecurityGroupIngress: {
      permission: 'ec2:RevokeSecurityGroupIngress',
      on: arns.securityGroup,
      absent: ['InvalidPermission.NotFound'],
    },
    AuthorizeSecurityGroupIngress: {
      permission: 'ec2:AuthorizeSecurityGroupIngress',
      on: arns.securityGroup,
      absent: ['InvalidPermission.Duplicate'],
    },
  },
  hasDryRun: true,
  gone: ['InvalidGroup.NotFound'],
  async read(aws, { id }, parameters) {
    const { SecurityGroups } = await aws.call('DescribeSecurityGroups', { GroupIds: [id] });
    const group = SecurityGroups?.[0];
    if (group === undefined) return null;
    return { OpenToWorld: worldPermissions(group.IpPermissions ?? [], parameters) };
  },
  want: () => ({ to: { OpenToWorld: [] } }),
  mayBreak({ from, to }, { name, id }) {
    const closed = without(from?.OpenToWorld ?? [], to?.OpenToWorld ?? []);
    if (closed.length === 0) return [];
    const named = closed.map(nameOf);
    const rest = named.length > 10 ? ` and ${named.length - 10} more` : '';
    return [
      `Whoever reaches what has the group ${name} (${id}) only by ${named.slice(0, 10).join(', ')}${rest}, is shut out: users of a public service, and yourself if you come in by SSH or RDP.`,
      'Connections that are open may be cut at once, or live on until they end.',
      'Undoing opens the same again with its description, but the rules get new IDs, and lose tags of their own.',
    ];
  },
  async write(aws, { id: GroupId }, { from, to }) {
    const [before, after] = [from?.OpenToWorld ?? [], to?.OpenToWorld ?? []];
    const [closed, opened] = [without(before, after), without(after, before)];
    // Each is one call, so that a group is never half closed. One that was made before and whose answer was lost is no error.
    if (closed.length > 0) {
      const IpPermissions = toIpPermissions(closed, false);
      await aws.find('RevokeSecurityGroupIngress', { GroupId, IpPermissions });
    }
    if (opened.length > 0) {
      const IpPermissions = toIpPermissions(opened, true);
      await aws.find('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions });
    }
  },
});
