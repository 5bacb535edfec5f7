import { declareService } from '../declare-service.ts';

export const kafka = declareService(
  {
    id: 'kafka',
    name: 'Amazon MSK',
    scope: 'regional',
    load: () => import('@aws-sdk/client-kafka'),
    client: 'KafkaClient',
    encodedDocuments: ['Policy'],
  },
  ({ listing }) => [
    listing({
      list: 'ListClustersV2',
      input: { MaxResults: 100 },
      assets: (asset) => [
        asset({
          type: 'AWS::MSK::Cluster',
          items: (page) => page.ClusterInfoList?.filter(({ ClusterType }) => ClusterType !== 'SERVERLESS'),
          arn: (cluster) => cluster.ClusterArn ?? '',
          name: (cluster) => cluster.ClusterName,
          gone: ['NotFoundException'],
          // AWS adds versions of Kafka.
          volatile: ['CompatibleKafkaVersions'],
          parts: (read) => ({
            Policy: read('GetClusterPolicy', {
              input: (cluster) => ({ ClusterArn: cluster.ClusterArn }),
              pick: (output) => output.Policy,
              absent: ['NotFoundException'],
            }),
            CompatibleKafkaVersions: read('GetCompatibleKafkaVersions', {
              input: (cluster) => ({ ClusterArn: cluster.ClusterArn }),
              pick: (output) => output.CompatibleKafkaVersions,
            }),
          }),
        }),
        asset({
          type: 'AWS::MSK::ServerlessCluster',
          items: (page) => page.ClusterInfoList?.filter(({ ClusterType }) => ClusterType === 'SERVERLESS'),
          arn: (cluster) => cluster.ClusterArn ?? '',
          name: (cluster) => cluster.ClusterName,
          gone: ['NotFoundException'],
          parts: (read) => ({
            Policy: read('GetClusterPolicy', {
              input: (cluster) => ({ ClusterArn: cluster.ClusterArn }),
              pick: (output) => output.Policy,
              absent: ['NotFoundException'],
            }),
          }),
        }),
      ],
    }),
  ],
);
