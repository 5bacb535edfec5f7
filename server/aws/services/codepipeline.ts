import { declareService } from '../declare-service.ts';

export const codepipeline = declareService(
  {
    id: 'codepipeline',
    name: 'AWS CodePipeline',
    scope: 'regional',
    load: () => import('@aws-sdk/client-codepipeline'),
    client: 'CodePipelineClient',
    withheld: [
      // What a pipeline hands to its actions.
      ...['environmentVariables', 'defaultValue', 'commands', 'EnvironmentVariables', 'ParameterOverrides'],
      ...['UserParameters', 'CustomData', 'OAuthToken', 'Commands'],
      // Who knows the address of a webhook, or its token, can start the pipeline.
      ...['SecretToken', 'url'],
    ],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::CodePipeline::Pipeline',
      list: 'ListPipelines',
      input: { maxResults: 1000 },
      items: (page) => page.pipelines,
      arn: (pipeline, at) => `arn:${at.partition}:codepipeline:${at.region}:${at.accountId}:${pipeline.name}`,
      name: (pipeline) => pipeline.name,
      gone: ['PipelineNotFoundException', 'ResourceNotFoundException'],
      parts: (read) => ({
        Pipeline: read('GetPipeline', {
          input: (pipeline) => ({ name: pipeline.name }),
          pick: (output) => output.pipeline,
        }),
        Tags: read('ListTagsForResource', {
          input: (pipeline, at) => ({
            resourceArn: `arn:${at.partition}:codepipeline:${at.region}:${at.accountId}:${pipeline.name}`,
          }),
          pick: (output) => output.tags,
          allPages: true,
        }),
      }),
    }),
    asset({
      type: 'AWS::CodePipeline::Webhook',
      list: 'ListWebhooks',
      items: (page) => page.webhooks,
      arn: (webhook) => webhook.arn ?? '',
      name: (webhook) => webhook.definition?.name,
      tags: 'tags',
      volatile: ['lastTriggered', 'errorMessage', 'errorCode'],
    }),
  ],
);
