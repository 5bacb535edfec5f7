import { AccountClient, PutAlternateContactCommand } from '@aws-sdk/client-account';
import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { ACMPCAClient, CreateCertificateAuthorityCommand } from '@aws-sdk/client-acm-pca';
import { CognitoIdentityClient, CreateIdentityPoolCommand } from '@aws-sdk/client-cognito-identity';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateMicrosoftADCommand,
  DirectoryServiceClient,
  EnableRadiusCommand,
} from '@aws-sdk/client-directory-service';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateOrganizationCommand,
  CreatePolicyCommand,
  OrganizationsClient,
  type PolicyType,
} from '@aws-sdk/client-organizations';
import { CreateSecretCommand, PutResourcePolicyCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Connect } from './estate-clients.ts';
import { seedGuards } from './estate-security-guards.ts';

interface Where {
  partition: string;
  accountId: string;
  /** The first is the home region. */
  regions: readonly string[];
}

const tags = { team: 'security', env: 'production' };
const tagPairs = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/**
 * Makes keys, secrets, certificates, user directories, and the services that guard the account. Its faults: a key and a
 * secret for everybody, a key that waits for its deletion, a key and a second region without care, weak passwords in a
 * user pool, guests in an identity pool, a web ACL without rules and log, and a firewall without a log.
 */
export async function seedSecurity(connect: Connect, where: Where): Promise<void> {
  const { partition, accountId } = where;
  const [home = '', second] = where.regions;
  await Promise.all([
    seedKeys(connect(KMSClient, home), `arn:${partition}:iam::${accountId}:role/payments-api-task`),
    seedSecrets(connect(SecretsManagerClient, home)),
    seedCertificates(connect, home),
    // China has no user pools.
    partition !== 'aws-cn' && seedUserPools(connect(CognitoIdentityProviderClient, home)),
    connect(CognitoIdentityClient, home).send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: 'storefront guests',
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: true,
      }),
    ),
    seedDirectory(connect, home),
    seedGuards(connect, where),
    seedOrganization(connect(OrganizationsClient, home)),
    connect(AccountClient, home).send(
      new PutAlternateContactCommand({
        AlternateContactType: 'SECURITY',
        Name: 'Security team',
        Title: 'On call',
        EmailAddress: 'security@northwind.example',
        PhoneNumber: '+44 20 7946 0000',
      }),
    ),
    second && seedSecondRegion(connect, second),
  ]);
}

async function seedKeys(kms: KMSClient, grantee: string): Promise<void> {
  const [orders, , retired] = await Promise.all([
    seedKey(kms, 'orders'),
    seedKey(kms, 'payments', { Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:PutKeyPolicy'] }),
    seedKey(kms, 'reporting-2019'),
  ]);
  await Promise.all([
    kms.send(new EnableKeyRotationCommand({ KeyId: orders })),
    kms.send(new CreateGrantCommand({ KeyId: orders, GranteePrincipal: grantee, Operations: ['Decrypt'] })),
    kms.send(new ScheduleKeyDeletionCommand({ KeyId: retired, PendingWindowInDays: 7 })),
  ]);
}

async function seedKey(kms: KMSClient, name: string, statement?: { Principal: object; Action: string[] }) {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: name,
      Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
  );
  const KeyId = KeyMetadata?.KeyId ?? '';
  await kms.send(new CreateAliasCommand({ AliasName: `alias/${name}`, TargetKeyId: KeyId }));
  if (statement !== undefined) {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Resource: '*', ...statement }],
    });
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
  }
  return KeyId;
}

async function seedSecrets(secrets: SecretsManagerClient): Promise<void> {
  const create = (Name: string) =>
    secrets.send(new CreateSecretCommand({ Name, SecretString: 'not-a-real-secret', Tags: tagPairs }));
  await create('orders/database');
  const shared = await create('partners/webhook');
  await secrets.send(
    new PutResourcePolicyCommand({
      SecretId: shared.ARN,
      ResourcePolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: '*', Action: 'secretsmanager:GetSecretValue', Resource: '*' }],
      }),
    }),
  );
}

async function seedCertificates(connect: Connect, region: string): Promise<void> {
  await Promise.all([
    connect(ACMClient, region).send(
      new RequestCertificateCommand({
        DomainName: 'shop.northwind.example',
        ValidationMethod: 'DNS',
        Options: { CertificateTransparencyLoggingPreference: 'DISABLED' },
        Tags: tagPairs,
      }),
    ),
    connect(ACMPCAClient, region).send(
      new CreateCertificateAuthorityCommand({
        CertificateAuthorityType: 'ROOT',
        CertificateAuthorityConfiguration: {
          KeyAlgorithm: 'RSA_2048',
          SigningAlgorithm: 'SHA256WITHRSA',
          Subject: { CommonName: 'Northwind internal' },
        },
        Tags: tagPairs,
      }),
    ),
  ]);
}

async function seedUserPools(cognito: CognitoIdentityProviderClient): Promise<void> {
  const create = async (pool: CreateUserPoolRequest, client: string, GenerateSecret: boolean) => {
    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ ...pool, UserPoolTags: tags }));
    await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: client, GenerateSecret }),
    );
  };
  await create(
    { PoolName: 'customers', Policies: { PasswordPolicy: { MinimumLength: 6 } }, MfaConfiguration: 'OFF' },
    'storefront',
    false,
  );
  await create(
    {
      PoolName: 'staff',
      DeletionProtection: 'ACTIVE',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 14,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          RequireUppercase: true,
          TemporaryPasswordValidityDays: 3,
        },
      },
    },
    'back office',
    true,
  );
}

async function seedDirectory(connect: Connect, region: string): Promise<void> {
  const { Subnets = [] } = await connect(EC2Client, region).send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] }),
  );
  const directories = connect(DirectoryServiceClient, region);
  const { DirectoryId } = await directories.send(
    new CreateMicrosoftADCommand({
      Name: 'corp.northwind.example',
      Password: 'Not-a-real-password-1',
      Edition: 'Standard',
      VpcSettings: {
        VpcId: Subnets[0]?.VpcId,
        SubnetIds: Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId ?? ''),
      },
      Tags: tagPairs,
    }),
  );
  await directories.send(
    new EnableRadiusCommand({
      DirectoryId,
      RadiusSettings: {
        RadiusServers: ['10.0.0.10'],
        RadiusPort: 1812,
        RadiusTimeout: 5,
        RadiusRetries: 2,
        SharedSecret: 'not-a-real-secret',
        AuthenticationProtocol: 'PAP',
        DisplayLabel: 'MFA',
      },
    }),
  );
}

async function seedOrganization(organizations: OrganizationsClient): Promise<void> {
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const create = (Name: string, Type: PolicyType, content: object) =>
    organizations.send(
      new CreatePolicyCommand({ Name, Type, Description: Name, Content: JSON.stringify(content), Tags: tagPairs }),
    );
  await create('regions-in-use', 'SERVICE_CONTROL_POLICY', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        NotAction: ['iam:*', 'organizations:*'],
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } },
      },
    ],
  });
}

async function seedSecondRegion(connect: Connect, region: string): Promise<void> {
  await Promise.all([
    seedKey(connect(KMSClient, region), 'orders-replica'),
    connect(SecretsManagerClient, region).send(
      new CreateSecretCommand({ Name: 'orders/database-replica', SecretString: 'not-a-real-secret' }),
    ),
  ]);
}
