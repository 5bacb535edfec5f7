import { CreateTableCommand, DynamoDBClient, UpdateContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import * as rds from '@aws-sdk/client-rds';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

const outsiders = ['444455556666', '777788889999'];

async function makeInstance(connect: Connect, name: string, settings: Partial<rds.CreateDBInstanceCommandInput>) {
  await connect(rds.RDSClient).send(
    new rds.CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: name, DBInstanceClass: 'db.t3.micro', Engine: 'postgres', AllocatedStorage: 20 },
      ...{ MasterUsername: 'someone', MasterUserPassword: 'of no account', ...settings },
    }),
  );
  return name;
}

async function makeCluster(connect: Connect, name: string, settings: Partial<rds.CreateDBClusterCommandInput> = {}) {
  await connect(rds.RDSClient).send(
    new rds.CreateDBClusterCommand({
      ...{ DBClusterIdentifier: name, Engine: 'aurora-mysql' },
      ...{ MasterUsername: 'someone', MasterUserPassword: 'of no account', ...settings },
    }),
  );
  return name;
}

interface Instances {
  DBInstances: Record<string, unknown>[];
}
interface Clusters {
  DBClusters: Record<string, unknown>[];
}

/** A fault of an instance: one setting. */
function ofInstance(
  kind: string,
  rule: string,
  name: string,
  settings: Partial<rds.CreateDBInstanceCommandInput>,
  mended: Record<string, unknown>,
): Faulty {
  return {
    ...{ kind, rule, what: name, type: 'AWS::RDS::DBInstance', mended },
    make: (connect) => makeInstance(connect, name, settings),
    look: () => ({ service: 'rds', operation: 'describe_db_instances', input: { DBInstanceIdentifier: name } }),
    see: (answer) => pick((answer as Instances).DBInstances[0], Object.keys(mended)),
  };
}

/** A fault of a cluster: one setting. */
function ofCluster(
  kind: string,
  rule: string,
  name: string,
  settings: Partial<rds.CreateDBClusterCommandInput>,
  mended: Record<string, unknown>,
): Faulty {
  return {
    ...{ kind, rule, what: name, type: 'AWS::RDS::DBCluster', mended },
    make: (connect) => makeCluster(connect, name, settings),
    look: () => ({ service: 'rds', operation: 'describe_db_clusters', input: { DBClusterIdentifier: name } }),
    see: (answer) => pick((answer as Clusters).DBClusters[0], Object.keys(mended)),
  };
}

function pick(record: Record<string, unknown> | undefined, names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, record?.[name]]));
}

const deletableGraph: Faulty = {
  ...ofCluster(
    'rds-cluster-protect-from-deletion',
    'neptune-cluster-deletion-protected',
    'faulty-deletable-graph',
    { Engine: 'neptune', DeletionProtection: false },
    { DeletionProtection: true },
  ),
  type: 'AWS::Neptune::DBCluster',
};

const forgetfulGraph: Faulty = {
  ...ofCluster(
    'rds-cluster-keep-backups',
    'neptune-cluster-backed-up',
    'faulty-graph',
    { Engine: 'neptune', BackupRetentionPeriod: 2 },
    { BackupRetentionPeriod: 7 },
  ),
  type: 'AWS::Neptune::DBCluster',
};

const seeAccounts = (result: string, list: string) => (answer: unknown) => {
  const attributes = (answer as Record<string, Record<string, { AttributeValues: string[] }[]>>)[result]?.[list];
  return attributes?.flatMap(({ AttributeValues }) => AttributeValues).sort();
};

function ofSnapshot(name: string, sharedWith: string[], rest: Partial<Faulty> & Pick<Faulty, 'mended'>): Faulty {
  return {
    kind: 'rds-snapshot-make-private',
    what: name,
    type: 'AWS::RDS::DBSnapshot',
    rule: 'rds-snapshot-not-public',
    async make(connect) {
      const client = connect(rds.RDSClient);
      const DBInstanceIdentifier = await makeInstance(connect, `of-${name}`, {});
      const DBSnapshotIdentifier = name;
      await client.send(new rds.CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
      const shared = { AttributeName: 'restore', ValuesToAdd: sharedWith };
      await client.send(new rds.ModifyDBSnapshotAttributeCommand({ DBSnapshotIdentifier, ...shared }));
      return name;
    },
    look: () => ({
      ...{ service: 'rds', operation: 'describe_db_snapshot_attributes' },
      input: { DBSnapshotIdentifier: name },
    }),
    see: seeAccounts('DBSnapshotAttributesResult', 'DBSnapshotAttributes'),
    ...rest,
  };
}

function ofClusterSnapshot(name: string, sharedWith: string[], rest: Partial<Faulty> & Pick<Faulty, 'mended'>): Faulty {
  return {
    kind: 'rds-cluster-snapshot-make-private',
    what: name,
    type: 'AWS::RDS::DBClusterSnapshot',
    rule: 'rds-cluster-snapshot-not-public',
    async make(connect) {
      const client = connect(rds.RDSClient);
      const DBClusterIdentifier = await makeCluster(connect, `of-${name}`);
      const DBClusterSnapshotIdentifier = name;
      await client.send(new rds.CreateDBClusterSnapshotCommand({ DBClusterIdentifier, DBClusterSnapshotIdentifier }));
      const shared = { AttributeName: 'restore', ValuesToAdd: sharedWith };
      await client.send(new rds.ModifyDBClusterSnapshotAttributeCommand({ DBClusterSnapshotIdentifier, ...shared }));
      return name;
    },
    look: () => ({
      ...{ service: 'rds', operation: 'describe_db_cluster_snapshot_attributes' },
      input: { DBClusterSnapshotIdentifier: name },
    }),
    see: seeAccounts('DBClusterSnapshotAttributesResult', 'DBClusterSnapshotAttributes'),
    ...rest,
  };
}

async function makeTable(connect: Connect, TableName: string) {
  await connect(DynamoDBClient).send(
    new CreateTableCommand({
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  return TableName;
}

const losableTable: Faulty = {
  kind: 'dynamodb-table-protect-from-deletion',
  what: 'a table that one call deletes',
  type: 'AWS::DynamoDB::Table',
  rule: 'dynamodb-table-deletion-protected',
  make: (connect) => makeTable(connect, 'faulty-losable'),
  look: () => ({ service: 'dynamodb', operation: 'describe_table', input: { TableName: 'faulty-losable' } }),
  see: (answer) => (answer as { Table: { DeletionProtectionEnabled: boolean } }).Table.DeletionProtectionEnabled,
  mended: true,
};

const forgetfulTable: Faulty = {
  kind: 'dynamodb-table-keep-points-in-time',
  what: 'a table of which nothing is kept any more',
  type: 'AWS::DynamoDB::Table',
  rule: 'dynamodb-table-point-in-time-recovery',
  async make(connect) {
    const TableName = await makeTable(connect, 'faulty-forgetful');
    const client = connect(DynamoDBClient);
    for (const PointInTimeRecoveryEnabled of [true, false]) {
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled };
      await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
    }
    return TableName;
  },
  parameters: { days: 14 },
  look: () => ({
    ...{ service: 'dynamodb', operation: 'describe_continuous_backups' },
    input: { TableName: 'faulty-forgetful' },
  }),
  see: (answer) => {
    const { ContinuousBackupsDescription: found } = answer as { ContinuousBackupsDescription: Record<string, object> };
    const { PointInTimeRecoveryStatus, RecoveryPeriodInDays } = found.PointInTimeRecoveryDescription as {
      [name: string]: unknown;
    };
    return { PointInTimeRecoveryStatus, RecoveryPeriodInDays };
  },
  mended: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 14 },
};

proveActions(
  ['rds', 'dynamodb'],
  [
    ofInstance(
      'rds-instance-end-public-access',
      'rds-instance-not-public',
      'faulty-public',
      { PubliclyAccessible: true },
      { PubliclyAccessible: false },
    ),
    ofInstance(
      'rds-instance-protect-from-deletion',
      'rds-instance-deletion-protected',
      'faulty-deletable',
      { DeletionProtection: false },
      { DeletionProtection: true },
    ),
    ofInstance(
      'rds-instance-upgrade-minor-versions',
      'rds-instance-minor-upgrades',
      'faulty-outdated',
      { AutoMinorVersionUpgrade: false },
      { AutoMinorVersionUpgrade: true },
    ),
    ofInstance(
      'rds-instance-keep-backups',
      'rds-instance-backed-up',
      'faulty-without-backups',
      { BackupRetentionPeriod: 0 },
      { BackupRetentionPeriod: 7 },
    ),
    {
      ...ofInstance(
        'rds-instance-keep-backups',
        'rds-instance-backed-up',
        'faulty-short-backups',
        { BackupRetentionPeriod: 2 },
        { BackupRetentionPeriod: 14 },
      ),
      parameters: { days: 14 },
    },
    ofCluster(
      'rds-cluster-protect-from-deletion',
      'rds-cluster-deletion-protected',
      'faulty-deletable-cluster',
      { DeletionProtection: false },
      { DeletionProtection: true },
    ),
    deletableGraph,
    ofCluster(
      'rds-cluster-upgrade-minor-versions',
      'rds-cluster-minor-upgrades',
      'faulty-outdated-cluster',
      {
        ...{ Engine: 'postgres', AutoMinorVersionUpgrade: false, DBClusterInstanceClass: 'db.m5d.large' },
        ...{ AllocatedStorage: 100, StorageType: 'io1', Iops: 1000 },
      },
      { AutoMinorVersionUpgrade: true },
    ),
    ofCluster(
      'rds-cluster-keep-backups',
      'rds-cluster-backed-up',
      'faulty-short-backups-cluster',
      { BackupRetentionPeriod: 1 },
      { BackupRetentionPeriod: 7 },
    ),
    forgetfulGraph,
    ofSnapshot('faulty-for-all', ['all', ...outsiders], { mended: outsiders }),
    ofSnapshot('faulty-for-some', outsiders, {
      ...{ rule: 'rds-snapshot-no-outsiders', parameters: { otherAccounts: true }, mended: [] },
    }),
    ofClusterSnapshot('faulty-cluster-for-all', ['all', ...outsiders], {
      // The finding about other accounts stays, for one that keeps it.
      parameters: { otherAccounts: true, trustedAccounts: outsiders.slice(1) },
      mended: outsiders.slice(1),
    }),
    losableTable,
    forgetfulTable,
  ],
);
