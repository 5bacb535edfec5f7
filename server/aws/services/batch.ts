import { declareService } from '../declare-service.ts';

export const batch = declareService(
  {
    id: 'batch',
    name: 'AWS Batch',
    scope: 'regional',
    load: () => import('@aws-sdk/client-batch'),
    client: 'BatchClient',
    // What a container is started with, be it on ECS or (`env`, `args`) on EKS, and the options of log and volume
    // drivers, of which some take an access token.
    withheld: ['environment', 'env', 'command', 'args', 'parameters', 'options'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Batch::ComputeEnvironment',
      list: 'DescribeComputeEnvironments',
      input: { maxResults: 100 },
      items: (page) => page.computeEnvironments,
      arn: (environment) => environment.computeEnvironmentArn ?? '',
      name: (environment) => environment.computeEnvironmentName,
      tags: 'tags',
      // Batch sets it as jobs come and go.
      volatile: ['computeResources.desiredvCpus'],
    }),
    asset({
      type: 'AWS::Batch::JobQueue',
      list: 'DescribeJobQueues',
      input: { maxResults: 100 },
      items: (page) => page.jobQueues,
      arn: (queue) => queue.jobQueueArn ?? '',
      name: (queue) => queue.jobQueueName,
      tags: 'tags',
    }),
    asset({
      type: 'AWS::Batch::JobDefinition',
      list: 'DescribeJobDefinitions',
      input: { status: 'ACTIVE', maxResults: 100 },
      items: (page) => page.jobDefinitions,
      arn: (definition) => definition.jobDefinitionArn ?? '',
      name: (definition) => `${definition.jobDefinitionName}:${definition.revision}`,
      tags: 'tags',
    }),
  ],
);
