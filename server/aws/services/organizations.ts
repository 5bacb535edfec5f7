import { declareService } from '../declare-service.ts';
import type { AbsentAnswer } from '../service.ts';

// Only the management account and delegated administrators may list what an organization has; AWS refuses any other
// member with these words, whatever its policies allow, and none of it is the member's.
// https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
const ofManagementAccount: AbsentAnswer[] = [
  { code: 'AccessDeniedException', message: /^You don't have permissions to access this resource/ },
];

const policyTypes = [
  'AISERVICES_OPT_OUT_POLICY',
  'BACKUP_POLICY',
  'DECLARATIVE_POLICY_EC2',
  'RESOURCE_CONTROL_POLICY',
  'SERVICE_CONTROL_POLICY',
  'TAG_POLICY',
] as const;

export const organizations = declareService(
  {
    id: 'organizations',
    name: 'AWS Organizations',
    scope: 'global',
    load: () => import('@aws-sdk/client-organizations'),
    client: 'OrganizationsClient',
    encodedDocuments: ['Content'],
    notEnabled: ['AWSOrganizationsNotInUseException'],
  },
  ({ asset, settings }) => [
    // Also there for an account that is in no organization: its part is absent then.
    settings({
      type: 'AWS::Organizations::Organization',
      name: 'Organization',
      arn: (at) => `arn:${at.partition}:organizations::${at.accountId}:organization`,
      parts: (read) => ({
        Organization: read('DescribeOrganization', { pick: (output) => output.Organization }),
      }),
    }),
    asset({
      type: 'AWS::Organizations::Account',
      list: 'ListAccounts',
      input: { MaxResults: 20 },
      absent: ofManagementAccount,
      items: (page) => page.Accounts,
      arn: (account) => account.Arn ?? '',
      name: (account) => account.Name,
    }),
    // CloudFormation has no types for these two.
    asset({
      type: 'AWS::Organizations::Root',
      list: 'ListRoots',
      input: { MaxResults: 20 },
      absent: ofManagementAccount,
      items: (page) => page.Roots,
      arn: (root) => root.Arn ?? '',
      name: (root) => root.Name,
    }),
    asset({
      type: 'AWS::Organizations::DelegatedAdministrator',
      list: 'ListDelegatedAdministrators',
      input: { MaxResults: 20 },
      absent: ofManagementAccount,
      items: (page) => page.DelegatedAdministrators,
      // AWS gives the ARN of the account, which is an asset of its own.
      arn: (administrator, at) =>
        `arn:${at.partition}:organizations::${at.accountId}:delegated-administrator/${administrator.Id}`,
      name: (administrator) => administrator.Name,
      parts: (read) => ({
        DelegatedServices: read('ListDelegatedServicesForAccount', {
          input: (administrator) => ({ AccountId: administrator.Id, MaxResults: 20 }),
          pick: (output) => output.DelegatedServices,
          allPages: true,
        }),
      }),
    }),
    asset({
      type: 'AWS::Organizations::ResourcePolicy',
      list: 'DescribeResourcePolicy',
      absent: [...ofManagementAccount, 'ResourcePolicyNotFoundException'],
      items: (page) => (page.ResourcePolicy === undefined ? [] : [page.ResourcePolicy]),
      arn: (policy) => policy.ResourcePolicySummary?.Arn ?? '',
      name: () => 'Resource policy',
    }),
    // AWS lists one type of policy at a time.
    ...policyTypes.map((Filter) =>
      asset({
        type: 'AWS::Organizations::Policy',
        list: 'ListPolicies',
        input: { Filter, MaxResults: 20 },
        absent: ofManagementAccount,
        items: (page) => page.Policies,
        arn: (policy) => policy.Arn ?? '',
        name: (policy) => policy.Name,
        gone: ['PolicyNotFoundException'],
        parts: (read) => ({
          Policy: read('DescribePolicy', {
            input: (policy) => ({ PolicyId: policy.Id }),
            pick: ({ Policy }) => Policy && { Content: Policy.Content },
          }),
          Targets: read('ListTargetsForPolicy', {
            input: (policy) => ({ PolicyId: policy.Id, MaxResults: 20 }),
            pick: (output) => output.Targets,
            allPages: true,
          }),
          Tags: read('ListTagsForResource', {
            input: (policy) => ({ ResourceId: policy.Id }),
            pick: (output) => output.Tags,
            allPages: true,
            applies: (policy) => policy.AwsManaged !== true,
          }),
        }),
      }),
    ),
  ],
);
