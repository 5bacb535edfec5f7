import { declareService } from '../service.ts';

export const iam = declareService(
  {
    id: 'iam',
    name: 'AWS Identity and Access Management',
    scope: 'global',
    load: () => import('@aws-sdk/client-iam'),
    client: 'IAMClient',
    encodedDocuments: ['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'],
    otherNeeds: [
      { action: 'iam:GetRole', why: 'Verifies the trust policy of the role.' },
      { action: 'iam:ListAttachedRolePolicies', why: 'Verifies which policies the role has.' },
      { action: 'iam:ListRolePolicies', why: 'Verifies that the role has no inline policies.' },
      { action: 'iam:GetPolicy', why: 'Verifies which version of the policy is in force.' },
      { action: 'iam:GetPolicyVersion', why: 'Verifies what the policy allows.' },
      { action: 'iam:GetUser', why: 'Sees whether the temporary user of the setup is gone.' },
    ],
  },
  ({ listing, settings }) => [
    // One call a thousand identities, with all their policies, instead of several for each.
    listing({
      list: 'GetAccountAuthorizationDetails',
      input: { Filter: ['User', 'Role', 'Group', 'LocalManagedPolicy'], MaxItems: 1000 },
      assets: (asset) => [
        asset({
          type: 'AWS::IAM::User',
          items: (page) => page.UserDetailList,
          arn: (user) => user.Arn ?? '',
          name: (user) => user.UserName,
          gone: ['NoSuchEntity'],
          children: (list) => [
            list({
              type: 'AWS::IAM::AccessKey',
              list: 'ListAccessKeys',
              input: (user) => ({ UserName: user.UserName }),
              items: (page) => page.AccessKeyMetadata,
              // Access keys have no ARN of AWS's.
              arn: (key, at) => `arn:${at.partition}:iam::${at.accountId}:access-key/${key.AccessKeyId}`,
              name: (key) => key.AccessKeyId,
              gone: ['NoSuchEntity'],
              parts: (read) => ({
                AccessKeyLastUsed: read('GetAccessKeyLastUsed', {
                  input: (key) => ({ AccessKeyId: key.AccessKeyId }),
                  pick: (output) => output.AccessKeyLastUsed,
                }),
              }),
            }),
          ],
        }),
        asset({
          type: 'AWS::IAM::Role',
          items: (page) => page.RoleDetailList,
          arn: (role) => role.Arn ?? '',
          name: (role) => role.RoleName,
        }),
        asset({
          type: 'AWS::IAM::Group',
          items: (page) => page.GroupDetailList,
          arn: (group) => group.Arn ?? '',
          name: (group) => group.GroupName,
        }),
        asset({
          type: 'AWS::IAM::ManagedPolicy',
          items: (page) => page.Policies,
          arn: (policy) => policy.Arn ?? '',
          name: (policy) => policy.PolicyName,
        }),
      ],
    }),
    // CloudFormation has no types for these two.
    settings({
      type: 'AWS::IAM::AccountSummary',
      name: 'Account summary',
      arn: (at) => `arn:${at.partition}:iam::${at.accountId}:account-summary`,
      parts: (read) => ({ SummaryMap: read('GetAccountSummary', { pick: (output) => output.SummaryMap }) }),
    }),
    settings({
      type: 'AWS::IAM::AccountPasswordPolicy',
      name: 'Password policy',
      arn: (at) => `arn:${at.partition}:iam::${at.accountId}:account-password-policy`,
      parts: (read) => ({
        PasswordPolicy: read('GetAccountPasswordPolicy', {
          pick: (output) => output.PasswordPolicy,
          absent: ['NoSuchEntity'],
        }),
      }),
    }),
  ],
);
