import type { ConsolePaths } from './path.ts';

const iamHome = (path: string) => `/iam/home#${path}`;
const kmsKey = (region: string, id: string) => `/kms/home?region=${region}#/kms/keys/${id}`;
const waf = (kind: string, id: string, region: string, encodedName: string, arn: string, page = '') =>
  `/wafv2/homev2/${kind}/${encodedName}/${id}${page}?region=${arn.includes(':global/') ? 'global' : region}`;

/** Paths of identities, keys, secrets, and of the services that guard an account. */
export const securityPaths: ConsolePaths = {
  'AWS::ACMPCA::CertificateAuthority': (_id, { region, encode }, { arn }) =>
    `/acm-pca/home?region=${region}#/details?arn=${encode(arn)}&tab=certificate`,
  'AWS::AccessAnalyzer::Analyzer': (id, { region }) => `/access-analyzer/home?region=${region}#/analyzer/${id}`,
  'AWS::Account::Account': () => '/billing/home#/account',
  'AWS::CertificateManager::Certificate': (id, { region }) => `/acm/home?region=${region}#/certificates/${id}`,
  'AWS::Cognito::IdentityPool': (id, { region }) =>
    `/cognito/v2/identity/identity-pools/${id}/user-statistics?region=${region}`,
  'AWS::Cognito::UserPoolClient': (id, { region, encode }, { document }) =>
    `/cognito/v2/idp/user-pools/${encode(String(document.UserPoolId ?? ''))}/applications/app-clients/${id}/quick-setup-guide?region=${region}`,
  'AWS::Cognito::UserPool': (id, { region }) => `/cognito/v2/idp/user-pools/${id}/overview?region=${region}`,
  'AWS::Detective::Graph': (_id, { region }) => `/detective/home?region=${region}`,
  'AWS::DirectoryService::Directory': (id, { region }) =>
    `/directoryservicev2/identity/home?region=${region}#!/directories/${id}`,
  'AWS::GuardDuty::Detector': (_id, { region }) => `/guardduty/home?region=${region}#/settings`,
  'AWS::IAM::AWSManagedPolicy': (_id, { encode }, { arn }) => iamHome(`/policies/details/${encode(arn)}`),
  'AWS::IAM::AccessKey': (_id, { encode }, { document }) =>
    iamHome(`/users/details/${encode(String(document.UserName ?? ''))}?section=security_credentials`),
  'AWS::IAM::AccountPasswordPolicy': () => iamHome('/account_settings'),
  'AWS::IAM::AccountSummary': () => iamHome('/home'),
  'AWS::IAM::CredentialReport': () => iamHome('/credential_report'),
  'AWS::IAM::Group': (_id, { encode }, { name }) => iamHome(`/groups/details/${encode(name)}`),
  'AWS::IAM::ManagedPolicy': (_id, { encode }, { arn }) => iamHome(`/policies/details/${encode(arn)}`),
  'AWS::IAM::OIDCProvider': (_id, { encode }, { arn }) => iamHome(`/identity_providers/details/OPENID/${encode(arn)}`),
  'AWS::IAM::Role': (_id, { encode }, { name }) => iamHome(`/roles/details/${encode(name)}`),
  'AWS::IAM::SAMLProvider': (_id, { encode }, { arn }) => iamHome(`/identity_providers/details/SAML/${encode(arn)}`),
  'AWS::IAM::ServiceSpecificCredential': (_id, { encode }, { document }) =>
    iamHome(`/users/details/${encode(String(document.UserName ?? ''))}?section=security_credentials`),
  'AWS::IAM::User': (_id, { encode }, { name }) => iamHome(`/users/details/${encode(name)}`),
  'AWS::InspectorV2::AccountStatus': (_id, { region }) => `/inspector/v2/home?region=${region}#/dashboard`,
  'AWS::KMS::Alias': (_id, { region, encode }, { document }) =>
    kmsKey(region, encode(String(document.TargetKeyId ?? ''))),
  'AWS::KMS::Key': (id, { region }) => kmsKey(region, id),
  'AWS::Macie::Session': (_id, { region }) => `/macie/home?region=${region}#summary`,
  'AWS::NetworkFirewall::Firewall': (_id, { region, encode }, { arn }) =>
    // The console writes `_` for the ARN's colons and `~` for its slash.
    `/vpcconsole/home?region=${region}#NetworkFirewallDetails:arn=${encode(arn.replaceAll(':', '_').replaceAll('/', '~'))}`,
  'AWS::Organizations::Account': (id) => `/organizations/v2/home/accounts/${id}`,
  'AWS::Organizations::DelegatedAdministrator': (id) => `/organizations/v2/home/accounts/${id}`,
  'AWS::Organizations::Organization': () => '/organizations/v2/home/settings',
  'AWS::Organizations::Policy': (id, _place, { document }) =>
    document.Type === 'SERVICE_CONTROL_POLICY'
      ? `/organizations/v2/home/policies/service-control-policy/${id}`
      : '/organizations/v2/home/policies',
  'AWS::Organizations::ResourcePolicy': () => '/organizations/v2/home/settings',
  'AWS::Organizations::Root': () => '/organizations/v2/home/accounts',
  'AWS::SecretsManager::Secret': (_id, { region, encode }, { name }) =>
    `/secretsmanager/secret?name=${encode(name)}&region=${region}`,
  'AWS::SecurityHub::Hub': (_id, { region }) => `/securityhub/home?region=${region}#/summary`,
  'AWS::SecurityHub::Standard': (_id, { region }) => `/securityhub/home?region=${region}#/standards`,
  'AWS::Shield::Protection': () => '/wafv2/shieldv2#/protected_resources',
  'AWS::Shield::Subscription': () => '/wafv2/shieldv2#/overview',
  'AWS::WAFv2::IPSet': (id, { region, encode }, { name, arn }) => waf('ip-set', id, region, encode(name), arn),
  'AWS::WAFv2::RuleGroup': (id, { region, encode }, { name, arn }) => waf('rule-group', id, region, encode(name), arn),
  'AWS::WAFv2::WebACL': (id, { region, encode }, { name, arn }) =>
    waf('web-acl', id, region, encode(name), arn, '/overview'),
};
