import { describe, expect, it } from 'vitest';
import type { ActionCaller, State, Target } from '../action.ts';
import { isRead } from '../action.ts';
import { isBetween } from '../state.ts';
import { recordInRegion } from './record-in-region.ts';

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'eu-west-1', type: 'AWS::EC2::AccountSettings' },
  ...{ arn: 'arn:aws:ec2:eu-west-1:111122223333:account-settings/eu-west-1', name: 'EC2 settings of the region' },
  ...{ id: 'eu-west-1', tags: {}, document: {} },
};
const parameters = recordInRegion.parameters.parse({ bucket: 'our-recordings' }) as State;
const serviceRole = 'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';

interface Region {
  recorders: State[];
  channels: State[];
  isRecording: boolean;
}

/** AWS Config as it is documented, until the call that is refused. */
function fakeConfig(region: Partial<Region> = {}, refuses?: string) {
  const has: Region = { recorders: [], channels: [], isRecording: false, ...region };
  const calls: string[] = [];
  const answers: Record<string, (input: Record<string, State>) => unknown> = {
    DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: has.recorders }),
    DescribeConfigurationRecorderStatus: () => ({ ConfigurationRecordersStatus: [{ recording: has.isRecording }] }),
    DescribeDeliveryChannels: () => ({ DeliveryChannels: has.channels }),
    PutConfigurationRecorder: (input) => has.recorders.push(input.ConfigurationRecorder as State),
    PutDeliveryChannel: (input) => has.channels.push(input.DeliveryChannel as State),
    StartConfigurationRecorder: () => (has.isRecording = true),
    StopConfigurationRecorder: () => (has.isRecording = false),
    DeleteConfigurationRecorder: () => has.recorders.pop(),
    DeleteDeliveryChannel() {
      if (has.isRecording) throw new Error('LastDeliveryChannelDeleteFailedException');
      has.channels.pop();
    },
  };
  const aws: ActionCaller = {
    token: 'act_1-apply',
    async call(operation, input) {
      if (operation === refuses) throw new Error('InsufficientDeliveryPolicyException');
      if (!isRead(operation)) calls.push(operation);
      return answers[operation]?.(input as Record<string, State>);
    },
    find: (operation, input) => aws.call(operation, input),
  };
  return { aws, has, calls };
}

const read = (aws: ActionCaller) => recordInRegion.read(aws, target, parameters);

function want(state: State | null, given = parameters) {
  const wanted = recordInRegion.want(state as State, given, target);
  if ('refused' in wanted) throw new Error(wanted.refused);
  return wanted.to;
}

describe('recording with AWS Config', () => {
  it('sets up what a region lacks, with AWS’s own role, and takes it away again', async () => {
    const { aws, has, calls } = fakeConfig();
    const from = await read(aws);
    const to = want(from);
    await recordInRegion.write(aws, target, { from, to }, parameters);
    expect(has).toEqual({
      recorders: [
        {
          ...{ name: 'default', roleARN: serviceRole },
          recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
        },
      ],
      channels: [{ name: 'default', s3BucketName: 'our-recordings' }],
      isRecording: true,
    });
    expect(await read(aws)).toEqual(to);
    await recordInRegion.write(aws, target, { from: to, to: from }, parameters);
    expect(has).toEqual({ recorders: [], channels: [], isRecording: false });
    expect(calls).toEqual([
      ...['CreateServiceLinkedRole', 'PutConfigurationRecorder', 'PutDeliveryChannel', 'StartConfigurationRecorder'],
      ...['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteConfigurationRecorder'],
    ]);
  });

  it('keeps a recorder and a channel that were there, and only starts and stops them', async () => {
    const recorder = { name: 'ours', roleARN: 'arn:aws:iam::111122223333:role/of-our-own' };
    const { aws, has, calls } = fakeConfig({
      recorders: [recorder],
      channels: [{ name: 'ours', s3BucketName: 'elsewhere', s3KeyPrefix: 'config' }],
    });
    const from = await read(aws);
    const to = want(from, recordInRegion.parameters.parse({}) as State);
    await recordInRegion.write(aws, target, { from, to }, parameters);
    await recordInRegion.write(aws, target, { from: to, to: from }, parameters);
    expect(calls).toEqual(['StartConfigurationRecorder', 'StopConfigurationRecorder']);
    expect(has.recorders).toEqual([recorder]);
  });

  it('does not count the recorders that services of AWS have', async () => {
    const { aws } = fakeConfig({ recorders: [{ name: 'AWSConfigurationRecorderForX', servicePrincipal: 'x' }] });
    expect(await read(aws)).toEqual({ recorder: null, channel: null, isRecording: false });
  });

  it('goes on from where a try was interrupted, and undoes what it left', async () => {
    const before = fakeConfig();
    const from = await read(before.aws);
    const to = want(from);
    const refused = fakeConfig({}, 'PutDeliveryChannel');
    await expect(recordInRegion.write(refused.aws, target, { from, to }, parameters)).rejects.toThrow();
    const half = await read(refused.aws);
    expect(isBetween(half, { from, to })).toBe(true);

    const goesOn = fakeConfig(structuredClone(refused.has));
    await recordInRegion.write(goesOn.aws, target, { from: half, to }, parameters);
    expect(goesOn.calls).toEqual(['PutDeliveryChannel', 'StartConfigurationRecorder']);
    expect(await read(goesOn.aws)).toEqual(to);

    const undoes = fakeConfig(structuredClone(refused.has));
    await recordInRegion.write(undoes.aws, target, { from: half, to: from }, parameters);
    expect(undoes.calls).toEqual(['DeleteConfigurationRecorder']);
  });

  it('makes no role of AWS’s where another one is to be used', async () => {
    const { aws, calls, has } = fakeConfig();
    const given = recordInRegion.parameters.parse({ bucket: 'our-recordings', role: 'teams/recorder' }) as State;
    const from = await read(aws);
    await recordInRegion.write(aws, target, { from, to: want(from, given) }, given);
    expect(calls).not.toContain('CreateServiceLinkedRole');
    expect(has.recorders[0]?.roleARN).toBe('arn:aws:iam::111122223333:role/teams/recorder');
  });

  it('asks for a bucket where the region has no channel', () => {
    const nothing = { recorder: null, channel: null, isRecording: false };
    const wanted = recordInRegion.want(nothing, recordInRegion.parameters.parse({}) as State, target);
    expect(wanted).toEqual({ refused: expect.stringContaining('say which bucket') });
  });
});
