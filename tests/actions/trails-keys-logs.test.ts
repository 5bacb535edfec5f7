import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand, EnableKeyRotationCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

async function makeTrail(connect: Connect, Name: string): Promise<string> {
  const S3BucketName = `bucket-of-${Name}`;
  await connect(S3Client).send(new CreateBucketCommand({ Bucket: S3BucketName }));
  const client = connect(CloudTrailClient);
  const settings = { IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false, EnableLogFileValidation: false };
  await client.send(new CreateTrailCommand({ Name, S3BucketName, ...settings }));
  return Name;
}

const lookAtTrail = (name: string) => ({ service: 'cloudtrail', operation: 'get_trail', input: { Name: name } });
const settingsIn = (answer: unknown) => {
  const { Trail } = answer as { Trail: Record<string, unknown> };
  const { LogFileValidationEnabled, IsMultiRegionTrail, IncludeGlobalServiceEvents } = Trail;
  return { LogFileValidationEnabled, IsMultiRegionTrail, IncludeGlobalServiceEvents };
};

const withoutDigests: Faulty = {
  kind: 'cloudtrail-trail-validate-log-files',
  what: 'a trail whose files nobody could trust',
  type: 'AWS::CloudTrail::Trail',
  rule: 'cloudtrail-trail-log-validation',
  make: (connect) => makeTrail(connect, 'faulty-without-digests'),
  look: () => lookAtTrail('faulty-without-digests'),
  see: settingsIn,
  mended: { LogFileValidationEnabled: true, IsMultiRegionTrail: false, IncludeGlobalServiceEvents: false },
};

const ofOneRegion: Faulty = {
  kind: 'cloudtrail-trail-record-all-regions',
  what: 'a trail of one region',
  type: 'AWS::CloudTrail::Trail',
  async make(connect) {
    const Name = await makeTrail(connect, 'faulty-of-one-region');
    await connect(CloudTrailClient).send(new StartLoggingCommand({ Name }));
    return Name;
  },
  look: () => lookAtTrail('faulty-of-one-region'),
  see: settingsIn,
  mended: { LogFileValidationEnabled: false, IsMultiRegionTrail: true, IncludeGlobalServiceEvents: true },
};

const stopped: Faulty = {
  kind: 'cloudtrail-trail-start-logging',
  what: 'a trail that records nothing',
  type: 'AWS::CloudTrail::Trail',
  rule: 'cloudtrail-trail-logging',
  make: (connect) => makeTrail(connect, 'faulty-stopped'),
  look: () => ({ service: 'cloudtrail', operation: 'get_trail_status', input: { Name: 'faulty-stopped' } }),
  see: (answer) => (answer as { IsLogging: boolean }).IsLogging,
  mended: true,
};

const keyIds: Record<string, string> = {};

async function makeKey(connect: Connect, name: string): Promise<string> {
  const { KeyMetadata } = await connect(KMSClient).send(new CreateKeyCommand({ Description: name }));
  keyIds[name] = KeyMetadata?.KeyId ?? '';
  return keyIds[name];
}

const lookAtKey = (name: string) => ({
  ...{ service: 'kms', operation: 'get_key_rotation_status', input: { KeyId: keyIds[name] } },
});
const rotationIn = (answer: unknown) => {
  const { KeyRotationEnabled, RotationPeriodInDays } = answer as Record<string, unknown>;
  return { KeyRotationEnabled, RotationPeriodInDays };
};

const unrotated: Faulty = {
  kind: 'kms-key-enable-rotation',
  what: 'a key that never rotates',
  type: 'AWS::KMS::Key',
  rule: 'kms-key-rotation-enabled',
  make: (connect) => makeKey(connect, 'unrotated'),
  look: () => lookAtKey('unrotated'),
  see: rotationIn,
  mended: { KeyRotationEnabled: true, RotationPeriodInDays: 365 },
};

const seldomRotated: Faulty = {
  ...unrotated,
  what: 'a key that rotates every three years',
  rule: 'kms-key-rotation-often-enough',
  async make(connect) {
    const KeyId = await makeKey(connect, 'seldom');
    await connect(KMSClient).send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 1095 }));
    return KeyId;
  },
  look: () => lookAtKey('seldom'),
};

const shortLived: Faulty = {
  kind: 'logs-log-group-keep-longer',
  what: 'a log group that keeps its logs for a month',
  type: 'AWS::Logs::LogGroup',
  rule: 'logs-log-group-retention',
  async make(connect) {
    const client = connect(CloudWatchLogsClient);
    // Another group whose name begins with the same.
    for (const logGroupName of ['/faulty/short-lived', '/faulty/short-lived-too']) {
      await client.send(new CreateLogGroupCommand({ logGroupName }));
      await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 30 }));
    }
    return '/faulty/short-lived';
  },
  look: () => ({
    ...{ service: 'logs', operation: 'describe_log_groups', input: { logGroupNamePrefix: '/faulty/short-lived' } },
  }),
  see: (answer) =>
    (answer as { logGroups: Record<string, unknown>[] }).logGroups.map(({ logGroupName, retentionInDays }) => ({
      ...{ logGroupName, retentionInDays },
    })),
  mended: [
    { logGroupName: '/faulty/short-lived', retentionInDays: 365 },
    { logGroupName: '/faulty/short-lived-too', retentionInDays: 30 },
  ],
};

proveActions(
  ['cloudtrail', 'kms', 'logs'],
  [withoutDigests, ofOneRegion, stopped, unrotated, seldomRotated, shortLived],
);
