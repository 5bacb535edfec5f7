import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ecr from '@aws-sdk/client-ecr';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as rds from '@aws-sdk/client-rds';
import type { Wrong } from './wrong.ts';

const DBInstanceIdentifier = 'wrong-database';

export const wrongDatabase: Wrong = {
  what: 'a database with a public address, no backups and no protection',
  rules: [
    'rds-instance-not-public',
    'rds-instance-deletion-protected',
    'rds-instance-minor-upgrades',
    'rds-instance-backed-up',
    'rds-instance-multi-az',
    'rds-instance-iam-authentication',
    'rds-instance-copies-tags-to-snapshots',
  ],
  async make(connect) {
    await connect(rds.RDSClient).send(
      new rds.CreateDBInstanceCommand({
        ...{ DBInstanceIdentifier, DBInstanceClass: 'db.t3.micro', Engine: 'mysql', AllocatedStorage: 20 },
        ...{ MasterUsername: 'someone', MasterUserPassword: 'of no account' },
        ...{ PubliclyAccessible: true, DeletionProtection: false, AutoMinorVersionUpgrade: false },
        ...{
          BackupRetentionPeriod: 0,
          MultiAZ: false,
          EnableIAMDatabaseAuthentication: false,
          CopyTagsToSnapshot: false,
        },
      }),
    );
    return DBInstanceIdentifier;
  },
  async mend(connect) {
    await connect(rds.RDSClient).send(
      new rds.ModifyDBInstanceCommand({
        ...{ DBInstanceIdentifier, ApplyImmediately: true, PubliclyAccessible: false, DeletionProtection: true },
        ...{ AutoMinorVersionUpgrade: true, BackupRetentionPeriod: 14, MultiAZ: true },
        ...{ EnableIAMDatabaseAuthentication: true, CopyTagsToSnapshot: true },
      }),
    );
  },
};

export const wrongTable: Wrong = {
  what: 'a table that can be lost',
  rules: ['dynamodb-table-point-in-time-recovery', 'dynamodb-table-deletion-protected'],
  async make(connect) {
    await connect(dynamodb.DynamoDBClient).send(
      new dynamodb.CreateTableCommand({
        ...{ TableName: 'wrong-table', BillingMode: 'PAY_PER_REQUEST' },
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    return 'wrong-table';
  },
  async mend(connect) {
    const client = connect(dynamodb.DynamoDBClient);
    const TableName = 'wrong-table';
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
    await client.send(new dynamodb.UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    await client.send(new dynamodb.UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  },
};

const repositoryName = 'wrong-repository';

export const wrongRepository: Wrong = {
  what: 'a repository whose images nobody scans and anybody may replace',
  rules: ['ecr-repository-tags-immutable', 'ecr-repository-images-scanned', 'ecr-repository-lifecycle-configured'],
  async make(connect) {
    await connect(ecr.ECRClient).send(new ecr.CreateRepositoryCommand({ repositoryName }));
    return repositoryName;
  },
  async mend(connect) {
    const client = connect(ecr.ECRClient);
    await client.send(new ecr.PutImageTagMutabilityCommand({ repositoryName, imageTagMutability: 'IMMUTABLE' }));
    await client.send(
      new ecr.PutImageScanningConfigurationCommand({
        repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
      }),
    );
    const selection = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
    const rules = [{ rulePriority: 1, selection, action: { type: 'expire' } }];
    await client.send(
      new ecr.PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: JSON.stringify({ rules }) }),
    );
  },
};

export const wrongStream: Wrong = {
  what: 'a stream that is not encrypted and keeps a day',
  rules: ['kinesis-stream-encrypted', 'kinesis-stream-retention'],
  async make(connect) {
    await connect(kinesis.KinesisClient).send(
      new kinesis.CreateStreamCommand({ StreamName: 'wrong-stream', ShardCount: 1 }),
    );
    return 'wrong-stream';
  },
  async mend(connect) {
    const client = connect(kinesis.KinesisClient);
    const StreamName = 'wrong-stream';
    await client.send(
      new kinesis.StartStreamEncryptionCommand({ StreamName, EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' }),
    );
    await client.send(new kinesis.IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: 24 * 8 }));
  },
};
