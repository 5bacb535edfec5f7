import {
  CreateBackupCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  CreateDBClusterCommand,
  CreateDBClusterParameterGroupCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBParameterGroupCommand,
  CreateDBSnapshotCommand,
  CreateEventSubscriptionCommand,
  ModifyDBClusterSnapshotAttributeCommand,
  ModifyDBParameterGroupCommand,
  ModifyDBSnapshotAttributeCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { Connect } from './estate-clients.ts';

interface Where {
  partition: string;
  accountId: string;
  otherAccountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

/** Makes relational databases, a cluster of Aurora and one of graphs, and tables. */
export async function seedDatabases(connect: Connect, where: Where): Promise<void> {
  const [home = '', second] = where.regions;
  const rds = connect(RDSClient, home);
  await Promise.all([
    seedTables(connect(DynamoDBClient, home), where),
    rds.send(
      new CreateDBParameterGroupCommand({
        DBParameterGroupName: 'orders',
        DBParameterGroupFamily: 'postgres16',
        Description: 'Orders, without forced TLS',
      }),
    ),
  ]);
  await Promise.all([
    seedInstances(rds, where),
    seedAurora(rds, where.otherAccountId),
    seedGraph(rds),
    second &&
      connect(RDSClient, second).send(
        new CreateDBInstanceCommand({
          DBInstanceIdentifier: 'orders-replica-eu',
          Engine: 'mysql',
          DBInstanceClass: 'db.t4g.medium',
          AllocatedStorage: 100,
          ...login,
          StorageEncrypted: true,
          DeletionProtection: true,
        }),
      ),
    second &&
      connect(DynamoDBClient, second).send(
        new CreateTableCommand({ TableName: 'carts-eu', BillingMode: 'PAY_PER_REQUEST', ...key }),
      ),
  ]);
}

const login = { MasterUsername: 'admin', MasterUserPassword: 'not-a-real-one' };

/** Tables have one key, the ID. */
const key = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
};

async function seedInstances(rds: RDSClient, { partition, accountId, regions }: Where): Promise<void> {
  await Promise.all([
    rds.send(
      new ModifyDBParameterGroupCommand({
        DBParameterGroupName: 'orders',
        Parameters: [{ ParameterName: 'rds.force_ssl', ParameterValue: '0', ApplyMethod: 'immediate' }],
      }),
    ),
    rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'orders',
        Engine: 'postgres',
        EngineVersion: '16.3',
        DBInstanceClass: 'db.m6g.large',
        AllocatedStorage: 200,
        ...login,
        DBParameterGroupName: 'orders',
        PubliclyAccessible: true,
        StorageEncrypted: false,
        BackupRetentionPeriod: 0,
        Tags: [{ Key: 'team', Value: 'shop' }],
      }),
    ),
    rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'reports',
        Engine: 'mysql',
        DBInstanceClass: 'db.t4g.medium',
        AllocatedStorage: 100,
        ...login,
        MultiAZ: true,
        PubliclyAccessible: false,
        StorageEncrypted: true,
        DeletionProtection: true,
        EnableIAMDatabaseAuthentication: true,
        EnableCloudwatchLogsExports: ['audit', 'error'],
        CopyTagsToSnapshot: true,
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    ),
    rds.send(
      new CreateEventSubscriptionCommand({
        SubscriptionName: 'failures',
        SnsTopicArn: `arn:${partition}:sns:${regions[0]}:${accountId}:database-failures`,
        SourceType: 'db-instance',
        EventCategories: ['failure'],
        Enabled: true,
      }),
    ),
  ]);
  await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'orders', DBSnapshotIdentifier: 'orders-before-move' }),
  );
  await rds.send(
    new ModifyDBSnapshotAttributeCommand({
      DBSnapshotIdentifier: 'orders-before-move',
      AttributeName: 'restore',
      ValuesToAdd: ['all'],
    }),
  );
}

async function seedAurora(rds: RDSClient, otherAccountId: string): Promise<void> {
  const DBClusterParameterGroupName = 'shop';
  await rds.send(
    new CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName,
      DBParameterGroupFamily: 'aurora-mysql8.0',
      Description: 'Shop',
    }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'shop',
      Engine: 'aurora-mysql',
      DBClusterParameterGroupName,
      ...login,
      StorageEncrypted: true,
      EnableCloudwatchLogsExports: ['error'],
      Tags: [{ Key: 'team', Value: 'shop' }],
    }),
  );
  await Promise.all([
    rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: 'shop-1',
        DBClusterIdentifier: 'shop',
        Engine: 'aurora-mysql',
        DBInstanceClass: 'db.r6g.large',
      }),
    ),
    rds
      .send(
        new CreateDBClusterSnapshotCommand({
          DBClusterIdentifier: 'shop',
          DBClusterSnapshotIdentifier: 'shop-for-partner',
        }),
      )
      .then(() =>
        rds.send(
          new ModifyDBClusterSnapshotAttributeCommand({
            DBClusterSnapshotIdentifier: 'shop-for-partner',
            AttributeName: 'restore',
            ValuesToAdd: [otherAccountId],
          }),
        ),
      ),
  ]);
}

/** A cluster without encryption, and a snapshot of it. */
async function seedGraph(rds: RDSClient): Promise<void> {
  const cluster = { DBClusterIdentifier: 'recommendations' };
  const DBClusterParameterGroupName = 'recommendations';
  await rds.send(
    new CreateDBClusterParameterGroupCommand({
      DBClusterParameterGroupName,
      DBParameterGroupFamily: 'neptune1.3',
      Description: 'Recommendations',
    }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      ...cluster,
      Engine: 'neptune',
      DBClusterParameterGroupName,
      ...login,
      StorageEncrypted: false,
    }),
  );
  await Promise.all([
    rds.send(
      new CreateDBInstanceCommand({
        ...cluster,
        DBInstanceIdentifier: 'recommendations-1',
        Engine: 'neptune',
        DBInstanceClass: 'db.r6g.large',
      }),
    ),
    rds.send(
      new CreateDBClusterSnapshotCommand({ ...cluster, DBClusterSnapshotIdentifier: 'recommendations-2026-10' }),
    ),
  ]);
}

async function seedTables(dynamodb: DynamoDBClient, { partition, accountId, regions }: Where): Promise<void> {
  const ResourceArn = `arn:${partition}:dynamodb:${regions[0]}:${accountId}:table/carts`;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'carts',
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      Tags: [{ Key: 'team', Value: 'shop' }],
      ...key,
    }),
  );
  await Promise.all([
    dynamodb
      .send(
        new CreateTableCommand({
          TableName: 'payments',
          BillingMode: 'PAY_PER_REQUEST',
          SSESpecification: { Enabled: true, SSEType: 'KMS' },
          DeletionProtectionEnabled: true,
          ...key,
        }),
      )
      .then(() =>
        dynamodb.send(
          new UpdateContinuousBackupsCommand({
            TableName: 'payments',
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          }),
        ),
      ),
    dynamodb.send(new CreateBackupCommand({ TableName: 'carts', BackupName: 'carts-before-sale' })),
    dynamodb.send(
      new PutResourcePolicyCommand({
        ResourceArn,
        Policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'dynamodb:GetItem', Resource: ResourceArn }],
        }),
      }),
    ),
  ]);
}
