import { describe, expect, it } from 'vitest';
import { parseArn, partitions } from './partition.ts';
import { type AssetDeclaration, callsOf, type ListingDeclaration, typesOf } from './service.ts';
import { services } from './services.ts';

const everyAsset = (listing: ListingDeclaration): AssetDeclaration[] =>
  listing.assets.flatMap((asset) => [asset, ...asset.children.flatMap(everyAsset)]);

describe('the declarations of services', () => {
  it.each(services)('name only operations and a client that the SDK has: $id', async (service) => {
    const sdk = (await service.load()) as Record<string, unknown>;
    expect(sdk[service.client]).toBeTypeOf('function');
    for (const { operation } of callsOf(service)) expect(sdk[`${operation}Command`], operation).toBeTypeOf('function');
  });

  it('have each asset type once, in the form that CloudFormation gives types', () => {
    const types = services.flatMap(typesOf);
    expect(types).toEqual([...new Set(types)]);
    for (const type of types) expect(type).toMatch(/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/);
  });

  it('have each service once', () => {
    const ids = services.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('ask for the tags of an asset where it has them', () => {
    const buckets = services
      .flatMap(({ listings }) => listings.flatMap(everyAsset))
      .filter(({ tags }) => tags === 'Tagging');
    for (const { parts } of buckets) expect(parts).toHaveProperty('Tagging');
  });
});

/** Items as AWS lists them, with nothing but what identifies them. */
const items: Record<string, { item: object; arn: string }> = {
  'AWS::EC2::Instance': { item: { InstanceId: 'i-1' }, arn: 'ec2:REGION:111122223333:instance/i-1' },
  'AWS::EC2::Volume': { item: { VolumeId: 'vol-1' }, arn: 'ec2:REGION:111122223333:volume/vol-1' },
  'AWS::EC2::Snapshot': { item: { SnapshotId: 'snap-1' }, arn: 'ec2:REGION::snapshot/snap-1' },
  'AWS::EC2::SecurityGroup': {
    item: { GroupId: 'sg-1', OwnerId: '444455556666' },
    arn: 'ec2:REGION:444455556666:security-group/sg-1',
  },
  'AWS::EC2::VPC': { item: { VpcId: 'vpc-1' }, arn: 'ec2:REGION:111122223333:vpc/vpc-1' },
  'AWS::EC2::Subnet': {
    item: { SubnetId: 'subnet-1', OwnerId: '444455556666' },
    arn: 'ec2:REGION:444455556666:subnet/subnet-1',
  },
  'AWS::EC2::NetworkInterface': {
    item: { NetworkInterfaceId: 'eni-1' },
    arn: 'ec2:REGION:111122223333:network-interface/eni-1',
  },
  'AWS::EC2::EIP': { item: { AllocationId: 'eipalloc-1' }, arn: 'ec2:REGION:111122223333:elastic-ip/eipalloc-1' },
  'AWS::S3::Bucket': { item: { Name: 'one' }, arn: 's3:::one' },
  'AWS::IAM::AccessKey': {
    item: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
    arn: 'iam::111122223333:access-key/AKIAIOSFODNN7EXAMPLE',
  },
};
const settingsArns: Record<string, string> = {
  'AWS::IAM::AccountSummary': 'iam::111122223333:account-summary',
  'AWS::IAM::AccountPasswordPolicy': 'iam::111122223333:account-password-policy',
};
/** These come with the ARN that AWS gives them. */
const withOwnArn = ['AWS::IAM::User', 'AWS::IAM::Role', 'AWS::IAM::Group', 'AWS::IAM::ManagedPolicy'];
const regions = { aws: 'eu-west-1', 'aws-cn': 'cn-north-1', 'aws-us-gov': 'us-gov-west-1' };

describe.each(partitions)('ARNs in the partition %s', (partition) => {
  const at = { partition, accountId: '111122223333', region: regions[partition] };

  it('are the ones that AWS documents', () => {
    for (const asset of services.flatMap(({ listings }) => listings.flatMap(everyAsset))) {
      if (withOwnArn.includes(asset.type)) {
        const own = `arn:${partition}:iam::111122223333:thing/path/one`;
        expect(asset.arn({ Arn: own }, at, undefined)).toBe(own);
        continue;
      }
      const known = items[asset.type];
      const arn = asset.arn(known?.item, at, undefined);
      expect(arn, asset.type).toBe(`arn:${partition}:${known?.arn.replace('REGION', at.region)}`);
      expect(parseArn(arn)?.partition).toBe(partition);
    }
    for (const { type, arn } of services.flatMap(({ settings }) => settings)) {
      expect(arn({}, at, undefined)).toBe(`arn:${partition}:${settingsArns[type]}`);
    }
  });
});
