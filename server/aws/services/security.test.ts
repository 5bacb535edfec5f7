import { describe, expect, it } from 'vitest';
import { toDocument } from '../document.ts';
import {
  type AbsentAnswer,
  type AssetDeclaration,
  type ListingDeclaration,
  type ServiceDeclaration,
  typesBelow,
} from '../service.ts';
import { accessanalyzer } from './accessanalyzer.ts';
import { account } from './account.ts';
import { acm } from './acm.ts';
import { acmPca } from './acm-pca.ts';
import { cognitoIdentity } from './cognito-identity.ts';
import { cognitoIdp } from './cognito-idp.ts';
import { readCredentialReport } from './credential-report.ts';
import { detective } from './detective.ts';
import { ds } from './ds.ts';
import { type ArnExample, expectArns } from './expect-arns.ts';
import { guardduty } from './guardduty.ts';
import { iam } from './iam.ts';
import { inspector2 } from './inspector2.ts';
import { kms } from './kms.ts';
import { macie2 } from './macie2.ts';
import { networkFirewall } from './network-firewall.ts';
import { organizations } from './organizations.ts';
import { secretsmanager } from './secretsmanager.ts';
import { securityhub } from './securityhub.ts';
import { shield } from './shield.ts';
import { wafv2 } from './wafv2.ts';

const services = [
  ...[iam, account, organizations, kms, secretsmanager, acm, acmPca, cognitoIdp, cognitoIdentity, ds],
  ...[accessanalyzer, guardduty, securityhub, inspector2, macie2, detective, shield, wafv2, networkFirewall],
];

const ofIam = (resource: string) => `arn:PARTITION:iam::111122223333:${resource}`;
const regional = (service: string, resource: string) => `arn:PARTITION:${service}:REGION:111122223333:${resource}`;
const ofOrganization = (resource: string) => `arn:PARTITION:organizations::111122223333:${resource}`;

const at = { partition: 'aws', accountId: '111122223333', region: 'eu-west-1' } as const;

/** AWS gives the ARN itself. */
const given = (field: string, arn: string): ArnExample => ({ item: { [field]: arn }, arn });

describe('the services of identities, keys and protection', () => {
  expectArns(services.map(once), {
    'AWS::IAM::User': given('Arn', ofIam('user/staff/amara')),
    'AWS::IAM::AccessKey': { item: { AccessKeyId: 'AKIDEXAMPLE' }, arn: ofIam('access-key/AKIDEXAMPLE') },
    'AWS::IAM::Role': given('Arn', ofIam('role/deploy')),
    'AWS::IAM::Group': given('Arn', ofIam('group/platform')),
    'AWS::IAM::ManagedPolicy': given('Arn', ofIam('policy/deploy')),
    'AWS::IAM::AWSManagedPolicy': given('Arn', 'arn:PARTITION:iam::aws:policy/SecurityAudit'),
    'AWS::IAM::InstanceProfile': given('Arn', ofIam('instance-profile/web')),
    'AWS::IAM::VirtualMFADevice': given('SerialNumber', ofIam('mfa/root-account-mfa-device')),
    'AWS::IAM::ServerCertificate': given('Arn', ofIam('server-certificate/web')),
    'AWS::IAM::SAMLProvider': given('Arn', ofIam('saml-provider/directory')),
    'AWS::IAM::OIDCProvider': given('Arn', ofIam('oidc-provider/token.example.com')),
    'AWS::IAM::ServiceSpecificCredential': {
      item: { ServiceSpecificCredentialId: 'ACCAEXAMPLE' },
      arn: ofIam('service-specific-credential/ACCAEXAMPLE'),
    },
    'AWS::IAM::AccountSummary': { arn: ofIam('account-summary') },
    'AWS::IAM::AccountPasswordPolicy': { arn: ofIam('account-password-policy') },
    'AWS::IAM::CredentialReport': { arn: ofIam('credential-report') },
    'AWS::Account::Account': { arn: 'arn:PARTITION:account::111122223333:account' },
    'AWS::Organizations::Organization': { arn: ofOrganization('organization') },
    'AWS::Organizations::Account': given('Arn', ofOrganization('account/o-example/444455556666')),
    'AWS::Organizations::Root': given('Arn', ofOrganization('root/o-example/r-ab12')),
    'AWS::Organizations::DelegatedAdministrator': {
      item: { Id: '444455556666', Arn: ofOrganization('account/o-example/444455556666') },
      arn: ofOrganization('delegated-administrator/444455556666'),
    },
    'AWS::Organizations::ResourcePolicy': {
      item: { ResourcePolicySummary: { Arn: ofOrganization('resourcepolicy/o-example/rp-1') } },
      arn: ofOrganization('resourcepolicy/o-example/rp-1'),
    },
    'AWS::Organizations::Policy': given('Arn', ofOrganization('policy/o-example/service_control_policy/p-1')),
    'AWS::KMS::Key': given('KeyArn', regional('kms', 'key/mrk-1')),
    'AWS::KMS::Alias': given('AliasArn', regional('kms', 'alias/orders')),
    'AWS::SecretsManager::Secret': given('ARN', regional('secretsmanager', 'secret:orders/database-a1b2c3')),
    'AWS::CertificateManager::Certificate': given('CertificateArn', regional('acm', 'certificate/1')),
    'AWS::ACMPCA::CertificateAuthority': given('Arn', regional('acm-pca', 'certificate-authority/1')),
    'AWS::Cognito::UserPool': { item: { Id: 'REGION_aB1' }, arn: regional('cognito-idp', 'userpool/REGION_aB1') },
    'AWS::Cognito::UserPoolClient': {
      item: { UserPoolId: 'REGION_aB1', ClientId: 'c1' },
      arn: regional('cognito-idp', 'userpool/REGION_aB1/client/c1'),
    },
    'AWS::Cognito::IdentityPool': {
      item: { IdentityPoolId: 'REGION:1' },
      arn: regional('cognito-identity', 'identitypool/REGION:1'),
    },
    'AWS::DirectoryService::Directory': { item: { DirectoryId: 'd-1' }, arn: regional('ds', 'directory/d-1') },
    'AWS::AccessAnalyzer::Analyzer': given('arn', regional('access-analyzer', 'analyzer/account')),
    'AWS::GuardDuty::Detector': { item: '12abc', arn: regional('guardduty', 'detector/12abc') },
    'AWS::SecurityHub::Hub': given('HubArn', regional('securityhub', 'hub/default')),
    'AWS::SecurityHub::Standard': given(
      'StandardsSubscriptionArn',
      regional('securityhub', 'subscription/cis/v/3.0.0'),
    ),
    'AWS::InspectorV2::AccountStatus': {
      item: { accountId: '111122223333' },
      arn: regional('inspector2', 'account-status'),
    },
    'AWS::InspectorV2::Filter': given('arn', regional('inspector2', 'owner/111122223333/filter/1')),
    'AWS::Macie::Session': { item: { status: 'ENABLED' }, arn: regional('macie2', 'session') },
    'AWS::Macie::ClassificationJob': { item: { jobId: 'j1' }, arn: regional('macie2', 'classification-job/j1') },
    'AWS::Macie::FindingsFilter': given('arn', regional('macie2', 'findings-filter/1')),
    'AWS::Macie::CustomDataIdentifier': given('arn', regional('macie2', 'custom-data-identifier/1')),
    'AWS::Macie::AllowList': given('arn', regional('macie2', 'allow-list/1')),
    'AWS::Detective::Graph': given('Arn', regional('detective', 'graph:1')),
    'AWS::Shield::Subscription': { arn: 'arn:PARTITION:shield::111122223333:subscription' },
    'AWS::Shield::Protection': given('ProtectionArn', 'arn:PARTITION:shield::111122223333:protection/1'),
    'AWS::Shield::ProtectionGroup': given(
      'ProtectionGroupArn',
      'arn:PARTITION:shield::111122223333:protection-group/1',
    ),
    'AWS::WAFv2::WebACL': given('ARN', regional('wafv2', 'regional/webacl/shop/1')),
    'AWS::WAFv2::RuleGroup': given('ARN', regional('wafv2', 'regional/rulegroup/shop/1')),
    'AWS::WAFv2::IPSet': given('ARN', regional('wafv2', 'regional/ipset/offices/1')),
    'AWS::NetworkFirewall::Firewall': given('FirewallArn', regional('network-firewall', 'firewall/egress')),
    'AWS::NetworkFirewall::FirewallPolicy': given('Arn', regional('network-firewall', 'firewall-policy/egress')),
    'AWS::NetworkFirewall::RuleGroup': given('Arn', regional('network-firewall', 'stateful-rulegroup/egress')),
  });
});

describe('the credential report', () => {
  const read = (...lines: string[]) => readCredentialReport(new TextEncoder().encode(lines.join('\n')));
  const header = 'user,arn,mfa_active,access_key_1_active';

  it('becomes one record a user, the root user too', () => {
    expect(
      read(header, '<root_account>,arn:aws:iam::111122223333:root,true,false', 'amara,arn:a,false,N/A', ''),
    ).toEqual([
      {
        user: '<root_account>',
        arn: 'arn:aws:iam::111122223333:root',
        mfa_active: 'true',
        access_key_1_active: 'false',
      },
      { user: 'amara', arn: 'arn:a', mfa_active: 'false', access_key_1_active: 'N/A' },
    ]);
  });

  it('keeps its columns when a name has commas, quoted or not', () => {
    const expected = [{ user: 'a,b,c', arn: 'arn:user/a,b,c', mfa_active: 'true', access_key_1_active: 'false' }];
    expect(read(header, 'a,b,c,arn:user/a,b,c,true,false')).toEqual(expected);
    expect(read(header, '"a,b,c","arn:user/a,b,c",true,false')).toEqual(expected);
  });

  it('is not half understood', () => {
    expect(() => read(header, 'amara,arn:a,false')).toThrow('not understood');
    expect(() => read(header, 'amara,arn:a,false,true,more')).toThrow('not understood');
    expect(() => read('<html>')).toThrow('no columns');
    expect(() => readCredentialReport(undefined)).toThrow('no columns');
  });
});

describe('a service that is off', () => {
  it.each([
    [macie2.notEnabled, 'AccessDeniedException', 'Macie is not enabled.'],
    [securityhub.notEnabled, 'InvalidAccessException', 'Account 111122223333 is not subscribed to AWS Security Hub'],
    [
      listingOf(organizations, 'AWS::Organizations::Account').absent,
      'AccessDeniedException',
      "You don't have permissions to access this resource.",
    ],
  ])('is told by the wording, which a refusal does not have: %j %s', (answers, code, message) => {
    expect(matches(answers, code, message)).toBe(true);
    expect(
      matches(answers, code, 'User: arn:aws:sts::111122223333:assumed-role/x/y is not authorized to perform: z:List'),
    ).toBe(false);
  });

  it('has no asset of Inspector that looks off when AWS does not tell', () => {
    const { items } = assetOf(inspector2, 'AWS::InspectorV2::AccountStatus');
    expect(() =>
      items({ accounts: [], failedAccounts: [{ errorCode: 'INTERNAL_ERROR', errorMessage: 'Try' }] }, at),
    ).toThrow('INTERNAL_ERROR');
    expect(items({ accounts: [{ accountId: '1' }], failedAccounts: [] }, at)).toEqual([{ accountId: '1' }]);
  });

  it('is not asked for its findings and filters by Inspector', () => {
    const { parts, children } = assetOf(inspector2, 'AWS::InspectorV2::AccountStatus');
    for (const call of [parts.FindingCounts, children[0]]) {
      expect(call?.applies({ state: { status: 'DISABLED' } })).toBe(false);
      expect(call?.applies({ state: { status: 'ENABLED' } })).toBe(true);
    }
  });
});

describe('what makes no sense for an asset', () => {
  it.each([
    [secretsmanager, 'AWS::SecretsManager::Secret', 'ResourcePolicy', { ARN: 'a' }, { DeletedDate: new Date() }],
    [acmPca, 'AWS::ACMPCA::CertificateAuthority', 'Policy', { Status: 'ACTIVE' }, { Status: 'DELETED' }],
    [organizations, 'AWS::Organizations::Policy', 'Tags', { AwsManaged: false }, { AwsManaged: true }],
    [ds, 'AWS::DirectoryService::Directory', 'CertificatesInfo', { Type: 'MicrosoftAD' }, { Type: 'SimpleAD' }],
    [ds, 'AWS::DirectoryService::Directory', 'SnapshotLimits', { Type: 'SimpleAD' }, { Type: 'SharedMicrosoftAD' }],
  ])('is not asked for: %#', (service, type, name, asked, notAsked) => {
    const part = assetOf(service, type).parts[name];
    expect(part?.applies(asked)).toBe(true);
    expect(part?.applies(notAsked)).toBe(false);
  });

  it('is not asked of web ACLs of CloudFront, which are read at home alone', () => {
    const scopes = wafv2.listings
      .filter((listing) => typesBelow(listing).includes('AWS::WAFv2::WebACL'))
      .map((listing) => [listing.atHomeOnly, listing.assets[0]?.parts.LoadBalancerArns?.applies({})]);
    expect(scopes).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('has no alias without a key', () => {
    const aliases = [{ AliasName: 'alias/aws/ebs' }, { AliasName: 'alias/orders', TargetKeyId: '1' }];
    expect(assetOf(kms, 'AWS::KMS::Alias').items({ Aliases: aliases }, at)).toEqual([aliases[1]]);
  });
});

describe('secrets that AWS gives along', () => {
  it.each<[ServiceDeclaration, unknown]>([
    [ds, { RadiusSettings: { SharedSecret: 'hush' } }],
    [iam, { Base32StringSeed: Buffer.from('hush'), QRCodePNG: Buffer.from('hush') }],
    [secretsmanager, { ExternalSecretRotationMetadata: [{ Key: 'key', Value: 'hush' }] }],
    [wafv2, { Statement: { ByteMatchStatement: { SearchString: Buffer.from('hush') } } }],
    [wafv2, { CustomRequestHandling: { InsertHeaders: [{ Name: 'x-verify', Value: 'hush' }] } }],
    [account, { ContactInformation: { AddressLine1: 'hush', PostalCode: 'hush' } }],
  ])('are dropped: %#', (service, answer) => {
    const document = JSON.stringify(toDocument(answer, service));
    expect(document).toContain('[withheld]');
    expect(document).not.toMatch(/hush|aHVzaA/);
  });
});

/** Some types are brought by several listings, which differ in nothing but what they ask for. */
function once(service: ServiceDeclaration): ServiceDeclaration {
  const nameOf = (listing: ListingDeclaration) => typesBelow(listing).join();
  const names = service.listings.map(nameOf);
  return { ...service, listings: service.listings.filter((one, index) => names.indexOf(nameOf(one)) === index) };
}

function listingOf(service: ServiceDeclaration, type: string): ListingDeclaration {
  const listing = service.listings.find((one) => typesBelow(one).includes(type));
  if (listing === undefined) throw new Error(`${service.id} does not list ${type}.`);
  return listing;
}

function assetOf(service: ServiceDeclaration, type: string): AssetDeclaration {
  const asset = listingOf(service, type).assets.find((one) => one.type === type);
  if (asset === undefined) throw new Error(`${service.id} does not list ${type} itself.`);
  return asset;
}

function matches(answers: readonly AbsentAnswer[], code: string, message: string): boolean {
  return answers.some((one) => typeof one !== 'string' && one.code === code && one.message.test(message));
}
