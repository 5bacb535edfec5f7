import { declareService } from '../declare-service.ts';

// All of these have S3's own IAM actions:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
export const s3control = declareService(
  {
    id: 's3control',
    name: 'Amazon S3 Control',
    scope: 'regional',
    load: () => import('@aws-sdk/client-s3-control'),
    client: 'S3ControlClient',
    iamPrefix: 's3',
    hasAccountInHost: true,
    encodedDocuments: ['Policy'],
  },
  ({ asset, settings }) => [
    asset({
      type: 'AWS::S3::AccessPoint',
      list: 'ListAccessPoints',
      input: (at) => ({ AccountId: at.accountId, MaxResults: 1000 }),
      items: (page) => page.AccessPointList,
      arn: (point, at) =>
        point.AccessPointArn ?? `arn:${at.partition}:s3:${at.region}:${at.accountId}:accesspoint/${point.Name}`,
      name: (point) => point.Name,
      gone: ['NoSuchAccessPoint'],
      parts: (read) => ({
        PublicAccessBlock: read('GetAccessPoint', {
          input: (point, at) => ({ AccountId: at.accountId, Name: point.Name }),
          pick: (output) => output.PublicAccessBlockConfiguration,
        }),
        Policy: read('GetAccessPointPolicy', {
          input: (point, at) => ({ AccountId: at.accountId, Name: point.Name }),
          pick: (output) => output.Policy,
          absent: ['NoSuchAccessPointPolicy'],
        }),
        PolicyStatus: read('GetAccessPointPolicyStatus', {
          input: (point, at) => ({ AccountId: at.accountId, Name: point.Name }),
          pick: (output) => output.PolicyStatus,
          absent: ['NoSuchAccessPointPolicy'],
        }),
      }),
    }),
    asset({
      type: 'AWS::S3::MultiRegionAccessPoint',
      list: 'ListMultiRegionAccessPoints',
      // AWS leads these requests to Oregon, from wherever they are made, and ignores MaxResults:
      // https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_ListMultiRegionAccessPoints.html
      atHomeOnly: true,
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html
      partitions: ['aws'],
      input: (at) => ({ AccountId: at.accountId }),
      items: (page) => page.AccessPoints,
      region: () => 'us-west-2',
      arn: (point, at) => `arn:${at.partition}:s3::${at.accountId}:accesspoint/${point.Alias}`,
      name: (point) => point.Name,
      gone: ['NoSuchMultiRegionAccessPoint'],
      parts: (read) => ({
        Policy: read('GetMultiRegionAccessPointPolicy', {
          input: (point, at) => ({ AccountId: at.accountId, Name: point.Name }),
          pick: (output) => output.Policy?.Established?.Policy,
          absent: ['NoSuchMultiRegionAccessPointPolicy'],
        }),
        PolicyStatus: read('GetMultiRegionAccessPointPolicyStatus', {
          input: (point, at) => ({ AccountId: at.accountId, Name: point.Name }),
          pick: (output) => output.Established,
          absent: ['NoSuchMultiRegionAccessPointPolicy'],
        }),
      }),
    }),
    // CloudFormation has no type for it, and AWS no ARN.
    settings({
      type: 'AWS::S3::AccountPublicAccessBlock',
      name: 'Account public access block',
      arn: (at) => `arn:${at.partition}:s3::${at.accountId}:account-public-access-block`,
      atHomeOnly: true,
      parts: (read) => ({
        PublicAccessBlock: read('GetPublicAccessBlock', {
          permission: 's3:GetAccountPublicAccessBlock',
          input: (_account, at) => ({ AccountId: at.accountId }),
          pick: (output) => output.PublicAccessBlockConfiguration,
          absent: ['NoSuchPublicAccessBlockConfiguration'],
        }),
      }),
    }),
  ],
);
