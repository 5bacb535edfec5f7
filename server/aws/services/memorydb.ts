import { declareService } from '../declare-service.ts';

export const memorydb = declareService(
  {
    id: 'memorydb',
    name: 'Amazon MemoryDB',
    scope: 'regional',
    load: () => import('@aws-sdk/client-memorydb'),
    client: 'MemoryDBClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::MemoryDB::Cluster',
      list: 'DescribeClusters',
      input: { MaxResults: 100 },
      items: (page) => page.Clusters,
      arn: (cluster) => cluster.ARN ?? '',
      name: (cluster) => cluster.Name,
      gone: ['ClusterNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (cluster) => ({ ResourceArn: cluster.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
    // CloudFormation has no type for snapshots. The automatic ones come and go with their cluster.
    asset({
      type: 'AWS::MemoryDB::Snapshot',
      list: 'DescribeSnapshots',
      input: { Source: 'user', MaxResults: 50 },
      items: (page) => page.Snapshots,
      arn: (snapshot) => snapshot.ARN ?? '',
      name: (snapshot) => snapshot.Name,
      gone: ['SnapshotNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (snapshot) => ({ ResourceArn: snapshot.ARN }),
          pick: (output) => output.TagList,
        }),
      }),
    }),
  ],
);
