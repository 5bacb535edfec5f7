import { CloudFormationClient, CreateStackCommand, CreateStackSetCommand } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient, CreateProjectCommand } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, CreatePipelineCommand } from '@aws-sdk/client-codepipeline';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreatePortfolioCommand,
  CreatePortfolioShareCommand,
  ServiceCatalogClient,
} from '@aws-sdk/client-service-catalog';
import {
  CreateConnectorCommand,
  CreateServerCommand,
  CreateUserCommand,
  TransferClient,
} from '@aws-sdk/client-transfer';
import type { Connect } from './estate-clients.ts';

export interface Where {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

export const tags = { team: 'checkout', env: 'production' };
export const tagPairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const lowerTagPairs = Object.entries(tags).map(([key, value]) => ({ key, value }));

/**
 * Makes what brings code and files into the account. Its faults: a build that runs privileged with a secret in its
 * environment and in the address of its source, a pipeline and a stack with a password, a server that speaks FTP, a
 * portfolio for another account.
 */
export async function seedDelivery(connect: Connect, where: Where): Promise<void> {
  const [home = ''] = where.regions;
  const roleArnOf = (name: string) => `arn:${where.partition}:iam::${where.accountId}:role/${name}`;
  await Promise.all([
    seedRole(connect(IAMClient, home), 'checkout-delivery', 'codepipeline').then(() =>
      seedPipeline(connect(CodePipelineClient, home), roleArnOf('checkout-delivery')),
    ),
    seedBuilds(connect(CodeBuildClient, home), roleArnOf('checkout-delivery')),
    seedTransfer(connect(TransferClient, home), roleArnOf('partner-files')),
    seedPortfolio(connect(ServiceCatalogClient, home)),
    seedStacks(connect(CloudFormationClient, home)),
  ]);
}

/** Makes a role that a service may take. */
export function seedRole(iam: IAMClient, RoleName: string, service: string) {
  const trust = { Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' };
  return iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      Tags: tagPairs,
    }),
  );
}

function seedBuilds(codeBuild: CodeBuildClient, serviceRole: string) {
  return codeBuild.send(
    new CreateProjectCommand({
      name: 'checkout-build',
      source: { type: 'GITHUB', location: 'https://deploy:not-a-real-token@github.com/example/checkout.git' },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:7.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        privilegedMode: true,
        environmentVariables: [{ name: 'AWS_SECRET_ACCESS_KEY', value: 'not-a-real-key', type: 'PLAINTEXT' }],
      },
      serviceRole,
      tags: lowerTagPairs,
    }),
  );
}

function seedPipeline(codePipeline: CodePipelineClient, roleArn: string) {
  const action = (
    name: string,
    category: 'Source' | 'Deploy',
    provider: string,
    configuration: Record<string, string>,
  ) => ({
    name,
    actionTypeId: { category, owner: 'AWS' as const, provider, version: '1' },
    configuration,
    ...(category === 'Source' ? { outputArtifacts: [{ name: 'source' }] } : { inputArtifacts: [{ name: 'source' }] }),
  });
  return codePipeline.send(
    new CreatePipelineCommand({
      pipeline: {
        name: 'checkout',
        roleArn,
        artifactStore: { type: 'S3', location: 'checkout-artifacts' },
        stages: [
          {
            name: 'Source',
            actions: [action('Source', 'Source', 'S3', { S3Bucket: 'checkout-source', S3ObjectKey: 'checkout.zip' })],
          },
          {
            name: 'Deploy',
            actions: [
              action('Deploy', 'Deploy', 'CloudFormation', {
                StackName: 'checkout',
                ParameterOverrides: '{"DatabasePassword":"not-a-real-password"}',
              }),
            ],
          },
        ],
      },
      tags: lowerTagPairs,
    }),
  );
}

async function seedTransfer(transfer: TransferClient, accessRole: string): Promise<void> {
  await Promise.all([
    transfer
      .send(
        new CreateServerCommand({
          Protocols: ['FTP', 'SFTP'],
          EndpointType: 'PUBLIC',
          IdentityProviderType: 'SERVICE_MANAGED',
          SecurityPolicyName: 'TransferSecurityPolicy-2018-11',
          Tags: tagPairs,
        }),
      )
      .then(({ ServerId }) =>
        transfer.send(
          new CreateUserCommand({
            ServerId,
            UserName: 'partner',
            Role: accessRole,
            HomeDirectory: '/northwind-prod-uploads',
          }),
        ),
      ),
    transfer.send(
      new CreateConnectorCommand({
        Url: 'sftp://files.example.com',
        AccessRole: accessRole,
        SftpConfig: { TrustedHostKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBq6b6Yh'] },
        Tags: tagPairs,
      }),
    ),
  ]);
}

async function seedPortfolio(catalog: ServiceCatalogClient): Promise<void> {
  const { PortfolioDetail } = await catalog.send(
    new CreatePortfolioCommand({
      DisplayName: 'Platform building blocks',
      ProviderName: 'Platform team',
      IdempotencyToken: 'platform',
      Tags: tagPairs,
    }),
  );
  await catalog.send(new CreatePortfolioShareCommand({ PortfolioId: PortfolioDetail?.Id, AccountId: '444455556666' }));
}

async function seedStacks(cloudFormation: CloudFormationClient): Promise<void> {
  const TemplateBody = JSON.stringify({
    Parameters: { DatabasePassword: { Type: 'String' } },
    Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } },
    Outputs: { AdminPassword: { Value: { Ref: 'DatabasePassword' } } },
  });
  const Parameters = [{ ParameterKey: 'DatabasePassword', ParameterValue: 'not-a-real-password' }];
  await Promise.all([
    cloudFormation.send(new CreateStackCommand({ StackName: 'checkout', TemplateBody, Parameters, Tags: tagPairs })),
    cloudFormation.send(
      new CreateStackSetCommand({ StackSetName: 'baseline', TemplateBody, Parameters, Tags: tagPairs }),
    ),
  ]);
}
