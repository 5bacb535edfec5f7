import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  ConfigServiceClient,
  PutConfigRuleCommand,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  CreateEmailIdentityPolicyCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import {
  CreateDocumentCommand,
  ModifyDocumentPermissionCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Connect } from './estate-clients.ts';

interface RecordsPlace {
  partition: string;
  accountId: string;
  buckets: Promise<unknown>;
}

/**
 * Makes what records and configures: trails, alarms, log groups, AWS Config, parameters, senders of mail. Its faults: a
 * trail that does not log, AWS Config in the home region alone, logs kept for ever and a policy that lets everybody
 * write them, a document for everybody, an identity that everybody sends mail as.
 */
export async function seedRecords(connect: Connect, where: RecordsPlace, home: string, second: string): Promise<void> {
  await Promise.all([
    seedTrails(connect(CloudTrailClient, home), connect(CloudTrailClient, second), where),
    seedAlarms(connect(CloudWatchClient, home), where, home),
    seedLogs(connect(CloudWatchLogsClient, home), connect(CloudWatchLogsClient, second)),
    seedConfig(connect(ConfigServiceClient, home), where),
    seedParameters(connect(SSMClient, home), connect(SSMClient, second)),
    // SES is not sold in China.
    where.partition === 'aws-cn' ? undefined : seedMail(connect(SESv2Client, home), where, home),
  ]);
}

async function seedTrails(atHome: CloudTrailClient, inSecond: CloudTrailClient, where: RecordsPlace): Promise<void> {
  await where.buckets;
  await Promise.all([
    atHome.send(
      new CreateTrailCommand({
        Name: 'all-regions',
        S3BucketName: 'northwind-prod-cloudtrail',
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        EnableLogFileValidation: true,
        TagsList: [{ Key: 'team', Value: 'security' }],
      }),
    ),
    inSecond.send(new CreateTrailCommand({ Name: 'agency-trial', S3BucketName: 'northwind-prod-flow-logs' })),
  ]);
  await Promise.all([
    atHome.send(new StartLoggingCommand({ Name: 'all-regions' })),
    atHome.send(
      new PutEventSelectorsCommand({
        TrailName: 'all-regions',
        EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
      }),
    ),
  ]);
}

async function seedAlarms(cloudwatch: CloudWatchClient, where: RecordsPlace, region: string): Promise<void> {
  const alarm = { Period: 300, EvaluationPeriods: 1, Threshold: 1, Statistic: 'Sum' as const };
  await Promise.all([
    cloudwatch.send(
      new PutMetricAlarmCommand({
        ...alarm,
        AlarmName: 'root-used',
        Namespace: 'Trail',
        MetricName: 'RootUsed',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [`arn:${where.partition}:sns:${region}:${where.accountId}:security-alerts`],
        Tags: [{ Key: 'team', Value: 'security' }],
      }),
    ),
    cloudwatch.send(
      new PutMetricAlarmCommand({
        ...alarm,
        AlarmName: 'orders-errors',
        Namespace: 'Orders',
        MetricName: 'Errors',
        ComparisonOperator: 'GreaterThanThreshold',
        ActionsEnabled: false,
      }),
    ),
  ]);
}

async function seedLogs(atHome: CloudWatchLogsClient, inSecond: CloudWatchLogsClient): Promise<void> {
  await Promise.all([
    atHome.send(new CreateLogGroupCommand({ logGroupName: 'cloudtrail', tags: { team: 'security' } })),
    atHome.send(new CreateLogGroupCommand({ logGroupName: '/aws/lambda/orders-worker' })),
    inSecond.send(new CreateLogGroupCommand({ logGroupName: '/ecs/catalog' })),
    atHome.send(
      new PutResourcePolicyCommand({
        policyName: 'delivery-from-anywhere',
        policyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'logs:PutLogEvents', Resource: '*' }],
        }),
      }),
    ),
  ]);
  await Promise.all([
    atHome.send(new PutRetentionPolicyCommand({ logGroupName: 'cloudtrail', retentionInDays: 365 })),
    atHome.send(
      new PutMetricFilterCommand({
        logGroupName: 'cloudtrail',
        filterName: 'root-used',
        filterPattern: '{ $.userIdentity.type = "Root" }',
        metricTransformations: [{ metricNamespace: 'Trail', metricName: 'RootUsed', metricValue: '1' }],
      }),
    ),
  ]);
}

async function seedConfig(config: ConfigServiceClient, { partition, accountId }: RecordsPlace): Promise<void> {
  await config.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: 'default',
        roleARN: `arn:${partition}:iam::${accountId}:role/config`,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
      },
    }),
  );
  await config.send(
    new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: 'northwind-prod-config' } }),
  );
  await Promise.all([
    config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' })),
    config.send(
      new PutConfigRuleCommand({
        ConfigRule: {
          ConfigRuleName: 'bucket-logging',
          Source: { Owner: 'AWS', SourceIdentifier: 'S3_BUCKET_LOGGING_ENABLED' },
        },
      }),
    ),
  ]);
}

async function seedParameters(atHome: SSMClient, inSecond: SSMClient): Promise<void> {
  const parameter = (Name: string, Type: 'String' | 'SecureString') =>
    // The values are what CloudCoreo must never ask for.
    new PutParameterCommand({ Name, Type, Value: 'hunter2', Tags: [{ Key: 'env', Value: 'production' }] });
  await Promise.all([
    atHome.send(parameter('/prod/orders/database-password', 'String')),
    atHome.send(parameter('/prod/payments/api-key', 'SecureString')),
    inSecond.send(parameter('catalog-feed-url', 'String')),
    atHome.send(
      new CreateDocumentCommand({
        Name: 'restart-orders',
        DocumentType: 'Command',
        DocumentFormat: 'JSON',
        Content: JSON.stringify({ schemaVersion: '2.2', description: 'Restarts the orders API.', mainSteps: [] }),
      }),
    ),
  ]);
  await atHome.send(
    new ModifyDocumentPermissionCommand({ Name: 'restart-orders', PermissionType: 'Share', AccountIdsToAdd: ['all'] }),
  );
}

async function seedMail(ses: SESv2Client, where: RecordsPlace, region: string): Promise<void> {
  const EmailIdentity = 'northwind.example';
  await Promise.all([
    ses.send(new CreateEmailIdentityCommand({ EmailIdentity })),
    ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'newsletter@northwind.example' })),
    ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'newsletter' })),
  ]);
  await ses.send(
    new CreateEmailIdentityPolicyCommand({
      EmailIdentity,
      PolicyName: 'agency',
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'ses:SendEmail',
            Resource: `arn:${where.partition}:ses:${region}:${where.accountId}:identity/${EmailIdentity}`,
          },
        ],
      }),
    }),
  );
}
