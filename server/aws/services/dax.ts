import { declareService } from '../declare-service.ts';

export const dax = declareService(
  {
    id: 'dax',
    name: 'Amazon DynamoDB Accelerator (DAX)',
    scope: 'regional',
    load: () => import('@aws-sdk/client-dax'),
    client: 'DAXClient',
  },
  ({ asset }) => [
    asset({
      type: 'AWS::DAX::Cluster',
      list: 'DescribeClusters',
      input: { MaxResults: 100 },
      pages: { input: 'NextToken', output: 'NextToken' },
      items: (page) => page.Clusters,
      arn: (cluster) => cluster.ClusterArn ?? '',
      name: (cluster) => cluster.ClusterName,
      gone: ['ClusterNotFoundFault'],
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (cluster) => ({ ResourceName: cluster.ClusterArn }),
          pick: (output) => output.Tags,
          allPages: true,
          pages: { input: 'NextToken', output: 'NextToken' },
        }),
      }),
    }),
  ],
);
