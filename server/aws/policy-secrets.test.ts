import { describe, expect, it } from 'vitest';
import { auditPolicies } from './policy.ts';

/**
 * Actions that give contents or secrets away, or lead to them, although most of them are for AWS actions that only read.
 * `*` stands for any text. What a call brings beside what it is made for is another matter: `withheld.test.ts`.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const neverGranted: Record<string, string[]> = {
  'contents of objects, files and backups': [
    's3:GetObject*',
    's3:ListBucket*',
    's3:*DataAccess*',
    's3-object-lambda:*',
    's3express:*',
    'ebs:*',
    'backup:StartRestoreJob',
    'backup:GetRecoveryPointRestoreMetadata',
    'elasticfilesystem:Client*',
    'glacier:*',
    'snowball:Get*',
    'storagegateway:*',
    'workdocs:*',
  ],
  'items, rows and results of queries': [
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
    'dynamodb:Query',
    'dynamodb:Scan',
    'dynamodb:PartiQL*',
    'dynamodb:GetRecords',
    'dynamodb:ExportTableToPointInTime',
    'dax:GetItem',
    'dax:BatchGetItem',
    'dax:Query',
    'dax:Scan',
    'rds-data:*',
    'redshift-data:*',
    'athena:GetQuery*',
    'athena:GetNamedQuery',
    'athena:GetPreparedStatement',
    'athena:StartQueryExecution',
    'glue:GetStatement',
    'es:ESHttp*',
    'aoss:APIAccessAll',
    'neptune-db:*',
    'cassandra:Select*',
    'timestream:Select*',
    'elasticache:Connect',
    'memorydb:Connect',
    'rds-db:connect',
    'sdb:Select',
    'sdb:GetAttributes',
    'qldb:*',
  ],
  'messages and records of streams': [
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:SubscribeToShard',
    'sqs:ReceiveMessage',
    'kafka-cluster:*',
    'kinesisvideo:Get*',
    'codecommit:*',
    'mediastore:GetObject',
  ],
  'log events, and what is written on screens': [
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
    'logs:GetLogRecord',
    'logs:GetQueryResults',
    'logs:StartQuery',
    'logs:StartLiveTail',
    'logs:Unmask',
    'cloudtrail:LookupEvents',
    'cloudtrail:StartQuery',
    'cloudtrail:GetQueryResults',
    'rds:DownloadDBLogFilePortion',
    'rds:DownloadCompleteDBLogFile',
    'lightsail:GetContainerLog',
    'lightsail:GetRelationalDatabaseLog*',
    'ec2:GetConsoleOutput',
    'ec2:GetConsoleScreenshot',
    'elasticbeanstalk:RetrieveEnvironmentInfo',
    'elasticbeanstalk:RequestEnvironmentInfo',
    'ssm:GetCommandInvocation',
    'ssm:ListCommandInvocations',
    'ssm:ListCommands',
  ],
  'values of secrets and parameters': [
    'secretsmanager:GetSecretValue',
    'secretsmanager:BatchGetSecretValue',
    'secretsmanager:GetRandomPassword',
    'ssm:GetParameter*',
    'ssm:GetDocument',
    'ssm:DescribeDocument',
    'appconfig:GetConfiguration',
    'appconfig:GetLatestConfiguration',
    'appconfig:GetHostedConfigurationVersion',
    'kms:Decrypt',
    'kms:ReEncrypt*',
    'kms:GenerateDataKey*',
    'kms:GetParametersForImport',
    'acm:ExportCertificate',
    'acm-pca:Issue*',
    'payment-cryptography:*',
  ],
  'passwords, keys and tokens': [
    'appsync:ListApiKeys',
    'cognito-idp:DescribeUserPoolClient',
    'cognito-idp:DescribeIdentityProvider',
    'cognito-idp:GetIdentityProviderByIdentifier',
    'cognito-idp:ListUserPoolClientSecrets',
    'codeartifact:GetAuthorizationToken',
    'codestar-connections:GetIndividualAccessToken',
    'ec2:GetPasswordData',
    'ec2:DescribeInstanceAttribute',
    'ec2:GetLaunchTemplateData',
    'ec2:ExportClientVpn*',
    'ec2:GetVpnConnectionDeviceSampleConfiguration',
    'ecr:GetAuthorizationToken',
    'ecr-public:GetAuthorizationToken',
    'events:DescribeConnection',
    'gamelift:GetInstanceAccess',
    'gamelift:RequestUploadCredentials',
    'glue:GetConnection*',
    'grafana:CreateWorkspaceApiKey',
    'iam:CreateAccessKey',
    'iot:GetRegistrationCode',
    'kafka:ListScramSecrets',
    'lightsail:DownloadDefaultKeyPair',
    'lightsail:GetInstanceAccessDetails',
    'lightsail:GetRelationalDatabaseMasterUserPassword',
    'lightsail:GetBucketAccessKeys',
    'redshift:GetClusterCredentials*',
    'redshift-serverless:GetCredentials',
    'route53domains:RetrieveDomainAuthCode',
    'sagemaker:CreatePresigned*',
    'sagemaker:StartSession',
    'cognito-identity:GetCredentialsForIdentity',
    'cognito-identity:GetOpenIdToken*',
    'transfer:DescribeHostKey',
    'workmail:GetImpersonationRole',
  ],
  'other identities': ['sts:*', 'iam:PassRole', 'iam:UpdateAssumeRolePolicy', 'eks:AccessKubernetesApi', 'eks-auth:*'],
  'code, images, and templates with values in them': [
    'lambda:GetFunction',
    'lambda:GetLayerVersion',
    'lambda:InvokeFunction*',
    'ecr:BatchGetImage',
    'ecr:GetDownloadUrlForLayer',
    'cloudformation:GetTemplate*',
    'cloudformation:DescribeStackResource*',
    'cloudformation:DescribeChangeSet',
    'cloudfront:GetFunction',
    'codeartifact:GetPackageVersionAsset',
    'codeartifact:ReadFromRepository',
    'codebuild:BatchGetBuild*',
    'codepipeline:GetJobDetails',
    'codepipeline:PollForJobs',
    'glue:GetJobRun*',
    'states:GetExecutionHistory',
    'states:DescribeExecution',
    'batch:DescribeJobs',
    'ecs:DescribeTasks',
    'ecs:ExecuteCommand',
    'emr-containers:*',
    'elasticmapreduce:DescribeStep',
    'elasticmapreduce:ListSteps',
    'elasticmapreduce:ListBootstrapActions',
    'sagemaker:DescribeTrainingJob',
    'sagemaker:DescribeProcessingJob',
    'sagemaker:Invoke*',
    'bedrock:Invoke*',
    'bedrock:GetPrompt',
    'servicecatalog:DescribeProvisioningArtifact',
    'servicecatalog:DescribeRecord',
  ],
  'sessions and ports of machines': [
    'ssm:StartSession',
    'ssm:SendCommand',
    'ssmmessages:*',
    'ec2-instance-connect:*',
    'workspaces:Stream',
    'cloudshell:*',
  ],
};

/** Everything that the role is granted, with the resources. */
const grants = auditPolicies().flatMap(({ document }) =>
  document.Statement.flatMap(({ Action, Resource }) =>
    Action.map((action) => ({ action, resources: [Resource].flat() })),
  ),
);

describe('what the role is granted', () => {
  it.each(Object.entries(neverGranted))('cannot read %s', (_what, patterns) => {
    const forbidden = patterns.map(patternOf);
    const granted = grants.map(({ action }) => action).filter((action) => forbidden.some((one) => one.test(action)));
    expect(granted).toEqual([]);
  });

  it('has no wildcards, which AWS would fill with the actions that it adds', () => {
    for (const { action } of grants) expect(action).not.toMatch(/[*?]/);
  });

  it('reads of API Gateway neither the keys nor what leads to them', () => {
    const resources = grants.filter(({ action }) => action === 'apigateway:GET').flatMap((grant) => grant.resources);
    const keys = ['/apikeys', '/apikeys/a1b2c3', '/usageplans', '/usageplans/u1/keys', '/usageplans/u1/keys/a1b2c3'];
    expect(resources.length).toBeGreaterThan(0);
    for (const path of keys) {
      const arn = `arn:aws:apigateway:eu-west-1::${path}`;
      expect(
        resources.filter((resource) => patternOf(resource).test(arn)),
        path,
      ).toEqual([]);
    }
    const readable = resources.filter((resource) =>
      patternOf(resource).test('arn:aws:apigateway:eu-west-1::/restapis/a'),
    );
    expect(readable).toEqual(['arn:*:apigateway:*::/restapis/*']);
  });
});

function patternOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
}
