import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Aws, type SetupKey, startAws } from './aws.ts';

let aws: Aws;
let nobody: SetupKey;

beforeAll(async () => {
  aws = await startAws();
  nobody = await aws.createSetupUser(customer());
}, 120_000);

afterAll(() => aws.stop());

const customer = () => aws.accounts.customers[0].accountId;

const jsonDenial = 'AccessDeniedException';
const xmlDenial = 'AccessDenied';

/** One listing of every service: the package, the command, what it answers in an account that has nothing, how it is denied. */
const listings: [client: string, command: string, answer: object, denial: string, input?: object][] = [
  ['accessanalyzer', 'ListAnalyzers', { analyzers: [] }, jsonDenial],
  ['account', 'ListRegions', { Regions: expect.any(Array) }, jsonDenial],
  ['acm', 'ListCertificates', { CertificateSummaryList: [] }, jsonDenial],
  ['acm-pca', 'ListCertificateAuthorities', { CertificateAuthorities: [] }, jsonDenial],
  ['api-gateway', 'GetRestApis', { items: [] }, jsonDenial],
  ['apigatewayv2', 'GetApis', { Items: [] }, jsonDenial],
  ['appsync', 'ListGraphqlApis', { graphqlApis: [] }, jsonDenial],
  ['athena', 'ListWorkGroups', { WorkGroups: [expect.objectContaining({ Name: 'primary' })] }, jsonDenial],
  ['auto-scaling', 'DescribeAutoScalingGroups', { AutoScalingGroups: [] }, xmlDenial],
  ['backup', 'ListBackupVaults', { BackupVaultList: [] }, jsonDenial],
  ['batch', 'DescribeJobQueues', { jobQueues: [] }, jsonDenial],
  ['bedrock', 'ListCustomModels', { modelSummaries: [] }, jsonDenial],
  ['cloudformation', 'DescribeStacks', { Stacks: [] }, xmlDenial],
  ['cloudfront', 'ListDistributions', { DistributionList: expect.objectContaining({ Quantity: 0 }) }, xmlDenial],
  ['cloudtrail', 'DescribeTrails', { trailList: [] }, jsonDenial],
  ['cloudwatch', 'DescribeAlarms', { MetricAlarms: [] }, xmlDenial],
  ['cloudwatch-logs', 'DescribeLogGroups', { logGroups: [] }, jsonDenial],
  ['codeartifact', 'ListDomains', { domains: [] }, jsonDenial],
  ['codebuild', 'ListProjects', { projects: [] }, jsonDenial],
  ['codepipeline', 'ListPipelines', { pipelines: [] }, jsonDenial],
  ['cognito-identity', 'ListIdentityPools', { IdentityPools: [] }, jsonDenial, { MaxResults: 60 }],
  ['cognito-identity-provider', 'ListUserPools', { UserPools: [] }, jsonDenial, { MaxResults: 60 }],
  ['config-service', 'DescribeConfigurationRecorders', { ConfigurationRecorders: [] }, jsonDenial],
  ['database-migration-service', 'DescribeReplicationInstances', { ReplicationInstances: [] }, jsonDenial],
  ['dax', 'DescribeClusters', { Clusters: [] }, jsonDenial],
  ['detective', 'ListGraphs', { GraphList: [] }, jsonDenial],
  ['directory-service', 'DescribeDirectories', { DirectoryDescriptions: [] }, jsonDenial],
  ['docdb', 'DescribeDBClusters', { DBClusters: [] }, xmlDenial],
  ['dynamodb', 'ListTables', { TableNames: [] }, jsonDenial],
  ['ec2', 'DescribeInstances', { Reservations: [] }, 'UnauthorizedOperation'],
  ['ecr', 'DescribeRepositories', { repositories: [] }, jsonDenial],
  ['ecs', 'ListClusters', { clusterArns: [] }, jsonDenial],
  ['efs', 'DescribeFileSystems', { FileSystems: [] }, jsonDenial],
  ['eks', 'ListClusters', { clusters: [] }, jsonDenial],
  ['elastic-beanstalk', 'DescribeEnvironments', { Environments: [] }, xmlDenial],
  ['elastic-load-balancing', 'DescribeLoadBalancers', { LoadBalancerDescriptions: [] }, xmlDenial],
  ['elastic-load-balancing-v2', 'DescribeLoadBalancers', { LoadBalancers: [] }, xmlDenial],
  ['elasticache', 'DescribeCacheClusters', { CacheClusters: [] }, xmlDenial],
  ['emr', 'ListClusters', { Clusters: [] }, jsonDenial],
  ['eventbridge', 'ListEventBuses', { EventBuses: [expect.objectContaining({ Name: 'default' })] }, jsonDenial],
  ['firehose', 'ListDeliveryStreams', { DeliveryStreamNames: [] }, jsonDenial],
  ['fsx', 'DescribeFileSystems', { FileSystems: [] }, jsonDenial],
  ['glue', 'GetDatabases', { DatabaseList: [] }, jsonDenial],
  ['guardduty', 'ListDetectors', { DetectorIds: [] }, jsonDenial],
  ['iam', 'ListRoles', { Roles: [] }, xmlDenial],
  ['inspector2', 'BatchGetAccountStatus', { accounts: [{ state: { status: 'DISABLED' } }] }, jsonDenial],
  ['kafka', 'ListClustersV2', { ClusterInfoList: [] }, jsonDenial],
  ['kinesis', 'ListStreams', { StreamNames: [] }, jsonDenial],
  ['kms', 'ListKeys', { Keys: [] }, jsonDenial],
  ['lambda', 'ListFunctions', { Functions: [] }, jsonDenial],
  ['lightsail', 'GetInstances', { instances: [] }, jsonDenial],
  ['memorydb', 'DescribeClusters', { Clusters: [] }, jsonDenial],
  ['mq', 'ListBrokers', { BrokerSummaries: [] }, jsonDenial],
  ['neptune', 'DescribeDBClusters', { DBClusters: [] }, xmlDenial],
  ['network-firewall', 'ListFirewalls', { Firewalls: [] }, jsonDenial],
  ['opensearch', 'ListDomainNames', { DomainNames: [] }, jsonDenial],
  ['organizations', 'ListAccounts', { Accounts: [] }, jsonDenial],
  ['rds', 'DescribeDBInstances', { DBInstances: [] }, xmlDenial],
  ['redshift', 'DescribeClusters', { Clusters: [] }, xmlDenial],
  ['route-53', 'ListHostedZones', { HostedZones: [] }, xmlDenial],
  ['route-53-domains', 'ListDomains', { Domains: [] }, jsonDenial],
  ['s3', 'ListBuckets', { Buckets: [] }, xmlDenial],
  ['s3-control', 'ListAccessPoints', { AccessPointList: [] }, xmlDenial, { AccountId: '111122223333' }],
  ['sagemaker', 'ListNotebookInstances', { NotebookInstances: [] }, jsonDenial],
  ['secrets-manager', 'ListSecrets', { SecretList: [] }, jsonDenial],
  ['service-catalog', 'ListPortfolios', { PortfolioDetails: [] }, jsonDenial],
  ['sesv2', 'ListEmailIdentities', { EmailIdentities: [] }, jsonDenial],
  ['sfn', 'ListStateMachines', { stateMachines: [] }, jsonDenial],
  ['shield', 'ListProtections', { Protections: [] }, jsonDenial],
  ['sns', 'ListTopics', { Topics: [] }, 'AuthorizationErrorException'],
  ['sqs', 'ListQueues', {}, xmlDenial],
  ['ssm', 'DescribeParameters', { Parameters: [] }, jsonDenial],
  ['transfer', 'ListServers', { Servers: [] }, jsonDenial],
  ['wafv2', 'ListWebACLs', { WebACLs: [] }, jsonDenial, { Scope: 'REGIONAL' }],
  ['workspaces', 'DescribeWorkspaces', { Workspaces: [] }, jsonDenial],
];

describe.each(listings)('%s', (client, command, answer, denial, input = {}) => {
  test(`${command} answers the administrator`, async () => {
    const call = await prepareCall(client, command, input);
    expect(await call(aws.administratorCredentials(customer()))).toMatchObject(answer);
  });

  test(`${command} is denied to a user without permissions, as ${denial}`, async () => {
    const call = await prepareCall(client, command, input);
    await expect(call(nobody)).rejects.toMatchObject({
      name: denial,
      message: expect.stringContaining(`user/${nobody.userName} is not authorized to perform: `),
    });
    expect(aws.control.calls.list({ accessKeyId: nobody.accessKeyId }).at(-1)).toMatchObject({ action: command });
  });
});

describe('a service that has to be switched on', () => {
  test.each([
    ['macie2', 'GetMacieSession', 'AccessDeniedException', /^Macie is not enabled\.$/],
    ['macie2', 'ListClassificationJobs', 'AccessDeniedException', /^Macie is not enabled\.$/],
    ['securityhub', 'DescribeHub', 'InvalidAccessException', /^Account \d{12} is not subscribed to AWS Security Hub$/],
    ['securityhub', 'GetEnabledStandards', 'InvalidAccessException', /is not subscribed to AWS Security Hub$/],
    ['shield', 'DescribeSubscription', 'ResourceNotFoundException', /^The subscription does not exist\.$/],
  ])('says so: %s %s', async (client, command, name, message) => {
    const call = await prepareCall(client, command, {});
    await expect(call(aws.administratorCredentials(customer()))).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });

  test('answers once it is on', async () => {
    const administrator = aws.administratorCredentials(aws.accounts.customers[1].accountId);
    const send = async (client: string, command: string) => (await prepareCall(client, command, {}))(administrator);
    await send('macie2', 'EnableMacie');
    expect(await send('macie2', 'GetMacieSession')).toMatchObject({ status: 'ENABLED', createdAt: expect.any(Date) });
    expect(await send('macie2', 'ListClassificationJobs')).toMatchObject({ items: [] });
    await send('securityhub', 'EnableSecurityHub');
    expect(await send('securityhub', 'DescribeHub')).toMatchObject({ HubArn: expect.stringContaining(':hub/default') });
    expect(await send('securityhub', 'GetEnabledStandards')).toMatchObject({ StandardsSubscriptions: [] });
  });
});

describe('what the emulator lacks', () => {
  test('is empty for a call that reads, and not there for one about a single thing', async () => {
    const administrator = aws.administratorCredentials(customer());
    const send = async (client: string, command: string, input = {}) =>
      (await prepareCall(client, command, input))(administrator);
    expect(await send('ec2', 'DescribeIpamPools')).toMatchObject({ IpamPools: [] });
    expect(await send('docdb', 'DescribeCertificates')).toMatchObject({ Certificates: [] });
    expect(await send('lightsail', 'GetBuckets')).toMatchObject({ buckets: [] });
    expect(await send('cloudfront', 'ListStreamingDistributions')).toMatchObject({
      StreamingDistributionList: { Quantity: 0, IsTruncated: false },
    });
    await expect(send('detective', 'GetMembers', { GraphArn: 'arn:x', AccountIds: [] })).resolves.toMatchObject({
      MemberDetails: [],
    });
    await expect(send('ssm', 'DescribeAssociation')).rejects.toMatchObject({ name: 'AssociationDoesNotExist' });
  });

  test('is an error for a call that changes something', async () => {
    const call = await prepareCall('detective', 'CreateGraph', {});
    await expect(call(aws.administratorCredentials(customer()))).rejects.toMatchObject({ name: 'NotImplemented' });
  });
});

type Send = (credentials: { accessKeyId: string; secretAccessKey: string }) => Promise<unknown>;
type SdkClient = { send(command: unknown): Promise<unknown>; destroy(): void };

/** Loads a client's package when its turn comes: all of them together take a while. */
async function prepareCall(client: string, command: string, input: object): Promise<Send> {
  const sdk: Record<string, unknown> = await import(`@aws-sdk/client-${client}`);
  const clientName = Object.keys(sdk).find((name) => name.endsWith('Client') && name !== '__Client') ?? '';
  const Client = sdk[clientName] as new (settings: object) => SdkClient;
  const Command = sdk[`${command}Command`] as new (input: object) => unknown;
  return async (credentials) => {
    const made = new Client({
      endpoint: aws.endpoint,
      region: aws.region,
      credentials,
      maxAttempts: 1,
      forcePathStyle: true,
      // S3 Control would put the account's ID before the address.
      ...(client === 's3-control' && { endpointProvider: () => ({ url: new URL(aws.endpoint) }) }),
    });
    try {
      return await made.send(new Command(input));
    } finally {
      made.destroy();
    }
  };
}
