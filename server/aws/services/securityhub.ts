import { declareService } from '../declare-service.ts';

export const securityhub = declareService(
  {
    id: 'securityhub',
    name: 'AWS Security Hub',
    scope: 'regional',
    load: () => import('@aws-sdk/client-securityhub'),
    client: 'SecurityHubClient',
    // The code is also that of refusals:
    // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html
    notEnabled: [{ code: 'InvalidAccessException', message: /is not subscribed to AWS Security Hub/ }],
  },
  ({ asset }) => [
    // A region without Security Hub costs this call alone.
    asset({
      type: 'AWS::SecurityHub::Hub',
      list: 'DescribeHub',
      items: (hub) => [hub],
      arn: (hub) => hub.HubArn ?? '',
      parts: (read) => ({
        Administrator: read('GetAdministratorAccount', { pick: (output) => output.Administrator }),
        OrganizationConfiguration: read('DescribeOrganizationConfiguration', {
          // Only the organization's administrator of Security Hub has one.
          absent: [{ code: 'InvalidAccessException', message: /is not an administrator for this organization/ }],
        }),
        ProductSubscriptions: read('ListEnabledProductsForImport', {
          input: () => ({ MaxResults: 100 }),
          pick: (output) => output.ProductSubscriptions,
          allPages: true,
        }),
        FindingAggregators: read('ListFindingAggregators', {
          input: () => ({ MaxResults: 100 }),
          pick: (output) => output.FindingAggregators,
          allPages: true,
        }),
        Tags: read('ListTagsForResource', {
          input: (hub) => ({ ResourceArn: hub.HubArn }),
          pick: (output) => output.Tags,
        }),
      }),
      children: (list) => [
        list({
          type: 'AWS::SecurityHub::Standard',
          list: 'GetEnabledStandards',
          input: () => ({ MaxResults: 100 }),
          items: (page) => page.StandardsSubscriptions,
          arn: (standard) => standard.StandardsSubscriptionArn ?? '',
          // `aws-foundational-security-best-practices/v/1.0.0`
          name: (standard) => standard.StandardsSubscriptionArn?.split(':subscription/')[1],
        }),
      ],
    }),
  ],
);
