import { describe, expect, it } from 'vitest';
import type { ActionCaller, ActionDeclaration, State, Target } from '../action.ts';
import { CallError } from '../call.ts';
import { deleteVolumeAfterSnapshot } from './delete-volume.ts';
import { makeImagePrivate } from './make-image-private.ts';
import { releaseAddress } from './release-address.ts';
import { requireImdsv2 } from './require-imdsv2.ts';
import { startInstance } from './start-instance.ts';
import { stopInstance } from './stop-instance.ts';

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', type: '', arn: 'arn:x/vol-1' },
  ...{ name: 'the-one', id: 'vol-1', tags: { Name: 'the-one', 'aws:cloudformation:stack-name': 'x' }, document: {} },
};

/** What an action wants of what AWS answers. */
async function wanted(action: ActionDeclaration, answers: Record<string, unknown>, parameters: State = {}) {
  const given = action.parameters.parse(parameters);
  const state = await action.read(
    answering((operation) => answers[operation] ?? {}),
    target,
    given,
  );
  return state === null ? null : action.want(state, given, target);
}

function answering(answer: (operation: string, input: Record<string, unknown>) => unknown): ActionCaller {
  const call = async (operation: string, input: object) => answer(operation, input as Record<string, unknown>);
  return { call, find: call, token: 'try-1' };
}

const instance = { InstanceType: 'm5d.large', RootDeviceType: 'ebs', State: { Name: 'running' } };
const answersOf = (fields: object, InstanceStorageSupported = false) => ({
  DescribeInstances: { Reservations: [{ Instances: [{ ...instance, ...fields }] }] },
  DescribeInstanceTypes: { InstanceTypes: [{ InstanceStorageSupported }] },
});

describe('an instance', () => {
  const inGroup = { Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'web' }] };
  it.each([
    ['belongs to an Auto Scaling group', answersOf(inGroup), 'the Auto Scaling group web'],
    ['has an instance store as its root', answersOf({ RootDeviceType: 'instance-store' }), 'not an EBS volume'],
    ['has disks of its own', answersOf({}, true), 'is lost'],
    ['is a Spot instance', answersOf({ InstanceLifecycle: 'spot' }), 'Spot instance'],
  ])('that %s is neither stopped nor started', async (_, answers, why) => {
    for (const action of [stopInstance, startInstance]) {
      expect(await wanted(action, answers)).toEqual({ refused: expect.stringContaining(why) });
    }
  });

  it('that is on its way to stopping runs still, and one that was terminated is gone', async () => {
    expect(await wanted(stopInstance, answersOf({ State: { Name: 'stopping' } }))).toMatchObject({
      to: { State: 'stopped' },
    });
    expect(await wanted(stopInstance, answersOf({ State: { Name: 'terminated' } }))).toBeNull();
    expect(await wanted(requireImdsv2, answersOf({ State: { Name: 'terminated' } }))).toBeNull();
  });

  it('whose metadata service is off needs no version of it', async () => {
    const answers = answersOf({ MetadataOptions: { HttpTokens: 'optional', HttpEndpoint: 'disabled' } });
    expect(await wanted(requireImdsv2, answers)).toEqual({ refused: expect.stringContaining('is off') });
  });
});

describe('an address', () => {
  it('that something uses, or a service of AWS manages, is not released', async () => {
    const of = (fields: object) => ({ DescribeAddresses: { Addresses: [{ PublicIp: '192.0.2.1', ...fields }] } });
    expect(await wanted(releaseAddress, of({ NetworkInterfaceId: 'eni-1', AssociationId: 'a' }))).toEqual({
      refused: '192.0.2.1 is in use: it is associated with eni-1.',
    });
    expect(await wanted(releaseAddress, of({ ServiceManaged: 'alb' }))).toHaveProperty('refused');
    expect(await wanted(releaseAddress, of({ InstanceId: '' }))).toEqual({ to: null });
  });
});

describe('an image', () => {
  it('stays shared with those who are trusted', async () => {
    const organization = 'arn:aws:organizations::111122223333:organization/o-abcdefghij';
    const unit = 'arn:aws:organizations::111122223333:ou/o-0123456789/ou-abcd-12345678';
    const LaunchPermissions = [
      ...[{ Group: 'all' }, { UserId: '222222222222' }, { UserId: '333333333333' }],
      ...[{ OrganizationArn: organization }, { OrganizationalUnitArn: unit }],
    ];
    const trustedAccounts = ['333333333333', 'o-abcdefghij'];
    const answers = { DescribeImageAttribute: { LaunchPermissions } };
    expect(await wanted(makeImagePrivate, answers, { otherAccounts: true, trustedAccounts })).toEqual({
      to: { IsPublic: false, Others: ['333333333333', organization] },
    });
    const calls: unknown[] = [];
    const aws = answering((_, input) => calls.push(input));
    const from = { IsPublic: true, Others: [organization, unit] };
    await makeImagePrivate.write(aws, target, { from, to: { IsPublic: false, Others: [organization] } }, {});
    expect(calls).toEqual([
      { ImageId: 'vol-1', LaunchPermission: { Remove: [{ Group: 'all' }, { OrganizationalUnitArn: unit }] } },
    ]);
  });
});

describe('a volume', () => {
  const of = (fields: object) => ({ DescribeVolumes: { Volumes: [{ State: 'available', ...fields }] } });

  it('that is attached, or not available, is not deleted', async () => {
    const attached = of({ State: 'in-use', Attachments: [{ InstanceId: 'i-1' }] });
    expect(await wanted(deleteVolumeAfterSnapshot, attached)).toEqual({ refused: expect.stringContaining('i-1') });
    expect(await wanted(deleteVolumeAfterSnapshot, of({ State: 'error' }))).toHaveProperty('refused');
    expect(await wanted(deleteVolumeAfterSnapshot, of({ State: 'deleting' }))).toBeNull();
  });

  /** Deletes the volume at an AWS that has snapshots, and that brings them on at each look. */
  async function deleteAt(snapshots: { State: string; Tags?: unknown }[], next: (state: string) => string) {
    const calls: string[] = [];
    const aws = answering((operation, input) => {
      calls.push(operation);
      if (operation === 'CreateSnapshot') {
        const [specification] = input.TagSpecifications as { Tags: unknown }[];
        snapshots.push({ State: 'pending', Tags: specification?.Tags });
      }
      if (operation !== 'DescribeSnapshots') return {};
      const seen = snapshots.map((snapshot) => ({ ...snapshot }));
      for (const snapshot of snapshots) snapshot.State = next(snapshot.State);
      return { Snapshots: seen };
    });
    const from = { State: 'available', SizeInGiB: 1, AttachedTo: [] };
    const outcome = await deleteVolumeAfterSnapshot.write(aws, target, { from, to: null }, {}).catch((error) => error);
    return { calls, outcome };
  }

  it('is deleted when its snapshot is complete, which has its tags but those of AWS', async () => {
    const snapshots: { State: string; Tags?: unknown }[] = [];
    const { calls } = await deleteAt(snapshots, () => 'completed');
    const looks = ['DescribeSnapshots', 'CreateSnapshot', 'DescribeSnapshots', 'DescribeSnapshots', 'DeleteVolume'];
    expect(calls).toEqual(looks);
    expect(snapshots[0]?.Tags).toEqual([
      { Key: 'Name', Value: 'the-one' },
      { Key: 'cloudcoreo:action', Value: 'try-1' },
    ]);
  });

  it('gets no second snapshot when a try goes on', async () => {
    const { calls } = await deleteAt([{ State: 'pending' }], () => 'completed');
    expect(calls).toEqual(['DescribeSnapshots', 'DescribeSnapshots', 'DeleteVolume']);
  });

  it('is not deleted when its snapshot fails', async () => {
    const { calls, outcome } = await deleteAt([{ State: 'pending' }], () => 'error');
    expect(calls).not.toContain('DeleteVolume');
    expect(outcome).toBeInstanceOf(CallError);
    expect(outcome.failure.detail).toContain('was not deleted');
  });
});
