import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';

/** `Accounts` are there only when they are to be removed, too. */
type Sharing = { IsPublic: boolean; Accounts?: string[] };

const permissions = 'createVolumePermission';

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html */
export const makeSnapshotPrivate = declareAction(ec2, {
  id: 'ec2-snapshot-make-private',
  title: 'Make the EBS snapshot private',
  what: 'Ends that everybody may copy the snapshot and make volumes from it; on request also that other accounts may.',
  types: ['AWS::EC2::Snapshot'],
  parameters: z.object({
    otherAccounts: z
      .boolean()
      .default(false)
      .describe('Whether to end the sharing with single accounts, too. Default: only the sharing with everybody ends.'),
    trustedAccounts: z
      .array(z.string().regex(/^\d{12}$/))
      .default([])
      .describe('IDs of accounts that it stays shared with even so.'),
  }),
  calls: {
    DescribeSnapshotAttribute: { permission: 'ec2:DescribeSnapshotAttribute', on: '*' },
    ModifySnapshotAttribute: { permission: 'ec2:ModifySnapshotAttribute', on: arns.snapshot },
  },
  hasDryRun: true,
  gone: ['InvalidSnapshot.NotFound'],
  async read(aws, { id: SnapshotId }, { otherAccounts }): Promise<Sharing> {
    const found = await aws.call('DescribeSnapshotAttribute', { SnapshotId, Attribute: permissions });
    const shared = found.CreateVolumePermissions ?? [];
    const accounts = shared.flatMap(({ UserId }) => UserId ?? []).sort();
    return { IsPublic: shared.some(({ Group }) => Group === 'all'), ...(otherAccounts && { Accounts: accounts }) };
  },
  want({ Accounts }, { trustedAccounts }, { accountId }) {
    const kept = Accounts?.filter((account) => account === accountId || trustedAccounts.includes(account));
    return { to: { IsPublic: false, ...(kept && { Accounts: kept }) } };
  },
  mayBreak({ from, to }, { name }) {
    const removed = from?.Accounts?.filter((account) => !to?.Accounts?.includes(account)) ?? [];
    return [
      ...(from?.IsPublic && !to?.IsPublic
        ? [`Strangers cannot copy ${name} or make volumes from it any more. Copies that they have made stay theirs.`]
        : []),
      ...(removed.length > 0
        ? [`The same is so for ${removed.join(', ')}: what restores or copies ${name} from there fails.`]
        : []),
    ];
  },
  async write(aws, { id: SnapshotId }, { from, to }) {
    const base = { SnapshotId, Attribute: permissions } as const;
    // AWS does not add and remove in one call.
    if (from?.IsPublic !== to?.IsPublic) {
      const OperationType = to?.IsPublic ? 'add' : 'remove';
      await aws.call('ModifySnapshotAttribute', { ...base, OperationType, GroupNames: ['all'] });
    }
    const [before, after] = [from?.Accounts ?? [], to?.Accounts ?? []];
    const removed = before.filter((account) => !after.includes(account));
    const added = after.filter((account) => !before.includes(account));
    if (removed.length > 0) {
      await aws.call('ModifySnapshotAttribute', { ...base, OperationType: 'remove', UserIds: removed });
    }
    if (added.length > 0) {
      await aws.call('ModifySnapshotAttribute', { ...base, OperationType: 'add', UserIds: added });
    }
  },
});
