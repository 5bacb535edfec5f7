import { declareService } from '../declare-service.ts';

export const dms = declareService(
  {
    id: 'dms',
    name: 'AWS Database Migration Service',
    scope: 'regional',
    load: () => import('@aws-sdk/client-database-migration-service'),
    client: 'DatabaseMigrationServiceClient',
    // What is logged is in the settings of a task: AWS gives them as JSON text.
    encodedDocuments: ['ReplicationTaskSettings'],
    withheld: [
      'Password',
      'AuthPassword',
      'AsmPassword',
      'SaslPassword',
      'SslClientKeyPassword',
      'SecurityDbEncryption',
      'ExtraConnectionAttributes',
      'AfterConnectScript',
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::DMS::ReplicationInstance',
      list: 'DescribeReplicationInstances',
      input: { MaxRecords: 100 },
      items: (page) => page.ReplicationInstances,
      arn: (instance) => instance.ReplicationInstanceArn ?? '',
      name: (instance) => instance.ReplicationInstanceIdentifier,
      gone: ['ResourceNotFoundFault'],
      parts: (_read, readMany) => ({
        Tags: readMany('ListTagsForResource', {
          size: 50,
          input: (instances) => ({
            ResourceArnList: instances.map((instance) => instance.ReplicationInstanceArn ?? ''),
          }),
          pick: (output, instance) =>
            output.TagList?.filter(({ ResourceArn }) => ResourceArn === instance.ReplicationInstanceArn),
        }),
      }),
    }),
    asset({
      type: 'AWS::DMS::Endpoint',
      list: 'DescribeEndpoints',
      input: { MaxRecords: 100 },
      items: (page) => page.Endpoints,
      arn: (endpoint) => endpoint.EndpointArn ?? '',
      name: (endpoint) => endpoint.EndpointIdentifier,
      gone: ['ResourceNotFoundFault'],
      parts: (_read, readMany) => ({
        Tags: readMany('ListTagsForResource', {
          size: 50,
          input: (endpoints) => ({ ResourceArnList: endpoints.map((endpoint) => endpoint.EndpointArn ?? '') }),
          pick: (output, endpoint) => output.TagList?.filter(({ ResourceArn }) => ResourceArn === endpoint.EndpointArn),
        }),
      }),
    }),
    asset({
      type: 'AWS::DMS::ReplicationTask',
      list: 'DescribeReplicationTasks',
      input: { MaxRecords: 100 },
      items: (page) => page.ReplicationTasks,
      arn: (task) => task.ReplicationTaskArn ?? '',
      name: (task) => task.ReplicationTaskIdentifier,
      volatile: ['ReplicationTaskStats', 'RecoveryCheckpoint'],
      gone: ['ResourceNotFoundFault'],
      parts: (_read, readMany) => ({
        Tags: readMany('ListTagsForResource', {
          size: 50,
          input: (tasks) => ({ ResourceArnList: tasks.map((task) => task.ReplicationTaskArn ?? '') }),
          pick: (output, task) => output.TagList?.filter(({ ResourceArn }) => ResourceArn === task.ReplicationTaskArn),
        }),
      }),
    }),
  ],
);
