import { declareService } from '../declare-service.ts';

export const emr = declareService(
  {
    id: 'emr',
    name: 'Amazon EMR',
    scope: 'regional',
    load: () => import('@aws-sdk/client-emr'),
    client: 'EMRClient',
    iamPrefix: 'elasticmapreduce',
    encodedDocuments: ['SecurityConfiguration'],
    withheld: [
      'KdcAdminPassword',
      'CrossRealmTrustPrincipalPassword',
      'ADDomainJoinPassword',
      // Of the applications' configurations, such as the password of Hive's metastore.
      'Properties',
    ],
  },
  ({ asset, settings }) => [
    asset({
      type: 'AWS::EMR::Cluster',
      list: 'ListClusters',
      // Clusters that ended are listed for two months more.
      input: { ClusterStates: ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING'] },
      items: (page) => page.Clusters,
      arn: (cluster) => cluster.ClusterArn ?? '',
      name: (cluster) => cluster.Name,
      tags: 'Cluster.Tags',
      volatile: ['NormalizedInstanceHours', 'Cluster.NormalizedInstanceHours'],
      parts: (read) => ({
        Cluster: read('DescribeCluster', {
          input: (cluster) => ({ ClusterId: cluster.Id }),
          pick: (output) => output.Cluster,
        }),
      }),
    }),
    asset({
      type: 'AWS::EMR::SecurityConfiguration',
      list: 'ListSecurityConfigurations',
      items: (page) => page.SecurityConfigurations,
      // Security configurations have no ARN of AWS's.
      arn: (configuration, at) =>
        `arn:${at.partition}:elasticmapreduce:${at.region}:${at.accountId}:security-configuration/${configuration.Name}`,
      name: (configuration) => configuration.Name,
      parts: (read) => ({
        SecurityConfiguration: read('DescribeSecurityConfiguration', {
          input: (configuration) => ({ Name: configuration.Name }),
          pick: (output) => output.SecurityConfiguration,
        }),
      }),
    }),
    // CloudFormation has no type for this.
    settings({
      type: 'AWS::EMR::BlockPublicAccessConfiguration',
      name: 'Block public access',
      arn: (at) =>
        `arn:${at.partition}:elasticmapreduce:${at.region}:${at.accountId}:block-public-access-configuration`,
      parts: (read) => ({
        BlockPublicAccessConfiguration: read('GetBlockPublicAccessConfiguration', {
          pick: (output) => output.BlockPublicAccessConfiguration,
        }),
      }),
    }),
  ],
);
