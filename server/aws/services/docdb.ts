import { declareService } from '../declare-service.ts';

// Amazon DocumentDB is behind RDS's API, with RDS's IAM actions and ARNs. Its parameter groups show as the parameters
// of the clusters that use them; its event subscriptions are with RDS.
export const docdb = declareService(
  {
    id: 'docdb',
    name: 'Amazon DocumentDB',
    scope: 'regional',
    load: () => import('@aws-sdk/client-docdb'),
    client: 'DocDBClient',
    iamPrefix: 'rds',
    withheld: ['MasterUserPassword'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::DocDB::DBCluster',
      list: 'DescribeDBClusters',
      // https://docs.aws.amazon.com/documentdb/latest/developerguide/API_DescribeDBClusters.html
      input: { MaxRecords: 100, Filters: [{ Name: 'engine', Values: ['docdb'] }] },
      items: (page) => page.DBClusters,
      arn: (cluster) => cluster.DBClusterArn ?? '',
      name: (cluster) => cluster.DBClusterIdentifier,
      volatile: ['LatestRestorableTime', 'EarliestRestorableTime', 'PercentProgress'],
      gone: ['DBClusterNotFoundFault'],
      parts: (read) => ({
        DBClusterParameters: read('DescribeDBClusterParameters', {
          applies: (cluster) => Boolean(cluster.DBClusterParameterGroup),
          input: (cluster) => ({ DBClusterParameterGroupName: cluster.DBClusterParameterGroup, MaxRecords: 100 }),
          pick: (output) => output.Parameters,
          allPages: true,
        }),
        Tags: read('ListTagsForResource', {
          input: (cluster) => ({ ResourceName: cluster.DBClusterArn }),
          pick: (output) => output.TagList,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::DocDB::DBInstance',
          list: 'DescribeDBInstances',
          input: (cluster) => ({
            MaxRecords: 100,
            Filters: [{ Name: 'db-cluster-id', Values: [cluster.DBClusterIdentifier ?? ''] }],
          }),
          items: (page) => page.DBInstances,
          arn: (instance) => instance.DBInstanceArn ?? '',
          name: (instance) => instance.DBInstanceIdentifier,
          volatile: ['LatestRestorableTime'],
          gone: ['DBInstanceNotFound'],
          parts: (read) => ({
            Tags: read('ListTagsForResource', {
              input: (instance) => ({ ResourceName: instance.DBInstanceArn }),
              pick: (output) => output.TagList,
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::DocDB::GlobalCluster',
      list: 'DescribeGlobalClusters',
      input: { MaxRecords: 100 },
      // Brings those of all regions.
      atHomeOnly: true,
      items: (page) => page.GlobalClusters?.filter(({ Engine }) => Engine === 'docdb'),
      arn: (cluster) => cluster.GlobalClusterArn ?? '',
      name: (cluster) => cluster.GlobalClusterIdentifier,
      tags: 'TagList',
    }),
    // CloudFormation has no type for snapshots.
    asset({
      type: 'AWS::DocDB::DBClusterSnapshot',
      list: 'DescribeDBClusterSnapshots',
      input: { MaxRecords: 100 },
      // This call takes no filter by engine, and brings RDS's snapshots along.
      items: (page) => page.DBClusterSnapshots?.filter(({ Engine }) => Engine === 'docdb'),
      arn: (snapshot) => snapshot.DBClusterSnapshotArn ?? '',
      name: (snapshot) => snapshot.DBClusterSnapshotIdentifier,
      volatile: ['PercentProgress'],
      gone: ['DBClusterSnapshotNotFoundFault'],
      parts: (read) => ({
        DBClusterSnapshotAttributes: read('DescribeDBClusterSnapshotAttributes', {
          // Automated snapshots cannot be shared.
          applies: (snapshot) => snapshot.SnapshotType === 'manual',
          input: (snapshot) => ({ DBClusterSnapshotIdentifier: snapshot.DBClusterSnapshotIdentifier }),
          pick: (output) => output.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes,
        }),
        Tags: read('ListTagsForResource', {
          input: (snapshot) => ({ ResourceName: snapshot.DBClusterSnapshotArn }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);
