import { declareService } from '../declare-service.ts';
import { ec2Arn, ec2Networks, loadEc2 } from './ec2-networks.ts';

export const ec2 = declareService(
  {
    id: 'ec2',
    name: 'Amazon EC2',
    scope: 'regional',
    load: loadEc2,
    client: 'EC2Client',
    encodedDocuments: ['PolicyDocument'],
    // A VPN connection brings its pre-shared keys, once as they are and once within the configuration of the other end.
    withheld: ['UserData', 'CustomerGatewayConfiguration', 'PreSharedKey'],
    otherNeeds: [
      { action: 'ec2:DescribeRegions', why: 'Tells which regions the account has enabled, so what to scan.' },
    ],
  },
  (words) => [
    words.asset({
      type: 'AWS::EC2::Instance',
      list: 'DescribeInstances',
      input: { MaxResults: 1000 },
      items: (page) => page.Reservations?.flatMap(({ Instances }) => Instances ?? []),
      arn: (instance, at) => ec2Arn('instance', instance.InstanceId, at, undefined),
      parts: (_read, readMany) => ({
        // Tells how old the machine's image is and whose. Asked by filter: an image that is no more, or no longer shared,
        // would spoil the answer if it were asked by its ID.
        Image: readMany('DescribeImages', {
          size: 200,
          input: (instances) => ({
            Filters: [{ Name: 'image-id', Values: [...new Set(instances.flatMap(({ ImageId }) => ImageId ?? []))] }],
            IncludeDeprecated: true,
            IncludeDisabled: true,
          }),
          pick: (output, instance) => {
            const image = output.Images?.find(({ ImageId }) => ImageId === instance.ImageId);
            if (image === undefined) return undefined;
            const { Name, OwnerId, ImageOwnerAlias, Public, CreationDate, DeprecationTime } = image;
            return { Name, OwnerId, ImageOwnerAlias, Public, CreationDate, DeprecationTime };
          },
          applies: ({ ImageId }) => ImageId !== undefined,
        }),
      }),
    }),
    words.asset({
      type: 'AWS::EC2::Volume',
      list: 'DescribeVolumes',
      input: { MaxResults: 500 },
      items: (page) => page.Volumes,
      arn: (volume, at) => ec2Arn('volume', volume.VolumeId, at, undefined),
    }),
    words.asset({
      type: 'AWS::EC2::Snapshot',
      list: 'DescribeSnapshots',
      input: { OwnerIds: ['self'], MaxResults: 1000 },
      items: (page) => page.Snapshots,
      // AWS gives the ARNs of snapshots and images no account:
      // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      arn: (snapshot, at) => ec2Arn('snapshot', snapshot.SnapshotId, at, ''),
      volatile: ['Progress'],
      gone: ['InvalidSnapshot.NotFound'],
      parts: (read) => ({
        // No other call tells with which accounts a snapshot is shared.
        CreateVolumePermissions: read('DescribeSnapshotAttribute', {
          input: (snapshot) => ({ SnapshotId: snapshot.SnapshotId, Attribute: 'createVolumePermission' as const }),
          pick: (output) => output.CreateVolumePermissions,
        }),
      }),
    }),
    words.asset({
      // CloudFormation has no type for images.
      type: 'AWS::EC2::Image',
      list: 'DescribeImages',
      input: { Owners: ['self'], IncludeDisabled: true, MaxResults: 1000 },
      items: (page) => page.Images,
      arn: (image, at) => ec2Arn('image', image.ImageId, at, ''),
      name: (image) => image.Name,
      volatile: ['LastLaunchedTime'],
      gone: ['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'],
      parts: (read) => ({
        LaunchPermissions: read('DescribeImageAttribute', {
          input: (image) => ({ ImageId: image.ImageId, Attribute: 'launchPermission' as const }),
          pick: (output) => output.LaunchPermissions,
        }),
      }),
    }),
    words.asset({
      type: 'AWS::EC2::KeyPair',
      list: 'DescribeKeyPairs',
      items: (page) => page.KeyPairs,
      arn: (key, at) => ec2Arn('key-pair', key.KeyName, at, undefined),
      name: (key) => key.KeyName,
    }),
    words.asset({
      type: 'AWS::EC2::LaunchTemplate',
      list: 'DescribeLaunchTemplates',
      input: { MaxResults: 200 },
      items: (page) => page.LaunchTemplates,
      arn: (template, at) => ec2Arn('launch-template', template.LaunchTemplateId, at, undefined),
      name: (template) => template.LaunchTemplateName,
      gone: ['InvalidLaunchTemplateId.NotFound'],
      parts: (read) => ({
        // A template can have thousands of versions; these are the two that are launched by name.
        LaunchTemplateVersions: read('DescribeLaunchTemplateVersions', {
          input: (template) => ({ LaunchTemplateId: template.LaunchTemplateId, Versions: ['$Default', '$Latest'] }),
          // Often both are the same one.
          pick: (output) => [
            ...new Map(output.LaunchTemplateVersions?.map((version) => [version.VersionNumber, version])).values(),
          ],
        }),
      }),
    }),
    ...ec2Networks(words),
    words.settings({
      // CloudFormation has no one type for these defaults, and AWS gives them no ARN.
      type: 'AWS::EC2::AccountSettings',
      name: 'EC2 settings of the region',
      arn: (at) => ec2Arn('account-settings', at.region, at, undefined),
      parts: (read) => ({
        EbsEncryptionByDefault: read('GetEbsEncryptionByDefault'),
        EbsDefaultKmsKeyId: read('GetEbsDefaultKmsKeyId', { pick: (output) => output.KmsKeyId }),
        SnapshotBlockPublicAccess: read('GetSnapshotBlockPublicAccessState'),
        ImageBlockPublicAccess: read('GetImageBlockPublicAccessState'),
        VpcBlockPublicAccess: read('DescribeVpcBlockPublicAccessOptions', {
          pick: (output) => output.VpcBlockPublicAccessOptions,
        }),
        InstanceMetadataDefaults: read('GetInstanceMetadataDefaults', { pick: (output) => output.AccountLevel }),
        SerialConsoleAccess: read('GetSerialConsoleAccessStatus'),
      }),
    }),
  ],
);
