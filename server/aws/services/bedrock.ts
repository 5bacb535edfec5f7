import { declareService } from '../declare-service.ts';

export const bedrock = declareService(
  {
    id: 'bedrock',
    name: 'Amazon Bedrock',
    scope: 'regional',
    partitions: ['aws', 'aws-us-gov'],
    load: () => import('@aws-sdk/client-bedrock'),
    client: 'BedrockClient',
  },
  ({ asset, settings }) => [
    asset({
      type: 'AWS::Bedrock::Guardrail',
      list: 'ListGuardrails',
      input: { maxResults: 1000 },
      items: (page) => page.guardrails,
      arn: (guardrail) => guardrail.arn ?? '',
      name: (guardrail) => guardrail.name,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Guardrail: read('GetGuardrail', {
          input: (guardrail) => ({ guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version }),
        }),
        Tags: read('ListTagsForResource', {
          input: (guardrail) => ({ resourceARN: guardrail.arn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
    asset({
      // CloudFormation has no type for models that an account has made of others.
      type: 'AWS::Bedrock::CustomModel',
      list: 'ListCustomModels',
      // Models that other accounts share are theirs.
      input: { isOwned: true, maxResults: 1000 },
      items: (page) => page.modelSummaries,
      arn: (model) => model.modelArn ?? '',
      name: (model) => model.modelName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        CustomModel: read('GetCustomModel', { input: (model) => ({ modelIdentifier: model.modelArn }) }),
        Tags: read('ListTagsForResource', {
          input: (model) => ({ resourceARN: model.modelArn }),
          pick: (output) => output.tags,
        }),
      }),
    }),
    // CloudFormation has no type for it, and AWS no ARN.
    settings({
      type: 'AWS::Bedrock::ModelInvocationLogging',
      name: 'Model invocation logging',
      arn: (at) => `arn:${at.partition}:bedrock:${at.region}:${at.accountId}:model-invocation-logging`,
      parts: (read) => ({
        LoggingConfig: read('GetModelInvocationLoggingConfiguration', { pick: (output) => output.loggingConfig }),
      }),
    }),
  ],
);
