import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { declareService } from '../declare-service.ts';

/** Options of log drivers that say how logs are kept. Others can be an access token, such as Splunk's. */
const harmlessLogOption = /^(awslogs-.*|mode|max-buffer-size)$/;

function withoutLogSecrets(container: ContainerDefinition): ContainerDefinition {
  const { logConfiguration } = container;
  if (logConfiguration?.options === undefined) return container;
  const options = Object.entries(logConfiguration.options).map(([name, value]) => [
    name,
    harmlessLogOption.test(name) ? value : '[withheld]',
  ]);
  return { ...container, logConfiguration: { ...logConfiguration, options: Object.fromEntries(options) } };
}

export const ecs = declareService(
  {
    id: 'ecs',
    name: 'Amazon ECS',
    scope: 'regional',
    load: () => import('@aws-sdk/client-ecs'),
    client: 'ECSClient',
    // What containers are started with, and what volume drivers take, such as the password of a file share.
    withheld: ['environment', 'command', 'entryPoint', 'driverOpts'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::ECS::Cluster',
      list: 'ListClusters',
      input: { maxResults: 100 },
      items: (page) => page.clusterArns,
      arn: (cluster) => cluster,
      tags: 'Cluster.tags',
      volatile: [
        'Cluster.activeServicesCount',
        'Cluster.pendingTasksCount',
        'Cluster.registeredContainerInstancesCount',
        'Cluster.runningTasksCount',
      ],
      gone: ['ClusterNotFoundException'],
      parts: (_read, readMany) => ({
        Cluster: readMany('DescribeClusters', {
          size: 100,
          input: (clusters) => ({
            clusters: [...clusters],
            include: ['CONFIGURATIONS' as const, 'SETTINGS' as const, 'TAGS' as const],
          }),
          pick: (output, cluster) => output.clusters?.find(({ clusterArn }) => clusterArn === cluster),
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::ECS::Service',
          list: 'ListServices',
          input: (cluster) => ({ cluster, maxResults: 100 }),
          items: (page) => page.serviceArns,
          arn: (service) => service,
          tags: 'Service.tags',
          volatile: [
            'Service.deployments',
            'Service.desiredCount',
            'Service.pendingCount',
            'Service.runningCount',
            'Service.taskSets.computedDesiredCount',
            'Service.taskSets.pendingCount',
            'Service.taskSets.runningCount',
            'Service.taskSets.stabilityStatusAt',
          ],
          gone: ['ClusterNotFoundException'],
          parts: (_read, readMany) => ({
            Service: readMany('DescribeServices', {
              size: 10,
              input: (services, _at, cluster) => ({ cluster, services: [...services], include: ['TAGS' as const] }),
              pick: (output, service) => {
                const found = output.services?.find(({ serviceArn }) => serviceArn === service);
                // Its last hundred events are a log.
                return found && { ...found, events: undefined };
              },
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::ECS::TaskDefinition',
      list: 'ListTaskDefinitions',
      input: { status: 'ACTIVE', maxResults: 100 },
      items: (page) => page.taskDefinitionArns,
      arn: (definition) => definition,
      name: (definition) => definition.split('/').at(-1),
      tags: 'TaskDefinition.tags',
      parts: (read) => ({
        TaskDefinition: read('DescribeTaskDefinition', {
          input: (taskDefinition) => ({ taskDefinition, include: ['TAGS' as const] }),
          pick: ({ taskDefinition, tags }) =>
            taskDefinition && {
              ...taskDefinition,
              containerDefinitions: taskDefinition.containerDefinitions?.map(withoutLogSecrets),
              tags,
            },
        }),
      }),
    }),
  ],
);
