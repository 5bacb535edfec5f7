import type { LaunchPermission } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';

/** `Others` are accounts and ARNs of organizations; they are there only when they are to be removed, too. */
type Sharing = { IsPublic: boolean; Others?: string[] };

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharing-amis.html */
export const makeImagePrivate = declareAction(ec2, {
  id: 'ec2-image-make-private',
  title: 'Make the machine image private',
  what: 'Ends that everybody may launch instances from the image; on request also that other accounts and organizations may.',
  types: ['AWS::EC2::Image'],
  parameters: z.object({
    otherAccounts: z
      .boolean()
      .default(false)
      .describe(
        'Whether to end the sharing with single accounts, organizations and their units, too. Default: only the sharing with everybody ends.',
      ),
    trustedAccounts: z
      .array(z.string().regex(/^(\d{12}|o-[a-z0-9]{10,32})$/))
      .default([])
      .describe('IDs of accounts and organizations (o-…) that it stays shared with even so.'),
  }),
  calls: {
    DescribeImageAttribute: { permission: 'ec2:DescribeImageAttribute', on: '*' },
    ModifyImageAttribute: { permission: 'ec2:ModifyImageAttribute', on: arns.image },
  },
  hasDryRun: true,
  gone: ['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'],
  async read(aws, { id: ImageId }, { otherAccounts }): Promise<Sharing> {
    const found = await aws.call('DescribeImageAttribute', { ImageId, Attribute: 'launchPermission' });
    const shared = found.LaunchPermissions ?? [];
    const others = shared
      .flatMap(({ UserId, OrganizationArn, OrganizationalUnitArn }) => [UserId, OrganizationArn, OrganizationalUnitArn])
      .filter((other) => other !== undefined)
      .sort();
    return { IsPublic: shared.some(({ Group }) => Group === 'all'), ...(otherAccounts && { Others: others }) };
  },
  want({ Others }, { trustedAccounts }, { accountId }) {
    const trusted = [accountId, ...trustedAccounts];
    const kept = Others?.filter((other) => trusted.includes(other) || trusted.includes(organizationOf(other)));
    return { to: { IsPublic: false, ...(kept && { Others: kept }) } };
  },
  mayBreak({ from, to }, { name }) {
    const removed = from?.Others?.filter((other) => !to?.Others?.includes(other)) ?? [];
    return [
      ...(from?.IsPublic && !to?.IsPublic
        ? [`Strangers cannot launch instances from ${name} any more. Instances that run, and copies of it, stay.`]
        : []),
      ...(removed.length > 0
        ? [
            `The same is so for ${removed.join(', ')}: their Auto Scaling groups fail at the next launch from ${name}, if they have no other permission.`,
          ]
        : []),
    ];
  },
  async write(aws, { id: ImageId }, { from, to }) {
    const [before, after] = [permissionsOf(from), permissionsOf(to)];
    const has = (some: LaunchPermission[], one: LaunchPermission) =>
      some.some((other) => JSON.stringify(other) === JSON.stringify(one));
    const Remove = before.filter((permission) => !has(after, permission));
    const Add = after.filter((permission) => !has(before, permission));
    if (Remove.length > 0) await aws.call('ModifyImageAttribute', { ImageId, LaunchPermission: { Remove } });
    if (Add.length > 0) await aws.call('ModifyImageAttribute', { ImageId, LaunchPermission: { Add } });
  },
});

/** `o-…` of the ARN of an organization or of a unit of it. */
function organizationOf(arn: string): string {
  return arn.split('/')[1] ?? '';
}

function permissionsOf(sharing: Sharing | null): LaunchPermission[] {
  return [
    ...(sharing?.IsPublic ? [{ Group: 'all' as const }] : []),
    ...(sharing?.Others ?? []).map((other) => {
      if (!other.startsWith('arn:')) return { UserId: other };
      return other.includes(':ou/') ? { OrganizationalUnitArn: other } : { OrganizationArn: other };
    }),
  ];
}
