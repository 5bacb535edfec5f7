import { z } from 'zod';
import type { Target } from '../action.ts';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { config } from './sdk.ts';

const serviceRole = 'aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig';

/** A region has one recorder of its owner's at most, with an ID of AWS's choice in its ARN. */
const recorderArn = 'arn:{partition}:config:{region}:{account}:configuration-recorder/*';

const calls = {
  // Who asks for all recorders names none.
  DescribeConfigurationRecorders: { permission: 'config:DescribeConfigurationRecorders', on: '*' },
  DescribeConfigurationRecorderStatus: { permission: 'config:DescribeConfigurationRecorderStatus', on: '*' },
  DescribeDeliveryChannels: { permission: 'config:DescribeDeliveryChannels', on: '*' },
  CreateServiceLinkedRole: {
    permission: 'iam:CreateServiceLinkedRole',
    on: `arn:{partition}:iam::{account}:role/${serviceRole}`,
    condition: { StringEquals: { 'iam:AWSServiceName': 'config.amazonaws.com' } },
    // “Service role name AWSServiceRoleForConfig has been taken in this account, please try a different suffix.”
    absent: [{ code: 'InvalidInput', message: /has been taken/ }],
  },
  PutConfigurationRecorder: {
    permission: 'config:PutConfigurationRecorder',
    on: recorderArn,
    also: [
      {
        permission: 'iam:PassRole',
        on: 'arn:{partition}:iam::{account}:role/{parameters.role}',
        condition: { StringEquals: { 'iam:PassedToService': 'config.amazonaws.com' } },
      },
    ],
  },
  PutDeliveryChannel: { permission: 'config:PutDeliveryChannel', on: '*' },
  StartConfigurationRecorder: { permission: 'config:StartConfigurationRecorder', on: recorderArn },
  StopConfigurationRecorder: { permission: 'config:StopConfigurationRecorder', on: recorderArn },
  DeleteDeliveryChannel: { permission: 'config:DeleteDeliveryChannel', on: '*' },
  DeleteConfigurationRecorder: { permission: 'config:DeleteConfigurationRecorder', on: recorderArn },
} as const;

type Caller = CallerOf<Awaited<ReturnType<typeof config.load>>, typeof calls>;

interface Recorder {
  name: string;
  roleARN: string;
  recordsAll: boolean;
  recordsIam: boolean;
}

// Fields of their own, so that a try that was interrupted goes on between them.
type Recording = {
  recorder: Recorder | null;
  channel: { name: string; s3BucketName: string; s3KeyPrefix: string | null } | null;
  isRecording: boolean;
};

const parameters = z.object({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional()
    .describe(
      'The bucket that what is recorded goes to. Its policy must let config.amazonaws.com write. Not asked for where the region has a delivery channel already.',
    ),
  prefix: z.string().min(1).optional().describe('What the names of the objects in the bucket begin with.'),
  role: z
    .string()
    .regex(/^[\w+=,.@/-]+$/)
    .default(serviceRole)
    .describe('The role that AWS Config records with: its name, with its path before it.'),
  recordsIam: z
    .boolean()
    .default(false)
    .describe('Record users, groups, roles and policies of IAM as well. One region of the account is enough.'),
});

function roleArn({ partition, accountId }: Target, role: string): string {
  return `arn:${partition}:iam::${accountId}:role/${role}`;
}

async function readRecorder(aws: Caller): Promise<Recorder | null> {
  const { ConfigurationRecorders = [] } = await aws.call('DescribeConfigurationRecorders', {});
  // Those that services of AWS have made for themselves do not count.
  const own = ConfigurationRecorders.find(({ servicePrincipal }) => servicePrincipal === undefined);
  if (own === undefined) return null;
  return {
    name: own.name ?? 'default',
    roleARN: own.roleARN ?? '',
    recordsAll: own.recordingGroup?.allSupported ?? false,
    recordsIam: own.recordingGroup?.includeGlobalResourceTypes ?? false,
  };
}

async function isRecording(aws: Caller, recorder: Recorder | null): Promise<boolean> {
  if (recorder === null) return false;
  const input = { ConfigurationRecorderNames: [recorder.name] };
  const { ConfigurationRecordersStatus = [] } = await aws.call('DescribeConfigurationRecorderStatus', input);
  return ConfigurationRecordersStatus[0]?.recording ?? false;
}

/** https://docs.aws.amazon.com/config/latest/developerguide/gs-cli-subscribe.html */
export const recordInRegion = declareAction(config, {
  id: 'config-region-record',
  title: 'Record with AWS Config in the region',
  what: 'Makes AWS Config record all types of resources and deliver them to a bucket. What is there already is kept, and started.',
  types: ['AWS::EC2::AccountSettings'],
  parameters,
  calls,
  async read(aws): Promise<Recording> {
    const recorder = await readRecorder(aws);
    const [channel] = (await aws.call('DescribeDeliveryChannels', {})).DeliveryChannels ?? [];
    return {
      recorder,
      channel: channel
        ? {
            name: channel.name ?? 'default',
            s3BucketName: channel.s3BucketName ?? '',
            s3KeyPrefix: channel.s3KeyPrefix ?? null,
          }
        : null,
      isRecording: await isRecording(aws, recorder),
    };
  },
  want({ recorder, channel }, { bucket, prefix, role, recordsIam }, target) {
    if (channel === null && bucket === undefined) {
      return { refused: `AWS Config has no delivery channel in ${target.region}: say which bucket it shall write to.` };
    }
    return {
      to: {
        recorder: recorder ?? { name: 'default', roleARN: roleArn(target, role), recordsAll: true, recordsIam },
        channel: channel ?? { name: 'default', s3BucketName: bucket ?? '', s3KeyPrefix: prefix ?? null },
        isRecording: true,
      },
    };
  },
  mayBreak: ({ from, to }, { region }) => [
    `AWS asks money for each change that is recorded in ${region}, and for the bucket.`,
    ...(to?.recorder && !from?.recorder && to.recorder.roleARN.endsWith(serviceRole)
      ? ['The role AWSServiceRoleForConfig, which AWS makes for it, stays when this is undone. It costs nothing.']
      : []),
    ...(to?.channel && !from?.channel
      ? [
          `AWS refuses it when the policy of ${to.channel.s3BucketName} does not let config.amazonaws.com write there. What was done until then can be undone.`,
        ]
      : []),
  ],
  async write(aws, target, { from, to }) {
    if (to === null) return;
    // The other way round than it is set up: AWS removes no channel that is in use.
    const present = from?.recorder ?? to.recorder;
    if (!to.isRecording && present && from?.isRecording) {
      await aws.call('StopConfigurationRecorder', { ConfigurationRecorderName: present.name });
    }
    if (to.channel === null && from?.channel) {
      await aws.call('DeleteDeliveryChannel', { DeliveryChannelName: from.channel.name });
    }
    if (to.recorder === null && from?.recorder) {
      await aws.call('DeleteConfigurationRecorder', { ConfigurationRecorderName: from.recorder.name });
    }
    if (to.recorder && !from?.recorder) {
      if (to.recorder.roleARN === roleArn(target, serviceRole)) {
        await aws.find('CreateServiceLinkedRole', { AWSServiceName: 'config.amazonaws.com' });
      }
      const { name, roleARN, recordsAll, recordsIam } = to.recorder;
      const recordingGroup = { allSupported: recordsAll, includeGlobalResourceTypes: recordsIam };
      await aws.call('PutConfigurationRecorder', { ConfigurationRecorder: { name, roleARN, recordingGroup } });
    }
    if (to.channel && !from?.channel) {
      const { s3KeyPrefix, ...channel } = to.channel;
      await aws.call('PutDeliveryChannel', { DeliveryChannel: { ...channel, ...(s3KeyPrefix && { s3KeyPrefix }) } });
    }
    if (to.isRecording && to.recorder && !from?.isRecording) {
      await aws.call('StartConfigurationRecorder', { ConfigurationRecorderName: to.recorder.name });
    }
  },
});
