import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  GetAccountPasswordPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListGroupsCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Aws, startAws } from './aws.ts';

let aws: Aws;

beforeAll(async () => {
  aws = await startAws({ estate: 'sample' });
}, 120_000);

afterAll(() => aws.stop());

async function countIam(accountId: string): Promise<number> {
  const iam = new IAMClient(settings(accountId, aws.region));
  const { Users = [] } = await iam.send(new ListUsersCommand({}));
  const keys = await Promise.all(Users.map(({ UserName }) => iam.send(new ListAccessKeysCommand({ UserName }))));
  const { Groups = [] } = await iam.send(new ListGroupsCommand({}));
  const { Roles = [] } = await iam.send(new ListRolesCommand({}));
  const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
  const keyCount = keys.reduce((sum, { AccessKeyMetadata = [] }) => sum + AccessKeyMetadata.length, 0);
  return Users.length + keyCount + Groups.length + Roles.length + Policies.length;
}

async function countEc2(accountId: string, region: string): Promise<number> {
  const ec2 = new EC2Client(settings(accountId, region));
  const lists = await Promise.all([
    ec2
      .send(new DescribeInstancesCommand({}))
      .then(({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances)),
    ec2.send(new DescribeVolumesCommand({})).then(({ Volumes }) => Volumes),
    ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] })).then(({ Snapshots }) => Snapshots),
    ec2.send(new DescribeSecurityGroupsCommand({})).then(({ SecurityGroups }) => SecurityGroups),
    ec2.send(new DescribeVpcsCommand({})).then(({ Vpcs }) => Vpcs),
    ec2.send(new DescribeSubnetsCommand({})).then(({ Subnets }) => Subnets),
    ec2.send(new DescribeNetworkInterfacesCommand({})).then(({ NetworkInterfaces }) => NetworkInterfaces),
    ec2.send(new DescribeAddressesCommand({})).then(({ Addresses }) => Addresses),
  ]);
  return lists.reduce((sum, list = []) => sum + list.length, 0);
}

const settings = (accountId: string, region: string) => ({
  endpoint: aws.endpoint,
  region,
  credentials: aws.administratorCredentials(accountId),
});

test('the sample estate has buckets, users and machines in three regions, most of them in the first account', async () => {
  const [production, development] = aws.accounts.customers.map(({ accountId }) => accountId) as [string, string];
  const s3 = (accountId: string) => new S3Client({ ...settings(accountId, aws.region), forcePathStyle: true });
  const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];
  const { Buckets } = await s3(production).send(new ListBucketsCommand({ MaxBuckets: 1000 }));
  const counts = await Promise.all(regions.map((region) => countEc2(production, region)));
  const inProduction =
    (Buckets?.length ?? 0) + (await countIam(production)) + counts.reduce((sum, count) => sum + count);
  const inDevelopment = (await countIam(development)) + (await countEc2(development, 'us-east-1'));
  expect(Buckets).toHaveLength(24);
  expect(new Set(Buckets?.map(({ BucketRegion }) => BucketRegion))).toEqual(new Set(regions));
  for (const count of counts) expect(count).toBeGreaterThan(20);
  expect(inProduction).toBeGreaterThan(250);
  expect(inDevelopment).toBeLessThan(inProduction / 3);
});

test('the sample estate has faults to find and a hostile name', async () => {
  const account = settings(aws.accounts.customers[0].accountId, 'us-east-1');
  const ec2 = new EC2Client(account);
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const openToTheWorld = SecurityGroups.filter(({ IpPermissions }) =>
    IpPermissions?.some(
      ({ FromPort, IpRanges }) => FromPort === 22 && IpRanges?.some(({ CidrIp }) => CidrIp === '0.0.0.0/0'),
    ),
  );
  expect(openToTheWorld.map(({ GroupName }) => GroupName)).toEqual(['bastion']);
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const names = Reservations.flatMap(({ Instances = [] }) => Instances).flatMap(({ Tags = [] }) =>
    Tags.map(({ Value }) => Value),
  );
  expect(names).toContain('<img src=x onerror=alert(1)>');
  const { PasswordPolicy } = await new IAMClient(account).send(new GetAccountPasswordPolicyCommand({}));
  expect(PasswordPolicy?.MinimumPasswordLength).toBe(8);
});
