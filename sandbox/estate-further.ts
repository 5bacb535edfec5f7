import { APIGatewayClient, CreateDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateVpcLinkCommand } from '@aws-sdk/client-apigatewayv2';
import { BatchClient, CreateComputeEnvironmentCommand, CreateJobQueueCommand } from '@aws-sdk/client-batch';
import { ConfigServiceClient, PutConfigurationAggregatorCommand } from '@aws-sdk/client-config-service';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateCacheSubnetGroupCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { CreateApiDestinationCommand, CreateConnectionCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateDevEndpointCommand, GlueClient } from '@aws-sdk/client-glue';
import { IAMClient, UploadServerCertificateCommand } from '@aws-sdk/client-iam';
import { CreateFilterCommand, Inspector2Client } from '@aws-sdk/client-inspector2';
import { CreateClusterSubnetGroupCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import { CreateModelPackageGroupCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { CreateActivityCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Connect } from './estate-clients.ts';
import { seedRole } from './estate-serverless-delivery.ts';

interface Where {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

/** Makes one of many things that the other parts of the estate have none of, so that each type of asset is met. */
export async function seedFurther(connect: Connect, where: Where): Promise<void> {
  const [home = ''] = where.regions;
  const { Subnets = [] } = await connect(EC2Client, home).send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] }),
  );
  const subnetIds = Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId ?? '');
  await Promise.all([
    seedJobs(connect, home, where),
    seedDestination(connect(EventBridgeClient, home)),
    connect(IAMClient, home).send(
      new UploadServerCertificateCommand({
        ServerCertificateName: 'legacy-shop',
        CertificateBody: 'not-a-real-certificate',
        PrivateKey: 'not-a-real-key',
      }),
    ),
    connect(ElastiCacheClient, home).send(
      new CreateCacheSubnetGroupCommand({
        CacheSubnetGroupName: 'caches',
        CacheSubnetGroupDescription: 'Of the shop',
        SubnetIds: subnetIds,
      }),
    ),
    connect(RedshiftClient, home).send(
      new CreateClusterSubnetGroupCommand({
        ClusterSubnetGroupName: 'warehouse',
        Description: 'Of the warehouse',
        SubnetIds: subnetIds,
      }),
    ),
    connect(APIGatewayClient, home).send(
      new CreateDomainNameCommand({ domainName: 'api.northwind.example', securityPolicy: 'TLS_1_0' }),
    ),
    connect(ApiGatewayV2Client, home).send(new CreateVpcLinkCommand({ Name: 'orders', SubnetIds: subnetIds })),
    connect(ConfigServiceClient, home).send(
      new PutConfigurationAggregatorCommand({
        ConfigurationAggregatorName: 'all-accounts',
        AccountAggregationSources: [{ AccountIds: [where.accountId], AllAwsRegions: true }],
      }),
    ),
    connect(GlueClient, home).send(
      new CreateDevEndpointCommand({
        EndpointName: 'notebooks',
        RoleArn: `arn:${where.partition}:iam::${where.accountId}:role/glue`,
      }),
    ),
    connect(Inspector2Client, home).send(
      new CreateFilterCommand({
        name: 'accepted',
        action: 'SUPPRESS',
        filterCriteria: { severity: [{ comparison: 'EQUALS', value: 'INFORMATIONAL' }] },
      }),
    ),
    connect(SageMakerClient, home).send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: 'fraud' })),
    connect(SFNClient, home).send(new CreateActivityCommand({ name: 'approve-refund' })),
  ]);
}

async function seedJobs(connect: Connect, region: string, { partition, accountId }: Where): Promise<void> {
  await seedRole(connect(IAMClient, region), 'batch-jobs', 'batch');
  const batch = connect(BatchClient, region);
  const { computeEnvironmentArn: computeEnvironment } = await batch.send(
    new CreateComputeEnvironmentCommand({
      computeEnvironmentName: 'nightly',
      type: 'UNMANAGED',
      state: 'ENABLED',
      serviceRole: `arn:${partition}:iam::${accountId}:role/batch-jobs`,
    }),
  );
  await batch.send(
    new CreateJobQueueCommand({
      jobQueueName: 'nightly',
      state: 'ENABLED',
      priority: 1,
      computeEnvironmentOrder: [{ order: 1, computeEnvironment }],
    }),
  );
}

async function seedDestination(events: EventBridgeClient): Promise<void> {
  const { ConnectionArn } = await events.send(
    new CreateConnectionCommand({
      Name: 'billing',
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-api-key', ApiKeyValue: 'not-a-real-key' } },
    }),
  );
  await events.send(
    new CreateApiDestinationCommand({
      Name: 'billing',
      ConnectionArn,
      InvocationEndpoint: 'https://billing.example.com/events',
      HttpMethod: 'POST',
    }),
  );
}
