import { declareService } from '../declare-service.ts';

export const shield = declareService(
  {
    id: 'shield',
    name: 'AWS Shield',
    scope: 'global',
    partitions: ['aws'],
    load: () => import('@aws-sdk/client-shield'),
    client: 'ShieldClient',
    // Said of every account without Shield Advanced:
    // https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_ListProtections.html
    notEnabled: ['ResourceNotFoundException'],
  },
  ({ asset, settings }) => [
    // Also there without a subscription. CloudFormation has no type for it.
    settings({
      type: 'AWS::Shield::Subscription',
      name: 'Shield Advanced',
      arn: (at) => `arn:${at.partition}:shield::${at.accountId}:subscription`,
      parts: (read) => ({
        Subscription: read('DescribeSubscription', { pick: (output) => output.Subscription }),
        DRTAccess: read('DescribeDRTAccess'),
      }),
    }),
    asset({
      type: 'AWS::Shield::Protection',
      list: 'ListProtections',
      input: { MaxResults: 10_000 },
      items: (page) => page.Protections,
      arn: (protection) => protection.ProtectionArn ?? '',
      name: (protection) => protection.Name,
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (protection) => ({ ResourceARN: protection.ProtectionArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
    asset({
      type: 'AWS::Shield::ProtectionGroup',
      list: 'ListProtectionGroups',
      input: { MaxResults: 10_000 },
      items: (page) => page.ProtectionGroups,
      arn: (group) => group.ProtectionGroupArn ?? '',
      name: (group) => group.ProtectionGroupId,
      parts: (read) => ({
        Tags: read('ListTagsForResource', {
          input: (group) => ({ ResourceARN: group.ProtectionGroupArn }),
          pick: (output) => output.Tags,
        }),
      }),
    }),
  ],
);
