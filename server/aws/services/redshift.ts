import { declareService } from '../declare-service.ts';

export const redshift = declareService(
  {
    id: 'redshift',
    name: 'Amazon Redshift',
    scope: 'regional',
    load: () => import('@aws-sdk/client-redshift'),
    client: 'RedshiftClient',
    withheld: ['MasterUserPassword'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Redshift::Cluster',
      list: 'DescribeClusters',
      input: { MaxRecords: 100 },
      items: (page) => page.Clusters,
      // The answer has the ARN of the cluster's namespace alone.
      arn: (cluster, at) =>
        `arn:${at.partition}:redshift:${at.region}:${at.accountId}:cluster:${cluster.ClusterIdentifier}`,
      name: (cluster) => cluster.ClusterIdentifier,
      volatile: [
        'DataTransferProgress',
        'RestoreStatus',
        'ExpectedNextSnapshotScheduleTime',
        'NextMaintenanceWindowStartTime',
        'TotalStorageCapacityInMegaBytes',
        'LoggingStatus.LastSuccessfulDeliveryTime',
        'LoggingStatus.LastFailureTime',
        'LoggingStatus.LastFailureMessage',
        'LoggingStatus.S3Tables.LastIngestionTimes',
      ],
      gone: ['ClusterNotFound'],
      parts: (read) => ({
        LoggingStatus: read('DescribeLoggingStatus', {
          input: (cluster) => ({ ClusterIdentifier: cluster.ClusterIdentifier }),
        }),
        ClusterParameters: read('DescribeClusterParameters', {
          applies: (cluster) => Boolean(cluster.ClusterParameterGroups?.length),
          input: (cluster) => ({
            ParameterGroupName: cluster.ClusterParameterGroups?.[0]?.ParameterGroupName,
            MaxRecords: 100,
          }),
          pick: (output) => output.Parameters,
          allPages: true,
        }),
      }),
    }),
    // CloudFormation has no type for snapshots.
    asset({
      type: 'AWS::Redshift::ClusterSnapshot',
      list: 'DescribeClusterSnapshots',
      input: { MaxRecords: 100 },
      items: (page) => page.Snapshots,
      arn: (snapshot) => snapshot.SnapshotArn ?? '',
      name: (snapshot) => snapshot.SnapshotIdentifier,
      volatile: [
        'TotalBackupSizeInMegaBytes',
        'ActualIncrementalBackupSizeInMegaBytes',
        'BackupProgressInMegaBytes',
        'CurrentBackupRateInMegaBytesPerSecond',
        'EstimatedSecondsToCompletion',
        'ElapsedTimeInSeconds',
        'ManualSnapshotRemainingDays',
      ],
    }),
    asset({
      type: 'AWS::Redshift::ClusterSubnetGroup',
      list: 'DescribeClusterSubnetGroups',
      input: { MaxRecords: 100 },
      items: (page) => page.ClusterSubnetGroups,
      arn: (group, at) =>
        `arn:${at.partition}:redshift:${at.region}:${at.accountId}:subnetgroup:${group.ClusterSubnetGroupName}`,
      name: (group) => group.ClusterSubnetGroupName,
    }),
    // CloudFormation has no type for datashares. Those that other accounts share with this one are here too.
    asset({
      type: 'AWS::Redshift::DataShare',
      list: 'DescribeDataShares',
      input: { MaxRecords: 100 },
      items: (page) => page.DataShares,
      arn: (share) => share.DataShareArn ?? '',
    }),
  ],
);
