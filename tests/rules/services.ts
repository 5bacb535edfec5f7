import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as guardduty from '@aws-sdk/client-guardduty';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import type { Wrong } from './wrong.ts';

const made: Record<string, string> = {};

export const wrongTrail: Wrong = {
  what: 'a trail of one region that does not log and whose files nobody could trust',
  rules: ['cloudtrail-trail-log-validation', 'cloudtrail-trail-logging'],
  async make(connect) {
    const S3BucketName = 'bucket-of-the-wrong-trail';
    await connect(s3.S3Client).send(new s3.CreateBucketCommand({ Bucket: S3BucketName }));
    const trail = { Name: 'wrong-trail', S3BucketName, IsMultiRegionTrail: false, EnableLogFileValidation: false };
    await connect(cloudtrail.CloudTrailClient).send(new cloudtrail.CreateTrailCommand(trail));
    return 'wrong-trail';
  },
  async mend(connect) {
    const client = connect(cloudtrail.CloudTrailClient);
    const Name = 'wrong-trail';
    await client.send(
      new cloudtrail.UpdateTrailCommand({ Name, IsMultiRegionTrail: true, EnableLogFileValidation: true }),
    );
    await client.send(new cloudtrail.StartLoggingCommand({ Name }));
    const EventSelectors = [{ ReadWriteType: 'All' as const, IncludeManagementEvents: true }];
    await client.send(new cloudtrail.PutEventSelectorsCommand({ TrailName: Name, EventSelectors }));
  },
};

export const noTrail: Wrong = {
  what: 'an account without a trail of all regions',
  rules: ['cloudtrail-account-multi-region-trail'],
  make: async (_, accountId) => accountId,
  // Mended with the trail above.
  async mend() {},
};

export const wrongKey: Wrong = {
  what: 'a key that is never rotated and that everybody may use',
  rules: ['kms-key-rotation-enabled', 'kms-key-not-public'],
  async make(connect, accountId) {
    const client = connect(kms.KMSClient);
    const { KeyMetadata } = await client.send(new kms.CreateKeyCommand({ Description: 'wrong' }));
    const KeyId = KeyMetadata?.KeyId ?? '';
    await client.send(new kms.PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policyFor({ AWS: '*' }) }));
    Object.assign(made, { KeyId, owner: `arn:aws:iam::${accountId}:root` });
    return KeyId;
  },
  async mend(connect) {
    const client = connect(kms.KMSClient);
    const { KeyId } = made;
    await client.send(
      new kms.PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: policyFor({ AWS: made.owner ?? '' }) }),
    );
    await client.send(new kms.EnableKeyRotationCommand({ KeyId }));
  },
};

function policyFor(Principal: { AWS: string }): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
  });
}

const FunctionName = 'wrong-function';

export const wrongFunction: Wrong = {
  what: 'a function on a runtime that nobody mends, which everybody may call',
  rules: ['lambda-function-not-public', 'lambda-function-runtime-supported'],
  async make(connect) {
    const trust = {
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', ...trust });
    const { Role } = await connect(iam.IAMClient).send(
      new iam.CreateRoleCommand({ RoleName: 'of-the-function', AssumeRolePolicyDocument }),
    );
    const client = connect(lambda.LambdaClient);
    await client.send(
      new lambda.CreateFunctionCommand({
        ...{ FunctionName, Role: Role?.Arn, Runtime: 'nodejs14.x', Handler: 'index.handler' },
        Code: { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') },
      }),
    );
    const permission = { FunctionName, StatementId: 'all', Action: 'lambda:InvokeFunction', Principal: '*' };
    await client.send(new lambda.AddPermissionCommand(permission));
    return FunctionName;
  },
  async mend(connect) {
    const client = connect(lambda.LambdaClient);
    await client.send(new lambda.RemovePermissionCommand({ FunctionName, StatementId: 'all' }));
    await client.send(new lambda.UpdateFunctionConfigurationCommand({ FunctionName, Runtime: 'nodejs22.x' }));
  },
};

export const wrongTopic: Wrong = {
  what: 'a topic that everybody may publish to, in plain text',
  rules: ['sns-topic-not-public', 'sns-topic-encrypted-with-kms'],
  async make(connect, accountId) {
    const client = connect(sns.SNSClient);
    const { TopicArn = '' } = await client.send(new sns.CreateTopicCommand({ Name: 'wrong-topic' }));
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: TopicArn };
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await client.send(new sns.SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
    Object.assign(made, { TopicArn, root: `arn:aws:iam::${accountId}:root` });
    return 'wrong-topic';
  },
  async mend(connect) {
    const client = connect(sns.SNSClient);
    const { TopicArn } = made;
    const statement = { Effect: 'Allow', Principal: { AWS: made.root }, Action: 'sns:Publish', Resource: TopicArn };
    const AttributeValue = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await client.send(new sns.SetTopicAttributesCommand({ TopicArn, AttributeName: 'Policy', AttributeValue }));
    const key = { AttributeName: 'KmsMasterKeyId', AttributeValue: 'alias/aws/sns' };
    await client.send(new sns.SetTopicAttributesCommand({ TopicArn, ...key }));
  },
};

export const wrongQueue: Wrong = {
  what: 'a queue that everybody may read and that is not encrypted',
  rules: ['sqs-queue-not-public', 'sqs-queue-encrypted'],
  async make(connect, accountId) {
    const client = connect(sqs.SQSClient);
    const Attributes = { SqsManagedSseEnabled: 'false' };
    const { QueueUrl = '' } = await client.send(new sqs.CreateQueueCommand({ QueueName: 'wrong-queue', Attributes }));
    const Resource = `arn:aws:sqs:us-east-1:${accountId}:wrong-queue`;
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await client.send(new sqs.SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    made.QueueUrl = QueueUrl;
    return 'wrong-queue';
  },
  async mend(connect) {
    const Attributes = { Policy: '', SqsManagedSseEnabled: 'true' };
    await connect(sqs.SQSClient).send(new sqs.SetQueueAttributesCommand({ QueueUrl: made.QueueUrl, Attributes }));
  },
};

export const wrongLogGroup: Wrong = {
  what: 'a log group that keeps a week',
  rules: ['logs-log-group-retention'],
  async make(connect) {
    const client = connect(logs.CloudWatchLogsClient);
    await client.send(new logs.CreateLogGroupCommand({ logGroupName: 'wrong-group' }));
    await client.send(new logs.PutRetentionPolicyCommand({ logGroupName: 'wrong-group', retentionInDays: 7 }));
    return 'wrong-group';
  },
  async mend(connect) {
    const retention = { logGroupName: 'wrong-group', retentionInDays: 365 };
    await connect(logs.CloudWatchLogsClient).send(new logs.PutRetentionPolicyCommand(retention));
  },
};

export const noDetector: Wrong = {
  what: 'a region in which GuardDuty is off',
  rules: ['guardduty-enabled-in-region'],
  make: async () => '*',
  async mend(connect) {
    await connect(guardduty.GuardDutyClient).send(new guardduty.CreateDetectorCommand({ Enable: true }));
  },
};
