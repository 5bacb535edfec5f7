import { describe, expect, it } from 'vitest';
import { toDocument } from './document.ts';
import { sensitiveFieldsOf } from './fake-answers.ts';
import { callsOf, type ServiceDeclaration } from './service.ts';
import { services } from './services.ts';

const secret = 'hush';
const pairs = (name: string, value: string) => [{ [name]: 'NAME', [value]: secret }];
const texts = (...names: string[]) => Object.fromEntries(names.map((name) => [name, secret]));
const bytes = (...names: string[]) => Object.fromEntries(names.map((name) => [name, Buffer.from(secret)]));

/** Of each service, everything secret that its answers can bring along, where AWS has it. */
const answers: Record<string, unknown> = {
  account: {
    ContactInformation: texts('AddressLine1', 'AddressLine2', 'AddressLine3', 'DistrictOrCounty', 'PostalCode'),
  },
  apigateway: { variables: texts('KEY'), canarySettings: { stageVariableOverrides: texts('KEY') } },
  apigatewayv2: {
    StageVariables: texts('KEY'),
    Integrations: [
      {
        RequestParameters: texts('overwrite:header.x-key'),
        RequestTemplates: texts('application/json'),
        ResponseParameters: { 200: texts('overwrite:header.x-key') },
      },
    ],
  },
  autoscaling: texts('UserData'),
  batch: {
    parameters: texts('key'),
    containerProperties: {
      environment: pairs('name', 'value'),
      command: [secret],
      logConfiguration: { options: texts('splunk-token') },
    },
    eksProperties: { podProperties: { containers: [{ env: pairs('name', 'value'), args: [secret] }] } },
  },
  cloudformation: { Parameters: pairs('ParameterKey', 'ParameterValue') },
  cloudfront: { Origins: { Items: [{ CustomHeaders: { Items: pairs('HeaderName', 'HeaderValue') } }] } },
  codebuild: { environment: { environmentVariables: pairs('name', 'value') }, webhook: texts('secret') },
  codepipeline: {
    pipeline: {
      variables: [{ name: 'KEY', ...texts('defaultValue') }],
      stages: [
        {
          actions: [
            {
              commands: [secret],
              environmentVariables: pairs('name', 'value'),
              configuration: {
                ...texts('EnvironmentVariables', 'ParameterOverrides', 'UserParameters', 'CustomData'),
                ...texts('OAuthToken', 'Commands'),
              },
            },
          ],
        },
      ],
    },
    definition: { authenticationConfiguration: texts('SecretToken') },
    url: secret,
  },
  dms: {
    ...texts('ExtraConnectionAttributes'),
    MongoDbSettings: texts('Password'),
    RedisSettings: texts('AuthPassword'),
    OracleSettings: texts('AsmPassword', 'SecurityDbEncryption'),
    KafkaSettings: texts('SaslPassword', 'SslClientKeyPassword'),
    PostgreSQLSettings: texts('AfterConnectScript'),
  },
  docdb: { PendingModifiedValues: texts('MasterUserPassword') },
  ds: { RadiusSettings: texts('SharedSecret') },
  ec2: {
    LaunchTemplateData: texts('UserData'),
    CustomerGatewayConfiguration: secret,
    Options: { TunnelOptions: [texts('PreSharedKey')] },
  },
  ecs: {
    containerDefinitions: [
      {
        environment: pairs('name', 'value'),
        command: [secret],
        entryPoint: [secret],
        healthCheck: { command: [secret] },
      },
    ],
    volumes: [{ dockerVolumeConfiguration: { driverOpts: texts('o') } }],
  },
  elbv2: { DefaultActions: [{ AuthenticateOidcConfig: texts('ClientSecret') }] },
  emr: {
    KerberosAttributes: texts('KdcAdminPassword', 'CrossRealmTrustPrincipalPassword', 'ADDomainJoinPassword'),
    Configurations: [{ Properties: texts('javax.jdo.option.ConnectionPassword') }],
  },
  eventbridge: {
    ...texts('Input'),
    InputTransformer: texts('InputTemplate'),
    HttpParameters: {
      HeaderParameters: texts('x-key'),
      QueryStringParameters: texts('key'),
      PathParameterValues: [secret],
    },
    SageMakerPipelineParameters: { PipelineParameterList: pairs('Name', 'Value') },
    RedshiftDataParameters: { ...texts('Sql'), Sqls: [secret] },
    AppSyncParameters: texts('GraphQLOperation'),
  },
  firehose: {
    SplunkDestinationDescription: texts('HECToken'),
    HttpEndpointDestinationDescription: {
      EndpointConfiguration: texts('AccessKey'),
      RequestConfiguration: { CommonAttributes: pairs('AttributeName', 'AttributeValue') },
    },
    RedshiftDestinationDescription: { ...texts('Password'), CopyCommand: texts('CopyOptions') },
    SnowflakeDestinationDescription: texts('PrivateKey', 'KeyPassphrase'),
  },
  fsx: { OntapConfiguration: texts('FsxAdminPassword') },
  glue: {
    SourceControlDetails: texts('AuthToken'),
    Arguments: texts('--key'),
    CodeGenConfigurationNodes: { 'node-1': { SparkSQL: { SqlQuery: secret } } },
  },
  iam: bytes('Base32StringSeed', 'QRCodePNG'),
  lambda: {
    Environment: { Variables: texts('KEY') },
    ImageConfigResponse: { ImageConfig: { Command: [secret], EntryPoint: [secret] } },
  },
  lightsail: {
    currentDeployment: { containers: { one: { environment: texts('KEY'), command: [secret] } } },
    pendingModifiedValues: texts('masterUserPassword'),
  },
  neptune: { PendingModifiedValues: texts('MasterUserPassword') },
  rds: { PendingModifiedValues: texts('MasterUserPassword') },
  redshift: { PendingModifiedValues: texts('MasterUserPassword') },
  route53domains: Object.fromEntries(
    ['AdminContact', 'RegistrantContact', 'TechContact', 'BillingContact'].map((name) => [name, texts('Email')]),
  ),
  sagemaker: {
    PrimaryContainer: { Environment: texts('KEY') },
    MonitoringAppSpecification: { ContainerArguments: [secret], ContainerEntrypoint: [secret] },
  },
  secretsmanager: { ExternalSecretRotationMetadata: pairs('Key', 'Value') },
  stepfunctions: texts('definition'),
  wafv2: {
    Statement: { ByteMatchStatement: bytes('SearchString') },
    CustomRequestHandling: { InsertHeaders: pairs('Name', 'Value') },
  },
  workspaces: texts('RegistrationCode'),
};

const leaks = (document: unknown) => /hush|aHVzaA/.test(JSON.stringify(document));

describe('secrets that AWS gives along with what is asked for', () => {
  it('have an example for each service that drops any', () => {
    const dropping = services.filter(({ withheld }) => withheld.length > 0).map(({ id }) => id);
    expect(Object.keys(answers).sort()).toEqual(dropping.sort());
  });

  it.each(services.filter(({ withheld }) => withheld.length > 0))('are not stored: $id', (service) => {
    const answer = answers[service.id];
    expect(leaks(toDocument(answer, service))).toBe(false);
    // Every field that is named is needed for that.
    for (const field of service.withheld) {
      const withheld = service.withheld.filter((one) => one !== field);
      expect(leaks(toDocument(answer, { ...service, withheld })), field).toBe(true);
    }
  });

  it('leave the names of variables, which say what a thing is set up with', () => {
    const lambda = services.find(({ id }) => id === 'lambda') as ServiceDeclaration;
    expect(toDocument(answers.lambda, lambda)).toMatchObject({ Environment: { Variables: { KEY: '[withheld]' } } });
    const codebuild = services.find(({ id }) => id === 'codebuild') as ServiceDeclaration;
    expect(JSON.stringify(toDocument(answers.codebuild, codebuild))).toContain('"NAME"');
  });
});

/**
 * What the SDK calls sensitive and is no secret: people's names and addresses that an inventory is to show, names,
 * descriptions, tags and messages, and what was made to be public. By the last name of the field.
 */
const harmless: Record<string, string[]> = {
  account: [
    ...['FullName', 'City', 'CountryCode', 'PhoneNumber', 'StateOrRegion', 'CompanyName', 'WebsiteUrl'],
    ...['Name', 'Title', 'EmailAddress'],
  ],
  backup: ['Tags', 'RecoveryPointTags'],
  // What a guardrail says and refuses, which is what it is judged by.
  bedrock: [
    ...['name', 'description', 'blockedInputMessaging', 'blockedOutputsMessaging', 'definition', 'examples'],
    ...['inputAction', 'outputAction', 'tierName', 'inputModalities', 'outputModalities', 'action', 'statusReasons'],
    ...['failureRecommendations', 'equals', 'notEquals'],
  ],
  cloudfront: ['Comment'],
  'cognito-idp': ['ClientId'],
  detective: ['EmailAddress'],
  ds: ['ShareNotes'],
  // Where the credentials are, and not what they are.
  ecs: ['repositoryCredentials'],
  firehose: [
    ...['Username', 'Url', 'AccountUrl', 'User', 'Database', 'Schema', 'Table', 'SnowflakeRole'],
    ...['MetaDataColumnName', 'ContentColumnName', 'PrivateLinkVpceId'],
  ],
  guardduty: ['Email'],
  lambda: ['Message'],
  organizations: ['Email', 'Name', 'MasterAccountEmail'],
  route53domains: ['AbuseContactEmail', 'AbuseContactPhone'],
  s3: ['KMSMasterKeyID'],
  ssm: ['IPAddress', 'OwnerInformation'],
  stepfunctions: ['description', 'variableReferences'],
  transfer: ['MessageSubject', 'Certificate', 'CertificateChain'],
};

describe('what the SDK calls sensitive in the answers to the calls that are made', () => {
  it.each(services.filter((service) => callsOf(service).length > 0))('is dropped or harmless: $id', async (service) => {
    const sdk = (await service.load()) as Record<string, unknown>;
    const operations = [...new Set(callsOf(service).map(({ operation }) => operation))];
    const kept = operations
      .flatMap((operation) => sensitiveFieldsOf(sdk, operation))
      .map((path) => path.split('.'))
      .filter((path) => !path.some((field) => service.withheld.includes(field)))
      .map((path) => path.at(-1) ?? '');
    expect([...new Set(kept)].sort()).toEqual((harmless[service.id] ?? []).sort());
  });
});
