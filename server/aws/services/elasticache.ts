import { declareService } from '../declare-service.ts';

export const elasticache = declareService(
  {
    id: 'elasticache',
    name: 'Amazon ElastiCache',
    scope: 'regional',
    load: () => import('@aws-sdk/client-elasticache'),
    client: 'ElastiCacheClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ElastiCache::ReplicationGroup',
      list: 'DescribeReplicationGroups',
      input: { MaxRecords: 100 },
      items: (page) => page.ReplicationGroups,
      arn: (group) => group.ARN ?? '',
      name: (group) => group.ReplicationGroupId,
      gone: ['ReplicationGroupNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (group) => ({ ResourceName: group.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::ElastiCache::CacheCluster',
      list: 'DescribeCacheClusters',
      input: { MaxRecords: 100, ShowCacheNodeInfo: true },
      items: (page) => page.CacheClusters,
      arn: (cluster) => cluster.ARN ?? '',
      name: (cluster) => cluster.CacheClusterId,
      gone: ['CacheClusterNotFound'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (cluster) => ({ ResourceName: cluster.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::ElastiCache::ServerlessCache',
      list: 'DescribeServerlessCaches',
      input: { MaxResults: 100 },
      items: (page) => page.ServerlessCaches,
      arn: (cache) => cache.ARN ?? '',
      name: (cache) => cache.ServerlessCacheName,
      gone: ['ServerlessCacheNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (cache) => ({ ResourceName: cache.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    asset({
      type: 'AWS::ElastiCache::SubnetGroup',
      list: 'DescribeCacheSubnetGroups',
      input: { MaxRecords: 100 },
      items: (page) => page.CacheSubnetGroups,
      arn: (group) => group.ARN ?? '',
      name: (group) => group.CacheSubnetGroupName,
      gone: ['CacheSubnetGroupNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (group) => ({ ResourceName: group.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    // CloudFormation has no type for snapshots. The automatic ones come and go with their cache.
    asset({
      type: 'AWS::ElastiCache::Snapshot',
      list: 'DescribeSnapshots',
      input: { SnapshotSource: 'user', MaxRecords: 50 },
      items: (page) => page.Snapshots,
      arn: (snapshot) => snapshot.ARN ?? '',
      name: (snapshot) => snapshot.SnapshotName,
      volatile: ['NodeSnapshots.CacheSize'],
      gone: ['SnapshotNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (snapshot) => ({ ResourceName: snapshot.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);
