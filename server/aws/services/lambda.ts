import { declareService } from '../declare-service.ts';

/**
 * AWS has code signing in some regions only, and answers in the others that it does not know the operation: there
 * can be none. It says so with the code of a refusal.
 */
const withoutCodeSigning = [
  { code: 'AccessDeniedException', message: /Unable to determine service\/operation name to be authorized/ },
];

/** The name in `arn:aws:lambda:eu-west-1:111122223333:layer:name:3`. */
function layerNameOf({ LayerVersionArn }: { LayerVersionArn?: string | undefined }): string | undefined {
  return LayerVersionArn?.split(':').at(-2);
}

// `lambda:GetFunction` is never asked for: it gives a link to the code.
export const lambda = declareService(
  {
    id: 'lambda',
    name: 'AWS Lambda',
    scope: 'regional',
    load: () => import('@aws-sdk/client-lambda'),
    client: 'LambdaClient',
    encodedDocuments: ['Policy'],
    // The variables of a function's environment, and what the container of an image is started with.
    withheld: ['Variables', 'Command', 'EntryPoint'],
  },
  ({ asset }) => [
    asset({
      type: 'AWS::Lambda::Function',
      list: 'ListFunctions',
      input: { MaxItems: 50 },
      items: (page) => page.Functions,
      arn: (lambdaFunction) => lambdaFunction.FunctionArn ?? '',
      name: (lambdaFunction) => lambdaFunction.FunctionName,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Policy: read('GetPolicy', {
          input: (lambdaFunction) => ({ FunctionName: lambdaFunction.FunctionName }),
          pick: (output) => output.Policy,
          absent: ['ResourceNotFoundException'],
        }),
        FunctionUrlConfigs: read('ListFunctionUrlConfigs', {
          input: (lambdaFunction) => ({ FunctionName: lambdaFunction.FunctionName, MaxItems: 50 }),
          pick: (output) => output.FunctionUrlConfigs,
          allPages: true,
        }),
        CodeSigningConfigArn: read('GetFunctionCodeSigningConfig', {
          input: (lambdaFunction) => ({ FunctionName: lambdaFunction.FunctionName }),
          pick: (output) => output.CodeSigningConfigArn || undefined,
          // "Code signing is not supported for functions created with container images."
          applies: (lambdaFunction) => lambdaFunction.PackageType !== 'Image',
          absent: withoutCodeSigning,
        }),
        Tags: read('ListTags', {
          input: (lambdaFunction) => ({ Resource: lambdaFunction.FunctionArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Lambda::EventSourceMapping',
      list: 'ListEventSourceMappings',
      input: { MaxItems: 100 },
      items: (page) => page.EventSourceMappings,
      arn: (mapping, at) =>
        mapping.EventSourceMappingArn ??
        `arn:${at.partition}:lambda:${at.region}:${at.accountId}:event-source-mapping:${mapping.UUID}`,
      gone: ['ResourceNotFoundException'],
      volatile: ['LastProcessingResult'],
    }),
    // CloudFormation knows the versions of a layer only.
    asset({
      type: 'AWS::Lambda::Layer',
      list: 'ListLayers',
      input: { MaxItems: 50 },
      items: (page) => page.Layers,
      arn: (layer) => layer.LayerArn ?? '',
      name: (layer) => layer.LayerName,
      gone: ['ResourceNotFoundException'],
      children: (list) => [
        // Each version is shared by a policy of its own, and an old one stays usable.
        list({
          type: 'AWS::Lambda::LayerVersion',
          list: 'ListLayerVersions',
          input: (layer) => ({ LayerName: layer.LayerName, MaxItems: 50 }),
          items: (page) => page.LayerVersions,
          arn: (version) => version.LayerVersionArn ?? '',
          name: (version) => version.LayerVersionArn?.split(':').slice(-2).join(':'),
          parts: (read) => ({
            Policy: read('GetLayerVersionPolicy', {
              input: (version) => ({ LayerName: layerNameOf(version), VersionNumber: version.Version }),
              pick: (output) => output.Policy,
              absent: ['ResourceNotFoundException'],
            }),
          }),
        }),
      ],
    }),
    asset({
      type: 'AWS::Lambda::CodeSigningConfig',
      list: 'ListCodeSigningConfigs',
      input: { MaxItems: 10_000 },
      items: (page) => page.CodeSigningConfigs,
      arn: (config) => config.CodeSigningConfigArn ?? '',
      absent: withoutCodeSigning,
      gone: ['ResourceNotFoundException'],
      parts: (read) => ({
        Tags: read('ListTags', {
          input: (config) => ({ Resource: config.CodeSigningConfigArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
