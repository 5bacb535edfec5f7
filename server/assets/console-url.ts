import { consoleHostOf, homeRegionOf, type Partition, parseArn } from '../aws/partition.ts';

interface LinkedAsset {
  type: string;
  arn: string;
  name: string;
  region: string;
  document: Record<string, unknown>;
}

type Place = { region: string; encode: (text: string) => string };

const iamHome = (path: string) => `/iam/home#${path}`;
const ec2Home = (region: string, path: string) => `/ec2/home?region=${region}#${path}`;
const vpcHome = (region: string, path: string) => `/vpcconsole/home?region=${region}#${path}`;

/** Where the AWS console shows an asset, by its type. AWS documents none of these; they are what its console uses. */
const pathsByType: Record<string, (id: string, place: Place, asset: LinkedAsset) => string> = {
  'AWS::EC2::EIP': (id, { region }) => ec2Home(region, `ElasticIpDetails:AllocationId=${id}`),
  'AWS::EC2::Instance': (id, { region }) => ec2Home(region, `InstanceDetails:instanceId=${id}`),
  'AWS::EC2::NetworkInterface': (id, { region }) => ec2Home(region, `NetworkInterface:networkInterfaceId=${id}`),
  'AWS::EC2::SecurityGroup': (id, { region }) => ec2Home(region, `SecurityGroup:groupId=${id}`),
  'AWS::EC2::Snapshot': (id, { region }) => ec2Home(region, `SnapshotDetails:snapshotId=${id}`),
  'AWS::EC2::Subnet': (id, { region }) => vpcHome(region, `SubnetDetails:subnetId=${id}`),
  'AWS::EC2::Volume': (id, { region }) => ec2Home(region, `VolumeDetails:volumeId=${id}`),
  'AWS::EC2::VPC': (id, { region }) => vpcHome(region, `VpcDetails:VpcId=${id}`),
  'AWS::IAM::AccessKey': (_id, { encode }, { document }) =>
    iamHome(`/users/details/${encode(String(document.UserName ?? ''))}?section=security_credentials`),
  'AWS::IAM::AccountPasswordPolicy': () => iamHome('/account_settings'),
  'AWS::IAM::AccountSummary': () => iamHome('/home'),
  'AWS::IAM::Group': (_id, { encode }, { name }) => iamHome(`/groups/details/${encode(name)}`),
  'AWS::IAM::ManagedPolicy': (_id, { encode }, { arn }) => iamHome(`/policies/details/${encode(arn)}`),
  'AWS::IAM::Role': (_id, { encode }, { name }) => iamHome(`/roles/details/${encode(name)}`),
  'AWS::IAM::User': (_id, { encode }, { name }) => iamHome(`/users/details/${encode(name)}`),
  'AWS::S3::Bucket': (_id, { region, encode }, { name }) => `/s3/buckets/${encode(name)}?region=${region}`,
};

/**
 * A link that opens an asset in the AWS console of its partition; `null` when its type has none. Names are hostile
 * text: they are encoded, and the host never comes from the asset.
 */
export function consoleUrlOf(asset: LinkedAsset, partition: Partition): string | null {
  const pathOf = Object.hasOwn(pathsByType, asset.type) ? pathsByType[asset.type] : undefined;
  const arn = parseArn(asset.arn);
  if (pathOf === undefined || arn === undefined) return null;
  const region = /^[a-z0-9-]+-\d+$/.test(asset.region) ? asset.region : homeRegionOf(partition);
  const id = encodeURIComponent(arn.resource.split('/').at(-1) ?? '');
  return `https://${consoleHostOf(partition)}${pathOf(id, { region, encode: encodeURIComponent }, asset)}`;
}
