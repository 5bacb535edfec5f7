import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Target } from '../action.ts';
import { CallError } from '../call.ts';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';

/** Tells which try made a snapshot, so that another one of it makes no second. */
const tryTag = 'cloudcoreo:action';

/** AWS allows 50, of which one is ours. */
const mostTags = 49;

const snapshots = 'arn:{partition}:ec2:{region}::snapshot/*';

const calls = {
  DescribeVolumes: { permission: 'ec2:DescribeVolumes', on: '*' },
  DescribeSnapshots: { permission: 'ec2:DescribeSnapshots', on: '*' },
  CreateSnapshot: {
    permission: 'ec2:CreateSnapshot',
    on: [arns.volume, snapshots],
    also: [
      {
        permission: 'ec2:CreateTags',
        on: snapshots,
        condition: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } },
      },
    ],
  },
  DeleteVolume: { permission: 'ec2:DeleteVolume', on: arns.volume, absent: ['InvalidVolume.NotFound'] },
} as const;

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html */
export const deleteVolumeAfterSnapshot = declareAction(ec2, {
  id: 'ec2-volume-delete-after-snapshot',
  title: 'Delete the volume, after a snapshot',
  what: 'Makes a snapshot of a volume that no instance has, waits until it is complete, and deletes the volume.',
  types: ['AWS::EC2::Volume'],
  calls,
  gone: ['InvalidVolume.NotFound'],
  async read(aws, { id }) {
    const { Volumes } = await aws.call('DescribeVolumes', { VolumeIds: [id] });
    const volume = Volumes?.[0];
    if (volume === undefined || volume.State === 'deleting' || volume.State === 'deleted') return null;
    const attachedTo = volume.Attachments?.flatMap(({ InstanceId }) => InstanceId ?? []) ?? [];
    return { State: volume.State ?? 'unknown', SizeInGiB: volume.Size ?? null, AttachedTo: attachedTo.sort() };
  },
  want({ State, AttachedTo }, _, { name }) {
    if (AttachedTo.length > 0) return { refused: `${name} is attached to ${AttachedTo.join(', ')}, so it is in use.` };
    if (State !== 'available')
      return { refused: `${name} is “${State}”: only a volume that is “available” is surely used by nothing.` };
    return { to: null };
  },
  mayBreak: ({ from }, { name, tags }) => [
    `${name} (${from?.SizeInGiB ?? '?'} GiB) is deleted. All that was on it is in a snapshot then, which is kept and costs until you delete it.`,
    'A volume that is made from the snapshot has another ID: what names this one does not find it, such as a template, a script, a claim of Kubernetes.',
    ...Object.entries(tags)
      .filter(([key]) => key.startsWith('kubernetes.io/created-for/') || key === 'CSIVolumeName')
      .map(([key, value]) => `Kubernetes made it: its tag ${key} says “${value}”.`),
  ],
  async write(aws, target, { to }) {
    if (to !== null) return;
    await makeSnapshot(aws, target);
    await aws.find('DeleteVolume', { VolumeId: target.id });
  },
  whyNoUndo: 'A volume that is deleted does not come back. A new one can be made from its snapshot.',
  settlesWithinSeconds: 300,
});

/** Has a complete snapshot of the volume, made by this try of the action. */
async function makeSnapshot(
  aws: CallerOf<typeof import('@aws-sdk/client-ec2'), typeof calls>,
  { id, name, tags, arn }: Target,
): Promise<void> {
  const find = async () => {
    const { Snapshots = [] } = await aws.call('DescribeSnapshots', {
      OwnerIds: ['self'],
      Filters: [
        { Name: 'volume-id', Values: [id] },
        { Name: `tag:${tryTag}`, Values: [aws.token] },
      ],
    });
    return Snapshots.find(({ State }) => State !== 'error') ?? Snapshots[0];
  };
  if ((await find()) === undefined) {
    const kept = Object.entries(tags).filter(([key]) => !key.startsWith('aws:') && key !== tryTag);
    const Tags = [...kept.slice(0, mostTags), [tryTag, aws.token] as const].map(([Key, Value]) => ({ Key, Value }));
    await aws.call('CreateSnapshot', {
      VolumeId: id,
      Description: `${id} before CloudCoreo deleted it`,
      TagSpecifications: [{ ResourceType: 'snapshot', Tags }],
    });
  }
  // The first snapshot of a large volume needs hours. The job that this runs in ends before, and the next one goes on here.
  for (let pause = 500; ; pause = Math.min(pause * 2, 15_000)) {
    const snapshot = await find();
    if (snapshot?.State === 'completed') return;
    if (snapshot?.State === 'error') {
      throw new CallError({
        code: 'action_refused_by_aws',
        detail: `AWS could not complete the snapshot ${snapshot.SnapshotId} of ${arn}: ${snapshot.StateMessage ?? 'it gives no reason'}. ${name} was not deleted.`,
        mend: 'Delete that snapshot, then plan it again. Look whether the key that the volume is encrypted with is enabled.',
      });
    }
    await sleepFor(pause);
  }
}
