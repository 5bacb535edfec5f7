import { declareService } from '../declare-service.ts';
import { readCredentialReport } from './credential-report.ts';

export const iam = declareService(
  {
    id: 'iam',
    name: 'AWS Identity and Access Management',
    scope: 'global',
    load: () => import('@aws-sdk/client-iam'),
    client: 'IAMClient',
    encodedDocuments: ['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'],
    withheld: ['Base32StringSeed', 'QRCodePNG'],
    otherNeeds: [
      { action: 'iam:GetRole', why: 'Verifies the trust policy of the role.' },
      { action: 'iam:ListAttachedRolePolicies', why: 'Verifies which policies the role has.' },
      { action: 'iam:ListRolePolicies', why: 'Verifies that the role has no inline policies.' },
      { action: 'iam:GetPolicy', why: 'Verifies which version of the policy is in force.' },
    ],
  },
  ({ asset, listing, settings }) => [
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
          volatile: ['PasswordLastUsed'],
          gone: ['NoSuchEntity'],
          parts: (read) => ({
            PasswordLastUsed: read('GetUser', {
              input: (user) => ({ UserName: user.UserName }),
              pick: (output) => output.User?.PasswordLastUsed,
            }),
            LoginProfile: read('GetLoginProfile', {
              input: (user) => ({ UserName: user.UserName }),
              pick: (output) => output.LoginProfile,
              absent: ['NoSuchEntity'],
            }),
            MFADevices: read('ListMFADevices', {
              input: (user) => ({ UserName: user.UserName, MaxItems: 1000 }),
              pick: (output) => output.MFADevices,
              allPages: true,
            }),
            SSHPublicKeys: read('ListSSHPublicKeys', {
              input: (user) => ({ UserName: user.UserName, MaxItems: 1000 }),
              pick: (output) => output.SSHPublicKeys,
              allPages: true,
            }),
            Certificates: read('ListSigningCertificates', {
              input: (user) => ({ UserName: user.UserName, MaxItems: 1000 }),
              pick: (output) => output.Certificates,
              allPages: true,
            }),
          }),
          children: (list) => [
            list({
              type: 'AWS::IAM::AccessKey',
              list: 'ListAccessKeys',
              input: (user) => ({ UserName: user.UserName, MaxItems: 1000 }),
              items: (page) => page.AccessKeyMetadata,
              // Access keys have no ARN of AWS's.
              arn: (key, at) => `arn:${at.partition}:iam::${at.accountId}:access-key/${key.AccessKeyId}`,
              name: (key) => key.AccessKeyId,
              volatile: ['AccessKeyLastUsed'],
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
          volatile: ['RoleLastUsed', 'InstanceProfileList.Roles.RoleLastUsed'],
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
    // AWS has over a thousand policies of its own; of interest are those in use. CloudFormation has no type for them.
    asset({
      type: 'AWS::IAM::AWSManagedPolicy',
      list: 'ListPolicies',
      input: { Scope: 'AWS', OnlyAttached: true, MaxItems: 1000 },
      items: (page) => page.Policies,
      arn: (policy) => policy.Arn ?? '',
      name: (policy) => policy.PolicyName,
      parts: (read) => ({
        PolicyVersion: read('GetPolicyVersion', {
          input: (policy) => ({ PolicyArn: policy.Arn, VersionId: policy.DefaultVersionId }),
          pick: (output) => output.PolicyVersion,
        }),
      }),
    }),
    asset({
      type: 'AWS::IAM::InstanceProfile',
      list: 'ListInstanceProfiles',
      input: { MaxItems: 1000 },
      items: (page) => page.InstanceProfiles,
      arn: (profile) => profile.Arn ?? '',
      name: (profile) => profile.InstanceProfileName,
      volatile: ['Roles.RoleLastUsed'],
    }),
    asset({
      type: 'AWS::IAM::VirtualMFADevice',
      list: 'ListVirtualMFADevices',
      input: { MaxItems: 1000 },
      items: (page) => page.VirtualMFADevices,
      arn: (device) => device.SerialNumber ?? '',
      volatile: ['User.PasswordLastUsed'],
    }),
    asset({
      type: 'AWS::IAM::ServerCertificate',
      list: 'ListServerCertificates',
      input: { MaxItems: 1000 },
      items: (page) => page.ServerCertificateMetadataList,
      arn: (certificate) => certificate.Arn ?? '',
      name: (certificate) => certificate.ServerCertificateName,
    }),
    asset({
      type: 'AWS::IAM::SAMLProvider',
      list: 'ListSAMLProviders',
      items: (page) => page.SAMLProviderList,
      arn: (provider) => provider.Arn ?? '',
      tags: 'SAMLProvider.Tags',
      gone: ['NoSuchEntity'],
      parts: (read) => ({
        SAMLProvider: read('GetSAMLProvider', { input: (provider) => ({ SAMLProviderArn: provider.Arn }) }),
      }),
    }),
    asset({
      type: 'AWS::IAM::OIDCProvider',
      list: 'ListOpenIDConnectProviders',
      items: (page) => page.OpenIDConnectProviderList,
      arn: (provider) => provider.Arn ?? '',
      tags: 'OpenIDConnectProvider.Tags',
      gone: ['NoSuchEntity'],
      parts: (read) => ({
        OpenIDConnectProvider: read('GetOpenIDConnectProvider', {
          input: (provider) => ({ OpenIDConnectProviderArn: provider.Arn }),
        }),
      }),
    }),
    // Long-lived keys of CodeCommit, Keyspaces, Bedrock and others. CloudFormation has no type, and AWS no ARN, for them.
    asset({
      type: 'AWS::IAM::ServiceSpecificCredential',
      list: 'ListServiceSpecificCredentials',
      input: { AllUsers: true },
      pages: { input: 'Marker', output: 'Marker' },
      items: (page) => page.ServiceSpecificCredentials,
      arn: (credential, at) =>
        `arn:${at.partition}:iam::${at.accountId}:service-specific-credential/${credential.ServiceSpecificCredentialId}`,
      name: (credential) => credential.ServiceUserName ?? credential.ServiceCredentialAlias,
    }),
    // CloudFormation has no types for these three.
    settings({
      type: 'AWS::IAM::AccountSummary',
      name: 'Account summary',
      arn: (at) => `arn:${at.partition}:iam::${at.accountId}:account-summary`,
      parts: (read) => ({
        SummaryMap: read('GetAccountSummary', { pick: (output) => output.SummaryMap }),
        AccountAliases: read('ListAccountAliases', { pick: (output) => output.AccountAliases, allPages: true }),
        // Whether root credentials of member accounts are managed centrally: known to the management account alone.
        OrganizationsFeatures: read('ListOrganizationsFeatures', {
          pick: (output) => output.EnabledFeatures,
          absent: [
            'AccountNotManagementOrDelegatedAdministrator',
            'OrganizationNotFound',
            'OrganizationNotInAllFeaturesMode',
            'ServiceAccessNotEnabled',
          ],
        }),
      }),
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
    // Also tells about the root user, which no listing brings. AWS makes a new report every four hours at most.
    settings({
      type: 'AWS::IAM::CredentialReport',
      name: 'Credential report',
      arn: (at) => `arn:${at.partition}:iam::${at.accountId}:credential-report`,
      volatile: [
        'CredentialReport.GeneratedTime',
        'CredentialReport.Users.password_last_used',
        ...[1, 2].flatMap((key) =>
          ['date', 'region', 'service'].map((what) => `CredentialReport.Users.access_key_${key}_last_used_${what}`),
        ),
      ],
      parts: (read) => ({
        CredentialReport: read('GetCredentialReport', {
          prepare: { operation: 'GenerateCredentialReport', isReady: (output) => output.State === 'COMPLETE' },
          pick: ({ Content, GeneratedTime }) => ({ GeneratedTime, Users: readCredentialReport(Content) }),
        }),
      }),
    }),
  ],
);
