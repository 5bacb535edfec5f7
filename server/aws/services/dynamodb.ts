import { declareService } from '../declare-service.ts';

export const dynamodb = declareService(
  {
    id: 'dynamodb',
    name: 'Amazon DynamoDB',
    scope: 'regional',
    load: () => import('@aws-sdk/client-dynamodb'),
    client: 'DynamoDBClient',
    encodedDocuments: ['ResourcePolicy'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::DynamoDB::Table',
      list: 'ListTables',
      input: { Limit: 100 },
      items: (page) => page.TableNames,
      arn: (name, at) => `arn:${at.partition}:dynamodb:${at.region}:${at.accountId}:table/${name}`,
      name: (name) => name,
      volatile: [
        'Table.TableSizeBytes',
        'Table.ItemCount',
        'Table.GlobalSecondaryIndexes.IndexSizeBytes',
        'Table.GlobalSecondaryIndexes.ItemCount',
        'Table.LocalSecondaryIndexes.IndexSizeBytes',
        'Table.LocalSecondaryIndexes.ItemCount',
        'ContinuousBackups.PointInTimeRecoveryDescription.EarliestRestorableDateTime',
        'ContinuousBackups.PointInTimeRecoveryDescription.LatestRestorableDateTime',
      ],
      gone: ['ResourceNotFoundException', 'TableNotFoundException'],
      parts: (read) => ({
        Table: read('DescribeTable', {
          input: (name) => ({ TableName: name }),
          pick: (output) => output.Table,
        }),
        ContinuousBackups: read('DescribeContinuousBackups', {
          input: (name) => ({ TableName: name }),
          pick: (output) => output.ContinuousBackupsDescription,
        }),
        ResourcePolicy: read('GetResourcePolicy', {
          input: (name, at) => ({
            ResourceArn: `arn:${at.partition}:dynamodb:${at.region}:${at.accountId}:table/${name}`,
          }),
          pick: (output) => output.Policy,
          absent: ['PolicyNotFoundException'],
        }),
        Tags: read('ListTagsOfResource', {
          input: (name, at) => ({
            ResourceArn: `arn:${at.partition}:dynamodb:${at.region}:${at.accountId}:table/${name}`,
          }),
          pick: (output) => output.Tags,
          allPages: true,
          pages: { input: 'NextToken', output: 'NextToken' },
        }),
      }),
    }),
    // CloudFormation has no type for backups.
    asset({
      type: 'AWS::DynamoDB::Backup',
      list: 'ListBackups',
      input: { BackupType: 'ALL', Limit: 100 },
      pages: { input: 'ExclusiveStartBackupArn', output: 'LastEvaluatedBackupArn' },
      items: (page) => page.BackupSummaries,
      arn: (backup) => backup.BackupArn ?? '',
      name: (backup) => backup.BackupName,
      volatile: ['BackupSizeBytes'],
    }),
    // Global tables of the version of 2017. Of those made since, each table names its replicas.
    asset({
      type: 'AWS::DynamoDB::GlobalTable',
      list: 'ListGlobalTables',
      input: { Limit: 100 },
      // Brings those of all regions, unless it is asked for one:
      // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListGlobalTables.html
      atHomeOnly: true,
      pages: { input: 'ExclusiveStartGlobalTableName', output: 'LastEvaluatedGlobalTableName' },
      items: (page) => page.GlobalTables,
      arn: (table, at) => `arn:${at.partition}:dynamodb::${at.accountId}:global-table/${table.GlobalTableName}`,
      name: (table) => table.GlobalTableName,
    }),
  ],
);
