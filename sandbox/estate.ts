import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetAccountSummaryCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import type { SandboxAccounts } from './accounts.ts';
import { connectDirectly } from './estate-clients.ts';
import { seedEc2 } from './estate-ec2.ts';
import { seedIam } from './estate-iam.ts';
import { seedS3 } from './estate-s3.ts';

/** The regions of the partition `aws` that the sample estate is in. */
export const regionsOfSampleEstate: readonly string[] = ['us-east-1', 'eu-west-1', 'ap-southeast-2'];

/**
 * Fills the first two customer accounts with what grows in a company in some years: some 500 assets of most services, nearly all of
 * them in the first account, in three regions (two, where the partition has no more), with plausible faults and one hostile name.
 * Names, settings and counts are the same each time; the IDs that AWS makes up are not.
 * Speaks to moto itself, before it checks permissions.
 */
export async function seedEstate(sandbox: {
  port: number;
  partition: string;
  region: string;
  accounts: SandboxAccounts;
  /** `small`: IAM, EC2 and S3 alone, in a quarter of the time. */
  estate: 'small' | 'sample';
}): Promise<void> {
  const { partition, region, accounts, estate } = sandbox;
  const [production, development] = accounts.customers;
  const regions = estateRegions[partition] ?? [region];
  const inProduction = connectDirectly(sandbox.port, production.accountId);
  const inDevelopment = connectDirectly(sandbox.port, development.accountId);

  // The first call of a service loads its description, and calls that come at once would each load it: half the seeding's time.
  await inProduction(IAMClient, region).send(new GetAccountSummaryCommand({}));
  await inProduction(S3Client, region).send(new ListBucketsCommand({}));
  await inProduction(EC2Client, region).send(new DescribeVpcsCommand({}));
  const buckets = seedS3((name) => inProduction(S3Client, name), { partition, regions, estate: 'production' });
  const seedOthers = async () => {
    // Loading the SDK's packages of so many services takes seconds.
    const { seedServices } = await import('./estate-services.ts');
    const where = { partition, regions, accountId: production.accountId, otherAccountId: development.accountId };
    await seedServices(inProduction, { ...where, buckets });
  };
  await Promise.all([
    seedIam(inProduction(IAMClient, region), { partition, accountId: production.accountId, estate: 'production' }),
    seedIam(inDevelopment(IAMClient, region), { partition, accountId: development.accountId, estate: 'development' }),
    buckets,
    seedS3((name) => inDevelopment(S3Client, name), { partition, regions, estate: 'development' }),
    ...regions.map((name, index) =>
      seedEc2(inProduction(EC2Client, name), { region: name, place: ec2Places[index] ?? 'small' }),
    ),
    seedEc2(inDevelopment(EC2Client, region), { region, place: 'development' }),
    estate === 'sample' && seedOthers(),
  ]);
}

const estateRegions: Record<string, string[]> = {
  aws: [...regionsOfSampleEstate],
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-west-1', 'us-gov-east-1'],
};

const ec2Places = ['large', 'medium', 'small'] as const;
