import type { SnapshotBlockPublicAccessState } from '@aws-sdk/client-ec2';
import { declareAction } from '../declare-action.ts';
import { ec2 } from './sdk.ts';

type Sharing = { State: SnapshotBlockPublicAccessState };

/** https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html */
export const blockPublicSnapshots = declareAction(ec2, {
  id: 'ec2-account-block-public-snapshots',
  title: 'Block public sharing of EBS snapshots',
  what: 'Blocks that EBS snapshots of the region are shared with everybody, those included that are public now.',
  types: ['AWS::EC2::AccountSettings'],
  calls: {
    GetSnapshotBlockPublicAccessState: { permission: 'ec2:GetSnapshotBlockPublicAccessState', on: '*' },
    EnableSnapshotBlockPublicAccess: { permission: 'ec2:EnableSnapshotBlockPublicAccess', on: '*' },
    DisableSnapshotBlockPublicAccess: { permission: 'ec2:DisableSnapshotBlockPublicAccess', on: '*' },
  },
  hasDryRun: true,
  async read(aws): Promise<Sharing> {
    const { State = 'unblocked' } = await aws.call('GetSnapshotBlockPublicAccessState', {});
    return { State };
  },
  want: () => ({ to: { State: 'block-all-sharing' as const } }),
  mayBreak: ({ to }, { region }) =>
    to?.State === 'block-all-sharing'
      ? [
          `Snapshots in ${region} that are public now cannot be read by strangers any more, and new ones cannot be made public.`,
          'Sharing with single accounts goes on working. Undoing makes public again what was.',
        ]
      : [],
  async write(aws, _, { to }) {
    const State = to?.State ?? 'unblocked';
    await (State === 'unblocked'
      ? aws.call('DisableSnapshotBlockPublicAccess', {})
      : aws.call('EnableSnapshotBlockPublicAccess', { State }));
  },
});
