import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { SandboxAccounts } from './accounts.ts';
import { seedEc2 } from './estate-ec2.ts';
import { seedIam } from './estate-iam.ts';
import { seedS3 } from './estate-s3.ts';

/**
 * Fills the first two customer accounts with what grows in a company in some years: about 300 assets, most of them in the first account,
 * in three regions (two, where the partition has no more), with plausible faults and one hostile name.
 * Names, settings and counts are the same each time; the IDs that AWS makes up are not.
 * Speaks to moto itself, before it checks permissions.
 */
export async function seedEstate(sandbox: {
  port: number;
  partition: string;
  region: string;
  accounts: SandboxAccounts;
}): Promise<void> {
  const { partition, region, accounts } = sandbox;
  const [production, development] = accounts.customers;
  const regions = estateRegions[partition] ?? [region];
  const connect = (accountId: string) => connectDirectly(sandbox.port, accountId);
  const inProduction = connect(production.accountId);
  const inDevelopment = connect(development.accountId);

  // The first call of a service loads its description, and calls that come at once would each load it: half the seeding's time.
  await inProduction.iam(region).send(new GetAccountSummaryCommand({}));
  await inProduction.s3(region).send(new ListBucketsCommand({}));
  await inProduction.ec2(region).send(new DescribeVpcsCommand({}));
  await Promise.all([
    seedIam(inProduction.iam(region), { partition, accountId: production.accountId, estate: 'production' }),
    seedIam(inDevelopment.iam(region), { partition, accountId: development.accountId, estate: 'development' }),
    seedS3(inProduction.s3, { partition, regions, estate: 'production' }),
    seedS3(inDevelopment.s3, { partition, regions, estate: 'development' }),
    ...regions.map((name, index) =>
      seedEc2(inProduction.ec2(name), { region: name, place: ec2Places[index] ?? 'small' }),
    ),
    seedEc2(inDevelopment.ec2(region), { region, place: 'development' }),
  ]);
}

const estateRegions: Record<string, string[]> = {
  aws: ['us-east-1', 'eu-west-1', 'ap-southeast-2'],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

const ec2Places = ['large', 'medium', 'small'] as const;

/** SDK clients that speak to moto as this account, before it checks permissions. */
function connectDirectly(port: number, accountId: string) {
  const settings = (region: string) => ({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  });
  return {
    iam(region: string) {
      const client = new IAMClient(settings(region));
      client.middlewareStack.add(inAccount(accountId), { step: 'build' });
      return client;
    },
    s3(region: string) {
      const client = new S3Client({ ...settings(region), forcePathStyle: true });
      client.middlewareStack.add(inAccount(accountId), { step: 'build' });
      return client;
    },
    ec2(region: string) {
      const client = new EC2Client(settings(region));
      client.middlewareStack.add(inAccount(accountId), { step: 'build' });
      return client;
    },
  };
}

/** A step of an SDK client that names the account to moto. */
function inAccount(accountId: string) {
  return <Call extends { request: unknown }, Result>(next: (call: Call) => Promise<Result>) =>
    (call: Call): Promise<Result> => {
      const request = call.request as { headers: Record<string, string> };
      request.headers['x-moto-account-id'] = accountId;
      return next(call);
    };
}
