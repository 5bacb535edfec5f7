import { declareService } from '../declare-service.ts';

/** RDS's API lists the clusters and instances of Amazon DocumentDB and Amazon Neptune too: they are services of their own. */
function isOfRds({ Engine }: { Engine?: string | undefined }): boolean {
  return Engine !== 'docdb' && Engine !== 'neptune';
}

/** RDS makes groups named `default.…`, which cannot be changed. What is in force shows with the databases that use them. */
function isOwnGroup(name: string | undefined, family: string | undefined): boolean {
  return !/^default\./.test(name ?? '') && !/^(docdb|neptune)/.test(family ?? '');
}

/** The parameters that decide on encrypted connections and on audit logs. All of a group would be some 400, on 5 pages. */
const parametersInForce = {
  MaxRecords: 100,
  Filters: [
    {
      Name: 'parameter-name',
      Values: [
        'rds.force_ssl',
        'require_secure_transport',
        'ssl_min_protocol_version',
        'tls_version',
        'rds.tls10',
        'rds.tls11',
        'log_connections',
        'log_disconnections',
        'log_statement',
        'pgaudit.log',
        'rds.force_admin_logging_level',
        'server_audit_logging',
        'server_audit_events',
        'general_log',
        'slow_query_log',
        'log_output',
        'local_infile',
      ],
    },
  ],
};

export const rds = declareService(
  {
    id: 'rds',
    name: 'Amazon RDS',
    scope: 'regional',
    load: () => import('@aws-sdk/client-rds'),
    client: 'RDSClient',
    withheld: ['MasterUserPassword'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::RDS::DBInstance',
      list: 'DescribeDBInstances',
      input: { MaxRecords: 100 },
      items: (page) => page.DBInstances?.filter(isOfRds),
      arn: (instance) => instance.DBInstanceArn ?? '',
      name: (instance) => instance.DBInstanceIdentifier,
      tags: 'TagList',
      volatile: ['LatestRestorableTime', 'PercentProgress', 'StorageOperationPercentProgress'],
      gone: ['DBInstanceNotFound'],
      parts: (read, readMany) => ({
        DBParameters: read('DescribeDBParameters', {
          // The members of a cluster have these parameters from the cluster's group.
          applies: (instance) => !instance.DBClusterIdentifier && Boolean(instance.DBParameterGroups?.length),
          input: (instance) => ({
            DBParameterGroupName: instance.DBParameterGroups?.[0]?.DBParameterGroupName,
            ...parametersInForce,
          }),
          pick: (output) => output.Parameters,
        }),
        // Whether RDS still offers the version; absent where it does not list it at all. The versions of so few
        // instances fit on one page.
        DBEngineVersion: readMany('DescribeDBEngineVersions', {
          size: 20,
          input: (instances) => ({
            IncludeAll: true,
            MaxRecords: 100,
            Filters: [
              { Name: 'engine', Values: distinct(instances.map(({ Engine }) => Engine)) },
              { Name: 'engine-version', Values: distinct(instances.map(({ EngineVersion }) => EngineVersion)) },
            ],
          }),
          pick: (output, instance) => {
            const version = output.DBEngineVersions?.find(
              ({ Engine, EngineVersion }) => Engine === instance.Engine && EngineVersion === instance.EngineVersion,
            );
            return version && { Status: version.Status };
          },
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::DBCluster',
      list: 'DescribeDBClusters',
      input: { MaxRecords: 100 },
      items: (page) => page.DBClusters?.filter(isOfRds),
      arn: (cluster) => cluster.DBClusterArn ?? '',
      name: (cluster) => cluster.DBClusterIdentifier,
      tags: 'TagList',
      volatile: [
        'LatestRestorableTime',
        'EarliestRestorableTime',
        'EarliestBacktrackTime',
        'BacktrackConsumedChangeRecords',
        'Capacity',
        'PercentProgress',
      ],
      gone: ['DBClusterNotFoundFault'],
      parts: (read) => ({
        DBClusterParameters: read('DescribeDBClusterParameters', {
          applies: (cluster) => Boolean(cluster.DBClusterParameterGroup),
          input: (cluster) => ({ DBClusterParameterGroupName: cluster.DBClusterParameterGroup, ...parametersInForce }),
          pick: (output) => output.Parameters,
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::GlobalCluster',
      list: 'DescribeGlobalClusters',
      input: { MaxRecords: 100 },
      // Brings those of all regions, unless a filter says otherwise:
      // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
      atHomeOnly: true,
      items: (page) => page.GlobalClusters?.filter(isOfRds),
      arn: (cluster) => cluster.GlobalClusterArn ?? '',
      name: (cluster) => cluster.GlobalClusterIdentifier,
      tags: 'TagList',
    }),
    // CloudFormation has no types for the two kinds of snapshot.
    asset({
      type: 'AWS::RDS::DBSnapshot',
      list: 'DescribeDBSnapshots',
      input: { MaxRecords: 100 },
      items: (page) => page.DBSnapshots,
      arn: (snapshot) => snapshot.DBSnapshotArn ?? '',
      name: (snapshot) => snapshot.DBSnapshotIdentifier,
      tags: 'TagList',
      volatile: ['PercentProgress'],
      gone: ['DBSnapshotNotFound'],
      parts: (read) => ({
        DBSnapshotAttributes: read('DescribeDBSnapshotAttributes', {
          // Only manual snapshots can be shared:
          // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html
          applies: (snapshot) => snapshot.SnapshotType === 'manual',
          input: (snapshot) => ({ DBSnapshotIdentifier: snapshot.DBSnapshotIdentifier }),
          pick: (output) => output.DBSnapshotAttributesResult?.DBSnapshotAttributes,
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::DBClusterSnapshot',
      list: 'DescribeDBClusterSnapshots',
      input: { MaxRecords: 100 },
      items: (page) => page.DBClusterSnapshots?.filter(isOfRds),
      arn: (snapshot) => snapshot.DBClusterSnapshotArn ?? '',
      name: (snapshot) => snapshot.DBClusterSnapshotIdentifier,
      tags: 'TagList',
      volatile: ['PercentProgress'],
      gone: ['DBClusterSnapshotNotFoundFault'],
      parts: (read) => ({
        DBClusterSnapshotAttributes: read('DescribeDBClusterSnapshotAttributes', {
          applies: (snapshot) => snapshot.SnapshotType === 'manual',
          input: (snapshot) => ({ DBClusterSnapshotIdentifier: snapshot.DBClusterSnapshotIdentifier }),
          pick: (output) => output.DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes,
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::DBParameterGroup',
      list: 'DescribeDBParameterGroups',
      input: { MaxRecords: 100 },
      items: (page) =>
        page.DBParameterGroups?.filter((group) => isOwnGroup(group.DBParameterGroupName, group.DBParameterGroupFamily)),
      arn: (group) => group.DBParameterGroupArn ?? '',
      name: (group) => group.DBParameterGroupName,
      tags: 'TagList',
      gone: ['DBParameterGroupNotFound'],
      parts: (read) => ({
        // What was set; the rest is as in the default group of the family.
        Parameters: read('DescribeDBParameters', {
          input: (group) => ({ DBParameterGroupName: group.DBParameterGroupName, Source: 'user', MaxRecords: 100 }),
          pick: (output) => output.Parameters,
          allPages: true,
        }),
        TagList: read('ListTagsForResource', {
          input: (group) => ({ ResourceName: group.DBParameterGroupArn }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::DBClusterParameterGroup',
      list: 'DescribeDBClusterParameterGroups',
      input: { MaxRecords: 100 },
      items: (page) =>
        page.DBClusterParameterGroups?.filter((group) =>
          isOwnGroup(group.DBClusterParameterGroupName, group.DBParameterGroupFamily),
        ),
      arn: (group) => group.DBClusterParameterGroupArn ?? '',
      name: (group) => group.DBClusterParameterGroupName,
      tags: 'TagList',
      gone: ['DBParameterGroupNotFound'],
      parts: (read) => ({
        Parameters: read('DescribeDBClusterParameters', {
          input: (group) => ({
            DBClusterParameterGroupName: group.DBClusterParameterGroupName,
            Source: 'user',
            MaxRecords: 100,
          }),
          pick: (output) => output.Parameters,
          allPages: true,
        }),
        TagList: read('ListTagsForResource', {
          input: (group) => ({ ResourceName: group.DBClusterParameterGroupArn }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    // Those of Amazon DocumentDB and Amazon Neptune are here too: nothing tells them apart.
    asset({
      type: 'AWS::RDS::EventSubscription',
      list: 'DescribeEventSubscriptions',
      input: { MaxRecords: 100 },
      items: (page) => page.EventSubscriptionsList,
      arn: (subscription) => subscription.EventSubscriptionArn ?? '',
      name: (subscription) => subscription.CustSubscriptionId,
      tags: 'TagList',
      gone: ['SubscriptionNotFound'],
      parts: (read) => ({
        TagList: read('ListTagsForResource', {
          input: (subscription) => ({ ResourceName: subscription.EventSubscriptionArn }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::RDS::DBProxy',
      list: 'DescribeDBProxies',
      input: { MaxRecords: 100 },
      items: (page) => page.DBProxies,
      arn: (proxy) => proxy.DBProxyArn ?? '',
      name: (proxy) => proxy.DBProxyName,
      tags: 'TagList',
      gone: ['DBProxyNotFoundFault'],
      parts: (read) => ({
        TagList: read('ListTagsForResource', {
          input: (proxy) => ({ ResourceName: proxy.DBProxyArn }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
