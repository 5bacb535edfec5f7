import { BackupClient, CreateBackupPlanCommand, CreateBackupVaultCommand } from '@aws-sdk/client-backup';
import { BedrockClient, CreateModelCustomizationJobCommand } from '@aws-sdk/client-bedrock';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  EFSClient,
  PutFileSystemPolicyCommand,
} from '@aws-sdk/client-efs';
import { CreateBackupCommand, CreateFileSystemCommand as CreateFsxCommand, FSxClient } from '@aws-sdk/client-fsx';
import { Route53Client } from '@aws-sdk/client-route-53';
import { Route53DomainsClient } from '@aws-sdk/client-route-53-domains';
import {
  CreateMultiRegionAccessPointCommand,
  CreateAccessPointCommand as CreateS3AccessPointCommand,
  PutAccessPointPolicyCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Connect, DirectSettings } from './estate-clients.ts';
import { registerDomain, seedDistributions, seedDns } from './estate-storage-edge.ts';
import { seedRecords } from './estate-storage-records.ts';

export interface StoragePlace {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
  /** Done when the account's buckets are there: trails want theirs. */
  buckets: Promise<unknown>;
}

/**
 * Makes file systems, backups, what stands at the edge, models, and what records happenings. Its faults: a file system
 * without encryption and one for everybody, an access point without a root directory, a distribution that speaks HTTP,
 * a record of an address that nobody has, a domain that anybody may take away, a notebook on the internet.
 */
export async function seedStorage(connect: Connect, where: StoragePlace): Promise<void> {
  const [home = '', second = home] = where.regions;
  await Promise.all([
    seedAccessPoints(connect(DirectS3Control, home), where, home),
    seedFileSystems(connect(EFSClient, home), where.partition),
    connect(EFSClient, second).send(
      new CreateFileSystemCommand({ CreationToken: 'catalog-media', Encrypted: false, ...tagged('catalog-media') }),
    ),
    seedFsx(connect(FSxClient, home)),
    seedBackups(connect(BackupClient, home), where),
    seedDns(connect(Route53Client, home)),
    seedModels(connect(SageMakerClient, home), where),
    seedRecords(connect, where, home, second),
    // These are not sold in the other partitions.
    ...(where.partition === 'aws'
      ? [
          seedDistributions(connect(CloudFrontClient, home)),
          registerDomain(connect(Route53DomainsClient, home)),
          customizeModel(connect(BedrockClient, home), where.accountId),
        ]
      : []),
  ]);
}

/** S3 Control puts the account before the host's name, which an address of numbers cannot have. */
class DirectS3Control extends S3ControlClient {
  constructor(settings: DirectSettings) {
    super({ ...settings, endpointProvider: () => ({ url: new URL(settings.endpoint) }) });
  }
}

const tagged = (Name: string) => ({ Tags: [{ Key: 'Name', Value: Name }] });

/** Of the account's public access block there is none: one fault more. */
async function seedAccessPoints(control: S3ControlClient, where: StoragePlace, region: string): Promise<void> {
  const AccountId = where.accountId;
  const open = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  const [assets] = await Promise.all([
    control.send(
      new CreateS3AccessPointCommand({
        AccountId,
        Name: 'partner-assets',
        Bucket: 'northwind-prod-assets',
        PublicAccessBlockConfiguration: open,
      }),
    ),
    control.send(
      new CreateS3AccessPointCommand({ AccountId, Name: 'analytics', Bucket: 'northwind-prod-data-lake-curated' }),
    ),
    control.send(
      new CreateMultiRegionAccessPointCommand({
        AccountId,
        ClientToken: 'invoices-everywhere',
        Details: {
          Name: 'invoices-everywhere',
          Regions: [{ Bucket: 'northwind-prod-invoices' }, { Bucket: 'northwind-prod-invoices-replica' }],
        },
      }),
    ),
  ]);
  const Resource = `arn:${where.partition}:s3:${region}:${AccountId}:accesspoint/partner-assets/object/*`;
  await control.send(
    new PutAccessPointPolicyCommand({
      AccountId,
      Name: assets.AccessPointArn?.split('/').at(-1) ?? 'partner-assets',
      Policy: allowEverybody('s3:GetObject', Resource),
    }),
  );
}

async function seedFileSystems(efs: EFSClient, partition: string): Promise<void> {
  const [shared] = await Promise.all([
    efs.send(new CreateFileSystemCommand({ CreationToken: 'shared', Encrypted: true, ...tagged('shared') })),
    efs.send(new CreateFileSystemCommand({ CreationToken: 'build-cache', Encrypted: false, ...tagged('build-cache') })),
  ]);
  const { FileSystemId, FileSystemArn } = shared;
  await Promise.all([
    efs.send(new CreateAccessPointCommand({ ClientToken: 'whole', FileSystemId, ...tagged('whole') })),
    efs.send(
      new CreateAccessPointCommand({
        ClientToken: 'uploads',
        FileSystemId,
        PosixUser: { Uid: 1000, Gid: 1000 },
        RootDirectory: { Path: '/uploads' },
        ...tagged('uploads'),
      }),
    ),
    efs.send(
      new PutFileSystemPolicyCommand({
        FileSystemId,
        Policy: allowEverybody(
          'elasticfilesystem:ClientMount',
          FileSystemArn ?? `arn:${partition}:elasticfilesystem:*:*:file-system/${FileSystemId}`,
        ),
      }),
    ),
  ]);
}

async function seedFsx(fsx: FSxClient): Promise<void> {
  const { FileSystem } = await fsx.send(
    new CreateFsxCommand({
      FileSystemType: 'WINDOWS',
      StorageCapacity: 300,
      SubnetIds: ['subnet-1234'],
      WindowsConfiguration: { DeploymentType: 'SINGLE_AZ_2', ThroughputCapacity: 32, CopyTagsToBackups: false },
      ...tagged('finance-share'),
    }),
  );
  await fsx.send(
    new CreateBackupCommand({ FileSystemId: FileSystem?.FileSystemId, ...tagged('finance-share before migration') }),
  );
}

async function seedBackups(backup: BackupClient, { partition, accountId, regions }: StoragePlace): Promise<void> {
  await Promise.all([
    backup.send(
      new CreateBackupVaultCommand({
        BackupVaultName: 'prod-databases',
        EncryptionKeyArn: `arn:${partition}:kms:${regions[0]}:${accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        BackupVaultTags: { team: 'platform' },
      }),
    ),
    backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'unused' })),
  ]);
  await backup.send(
    new CreateBackupPlanCommand({
      BackupPlan: {
        BackupPlanName: 'nightly',
        Rules: [
          {
            RuleName: 'nightly',
            TargetBackupVaultName: 'prod-databases',
            ScheduleExpression: 'cron(0 3 * * ? *)',
            Lifecycle: { DeleteAfterDays: 7 },
          },
        ],
      },
      BackupPlanTags: { team: 'platform' },
    }),
  );
}

async function seedModels(sagemaker: SageMakerClient, { partition, accountId }: StoragePlace): Promise<void> {
  const role = `arn:${partition}:iam::${accountId}:role/service-role/sagemaker`;
  await sagemaker.send(
    new CreateModelCommand({
      ModelName: 'fraud',
      ExecutionRoleArn: role,
      EnableNetworkIsolation: false,
      PrimaryContainer: { Image: 'fraud:3', Environment: { DATABASE_PASSWORD: 'hunter2' } },
    }),
  );
  await Promise.all([
    sagemaker.send(
      new CreateNotebookInstanceCommand({
        NotebookInstanceName: 'experiments',
        InstanceType: 'ml.t3.medium',
        RoleArn: role,
        DirectInternetAccess: 'Enabled',
        RootAccess: 'Enabled',
        Tags: [{ Key: 'team', Value: 'data' }],
      }),
    ),
    sagemaker
      .send(
        new CreateEndpointConfigCommand({
          EndpointConfigName: 'fraud',
          ProductionVariants: [
            { VariantName: 'all', ModelName: 'fraud', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
          ],
        }),
      )
      .then(() => sagemaker.send(new CreateEndpointCommand({ EndpointName: 'fraud', EndpointConfigName: 'fraud' }))),
  ]);
}

async function customizeModel(bedrock: BedrockClient, accountId: string): Promise<void> {
  await bedrock.send(
    new CreateModelCustomizationJobCommand({
      jobName: 'support-answers',
      customModelName: 'support-answers',
      roleArn: `arn:aws:iam::${accountId}:role/service-role/bedrock`,
      baseModelIdentifier: 'amazon.titan-text-express-v1',
      trainingDataConfig: { s3Uri: 's3://northwind-prod-data-lake-curated/support.jsonl' },
      outputDataConfig: { s3Uri: 's3://northwind-prod-data-lake-curated/support-model/' },
      hyperParameters: { epochCount: '2' },
    }),
  );
}

function allowEverybody(Action: string, Resource: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource }],
  });
}
