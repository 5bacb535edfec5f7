import type { CallDeclaration, Need, Target } from '../action.ts';
import type { CallerOf } from '../declare-action.ts';
import { arns } from './sdk.ts';

/** Whether an instance runs, and what tells whether it can be stopped and started without harm. */
export type Power = {
  State: 'running' | 'stopped';
  RootDeviceType: string;
  /** Whether its type has disks of its own, which are empty after it stopped. */
  HasInstanceStore: boolean;
  IsSpot: boolean;
  AutoScalingGroup: string | null;
};

/** For EC2 to use the key of an encrypted volume: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const useOfKey: Need = {
  permission: 'kms:CreateGrant',
  on: 'arn:{partition}:kms:{region}:{account}:key/*',
  condition: {
    Bool: { 'kms:GrantIsForAWSResource': 'true' },
    StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com', 'ec2.*.amazonaws.com.cn'] },
  },
};

/** The calls of starting and of stopping: each undoes the other. */
export const powerCalls = {
  DescribeInstances: { permission: 'ec2:DescribeInstances', on: '*' },
  DescribeInstanceTypes: { permission: 'ec2:DescribeInstanceTypes', on: '*' },
  StartInstances: { permission: 'ec2:StartInstances', on: arns.instance, also: [useOfKey] },
  StopInstances: { permission: 'ec2:StopInstances', on: arns.instance },
} satisfies Record<string, CallDeclaration>;

type PowerCaller = CallerOf<typeof import('@aws-sdk/client-ec2'), typeof powerCalls>;

/** Reads it from AWS. What is on its way to a state is still in the one before. */
export async function readPower(aws: PowerCaller, { id }: Target): Promise<Power | null> {
  const { Reservations } = await aws.call('DescribeInstances', { InstanceIds: [id] });
  const instance = Reservations?.[0]?.Instances?.[0];
  const state = instance?.State?.Name;
  if (instance === undefined || state === 'terminated' || state === 'shutting-down') return null;
  const types = instance.InstanceType === undefined ? [] : [instance.InstanceType];
  const { InstanceTypes } = await aws.call('DescribeInstanceTypes', { InstanceTypes: types });
  return {
    State: state === 'running' || state === 'stopping' ? 'running' : 'stopped',
    RootDeviceType: instance.RootDeviceType ?? 'unknown',
    HasInstanceStore: InstanceTypes?.some(({ InstanceStorageSupported }) => InstanceStorageSupported) ?? false,
    IsSpot: instance.InstanceLifecycle === 'spot',
    AutoScalingGroup: instance.Tags?.find(({ Key }) => Key === 'aws:autoscaling:groupName')?.Value ?? null,
  };
}

/** Starts or stops it. AWS takes both calls of an instance that is on its way there already. */
export async function writePower(aws: PowerCaller, { id }: Target, to: Power | null): Promise<void> {
  const input = { InstanceIds: [id] };
  await (to?.State === 'running' ? aws.call('StartInstances', input) : aws.call('StopInstances', input));
}

/** Why stopping the instance would lose something, or would not last; undefined when it does no harm. */
export function whyNeverStop(
  { RootDeviceType, HasInstanceStore, IsSpot, AutoScalingGroup }: Power,
  { name }: Target,
): string | undefined {
  if (AutoScalingGroup !== null)
    return `${name} belongs to the Auto Scaling group ${AutoScalingGroup}, which terminates instances that are stopped.`;
  if (RootDeviceType !== 'ebs')
    return `The root device of ${name} is not an EBS volume (${RootDeviceType}): AWS can terminate it, but not stop it.`;
  if (HasInstanceStore)
    return `The type of ${name} has disks of its own (instance store), and what is on them is lost when the instance stops.`;
  if (IsSpot) return `${name} is a Spot instance: AWS may not start it again when it was stopped.`;
  return undefined;
}
