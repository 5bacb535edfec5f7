import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateAccountAliasCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreateOpenIDConnectProviderCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateSAMLProviderCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { allow, type PolicyDocument } from './accounts.ts';

type Place = { partition: string; accountId: string; estate: 'production' | 'development' };

type User = {
  name: string;
  groups?: string[];
  /** May sign in to the console. */
  console?: true;
  /** Has a virtual MFA device. */
  mfa?: true;
  /** One letter a key: `a`ctive, `i`nactive. */
  keys?: string;
  /** Names of policies attached to the user himself. */
  policies?: string[];
  inlinePolicy?: PolicyDocument;
};

type RoleSeed = {
  name: string;
  trust: { service: string } | { principal: string; externalId?: string };
  policies: string[];
  inlinePolicy?: PolicyDocument;
};

const managedPolicies: Record<Place['estate'], Record<string, PolicyDocument>> = {
  production: {
    'platform-breakglass': allow(['*'], '*'),
    'orders-api': allow(['sqs:*', 'dynamodb:*'], '*'),
    'orders-worker': allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 's3:PutObject'], '*'),
    'payments-api': allow(['kms:Decrypt', 'secretsmanager:GetSecretValue'], '*'),
    'catalog-search': allow(['es:ESHttpGet', 'es:ESHttpPost'], '*'),
    'ci-deploy': allow(['ecs:UpdateService', 'ecr:*', 'iam:PassRole'], '*'),
    'terraform-apply': allow(['ec2:*', 'iam:*', 's3:*', 'rds:*'], '*'),
    'backup-restore': allow(['ec2:CreateSnapshot', 'ec2:DescribeVolumes', 'ec2:CreateTags'], '*'),
    'data-lake-read': allow(['s3:GetObject', 's3:ListBucket', 'athena:*'], '*'),
    'data-lake-write': allow(['s3:PutObject', 'glue:*'], '*'),
    'billing-read': allow(['ce:Get*', 'cur:Describe*'], '*'),
    'require-mfa': allow(['iam:ChangePassword', 'iam:EnableMFADevice'], '*'),
    'old-reporting-2019': allow(['redshift:*', 's3:*'], '*'),
    'vendor-metrics': allow(['cloudwatch:GetMetricData', 'ec2:Describe*'], '*'),
  },
  development: {
    'sandbox-power': allow(['ec2:*', 's3:*', 'lambda:*'], '*'),
    'dev-ci': allow(['ecr:*', 'ecs:*'], '*'),
    'dev-data-read': allow(['s3:GetObject', 's3:ListBucket'], '*'),
  },
};

const groups: Record<Place['estate'], Record<string, string[]>> = {
  production: {
    platform: ['terraform-apply'],
    developers: ['orders-api', 'require-mfa'],
    data: ['data-lake-read', 'data-lake-write'],
    auditors: ['aws:SecurityAudit'],
    finance: ['billing-read'],
  },
  development: { developers: ['sandbox-power'] },
};

const users: Record<Place['estate'], User[]> = {
  production: [
    {
      name: 'amara.okafor',
      groups: ['platform'],
      console: true,
      mfa: true,
      keys: 'a',
      policies: ['platform-breakglass'],
    },
    { name: 'bruno.teixeira', groups: ['platform'], console: true },
    { name: 'chloe.martin', groups: ['platform'], console: true, keys: 'ai' },
    { name: 'daniel.kim', groups: ['developers'], console: true, mfa: true, keys: 'a' },
    { name: 'elif.yilmaz', groups: ['developers'], console: true },
    { name: 'farid.haddad', groups: ['developers'], console: true },
    { name: 'grace.osei', groups: ['developers', 'data'], console: true, keys: 'a' },
    { name: 'hanna.virtanen', groups: ['developers'], console: true },
    { name: 'ivan.petrov', groups: ['developers'], keys: 'i' },
    { name: 'jun.tanaka', groups: ['data'], console: true },
    { name: 'keiko.mori', groups: ['data'], console: true, keys: 'a' },
    { name: 'liam.oconnor', groups: ['auditors'], console: true, mfa: true },
    { name: 'mei.chen', groups: ['finance'], console: true },
    { name: 'noor.rahman', groups: ['finance'] },
    { name: 'olga.novak', console: true, policies: ['aws:AdministratorAccess'] },
    { name: 'svc-ci-deploy', keys: 'aa', policies: ['ci-deploy'] },
    { name: 'svc-terraform', keys: 'a', policies: ['aws:AdministratorAccess'] },
    { name: 'svc-backup', keys: 'a', policies: ['backup-restore'] },
    { name: 'svc-legacy-ftp', keys: 'a', inlinePolicy: allow(['s3:*'], '*') },
    { name: 'svc-mail-relay', keys: 'i', inlinePolicy: allow(['ses:SendRawEmail'], '*') },
    { name: 'svc-reporting-2019', keys: 'i', policies: ['old-reporting-2019'] },
    { name: 'contractor-1' },
    { name: 'contractor-2', console: true },
    { name: 'test', keys: 'a', inlinePolicy: allow(['*'], '*') },
  ],
  development: [
    { name: 'daniel.kim', groups: ['developers'], console: true, keys: 'a' },
    { name: 'elif.yilmaz', groups: ['developers'], console: true },
    { name: 'hanna.virtanen', groups: ['developers'], console: true },
    { name: 'svc-dev-ci', keys: 'a', policies: ['dev-ci'] },
  ],
};

const roles: Record<Place['estate'], RoleSeed[]> = {
  production: [
    { name: 'orders-api-task', trust: { service: 'ecs-tasks' }, policies: ['orders-api'] },
    { name: 'orders-worker-task', trust: { service: 'ecs-tasks' }, policies: ['orders-worker'] },
    { name: 'payments-api-task', trust: { service: 'ecs-tasks' }, policies: ['payments-api'] },
    { name: 'catalog-search-task', trust: { service: 'ecs-tasks' }, policies: ['catalog-search'] },
    { name: 'ecs-instance', trust: { service: 'ec2' }, policies: ['aws:AmazonS3ReadOnlyAccess'] },
    { name: 'bastion-instance', trust: { service: 'ec2' }, policies: ['aws:AdministratorAccess'] },
    { name: 'build-agent-instance', trust: { service: 'ec2' }, policies: ['ci-deploy'] },
    { name: 'image-resize-lambda', trust: { service: 'lambda' }, policies: ['aws:AmazonS3FullAccess'] },
    {
      name: 'invoice-pdf-lambda',
      trust: { service: 'lambda' },
      policies: [],
      inlinePolicy: allow(['s3:PutObject'], '*'),
    },
    {
      name: 'webhook-fanout-lambda',
      trust: { service: 'lambda' },
      policies: [],
      inlinePolicy: allow(['sns:Publish'], '*'),
    },
    { name: 'nightly-snapshots', trust: { service: 'events' }, policies: ['backup-restore'] },
    { name: 'data-lake-crawler', trust: { service: 'glue' }, policies: ['data-lake-read'] },
    { name: 'data-lake-loader', trust: { service: 'glue' }, policies: ['data-lake-write'] },
    { name: 'flow-logs', trust: { service: 'vpc-flow-logs' }, policies: [], inlinePolicy: allow(['logs:*'], '*') },
    { name: 'config-recorder', trust: { service: 'config' }, policies: ['aws:SecurityAudit'] },
    {
      name: 'vendor-metrics',
      trust: { principal: '464622532012', externalId: 'nw-7f3c19' },
      policies: ['vendor-metrics'],
    },
    { name: 'vendor-cost-report', trust: { principal: '211125477789' }, policies: ['billing-read'] },
    { name: 'vendor-scanner-old', trust: { principal: '*' }, policies: ['aws:SecurityAudit'] },
    { name: 'cross-account-deploy', trust: { principal: '444455556666' }, policies: ['ci-deploy'] },
    { name: 'platform-admin', trust: { principal: '111122223333' }, policies: ['platform-breakglass'] },
  ],
  development: [
    { name: 'dev-instance', trust: { service: 'ec2' }, policies: ['aws:AmazonS3FullAccess'] },
    { name: 'dev-lambda', trust: { service: 'lambda' }, policies: ['sandbox-power'] },
    { name: 'prod-data-read', trust: { principal: '111122223333' }, policies: ['dev-data-read'] },
  ],
};

/**
 * Makes the account's policies, groups, users with their keys, and roles; in production also identity providers and a
 * weak password policy.
 */
export async function seedIam(iam: IAMClient, place: Place): Promise<void> {
  const { estate } = place;
  await Promise.all([
    ...Object.entries(managedPolicies[estate]).map(([PolicyName, document]) =>
      iam.send(
        new CreatePolicyCommand({
          PolicyName,
          PolicyDocument: JSON.stringify(document),
          Tags: [{ Key: 'team', Value: PolicyName.split('-')[0] }],
        }),
      ),
    ),
    ...Object.keys(groups[estate]).map((GroupName) => iam.send(new CreateGroupCommand({ GroupName }))),
    estate === 'production' &&
      iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 8, RequireNumbers: true })),
  ]);
  await Promise.all([
    ...Object.entries(groups[estate]).flatMap(([GroupName, policies]) =>
      policies.map((policy) =>
        iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn: policyArn(policy, place) })),
      ),
    ),
    ...users[estate].map((user) => seedUser(iam, user, place)),
    ...roles[estate].map((role) => seedRole(iam, role, place)),
  ]);
  if (estate === 'production') await seedFederation(iam);
}

/** Makes what else an account has one or two of: instance profiles, identity providers and an alias. */
async function seedFederation(iam: IAMClient): Promise<void> {
  await Promise.all([
    ...['bastion-instance', 'ecs-instance'].map(async (name) => {
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    }),
    iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: 'https://token.actions.githubusercontent.com',
        ClientIDList: ['sts.amazonaws.com'],
        ThumbprintList: ['6938fd4d98bab03faadb97b34396831e3780aea1'],
        Tags: [{ Key: 'team', Value: 'platform' }],
      }),
    ),
    iam.send(new CreateSAMLProviderCommand({ Name: 'northwind-directory', SAMLMetadataDocument: samlMetadata })),
    iam.send(new CreateAccountAliasCommand({ AccountAlias: 'northwind-production' })),
  ]);
}

const samlMetadata = `<EntityDescriptor entityID="https://login.northwind.example/saml" xmlns="urn:oasis:names:tc:SAML:2.0:metadata">
${' '.repeat(1000)}
</EntityDescriptor>`;

async function seedUser(iam: IAMClient, user: User, place: Place): Promise<void> {
  const UserName = user.name;
  const team = user.groups?.[0] ?? (UserName.startsWith('svc-') ? 'platform' : 'unknown');
  await iam.send(new CreateUserCommand({ UserName, Tags: [{ Key: 'team', Value: team }] }));
  await Promise.all([
    ...(user.groups ?? []).map((GroupName) => iam.send(new AddUserToGroupCommand({ UserName, GroupName }))),
    ...(user.policies ?? []).map((policy) =>
      iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: policyArn(policy, place) })),
    ),
    ...[...(user.keys ?? '')].map(async (state) => {
      const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
      if (state === 'i') {
        const key = { UserName, AccessKeyId: AccessKey?.AccessKeyId };
        await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }));
      }
    }),
    user.console &&
      iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-7', PasswordResetRequired: false })),
    user.mfa && seedMfaDevice(iam, UserName),
    user.inlinePolicy &&
      iam.send(
        new PutUserPolicyCommand({ UserName, PolicyName: 'inline', PolicyDocument: JSON.stringify(user.inlinePolicy) }),
      ),
  ]);
}

async function seedMfaDevice(iam: IAMClient, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
  await iam.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber: VirtualMFADevice?.SerialNumber,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '654321',
    }),
  );
}

async function seedRole(iam: IAMClient, role: RoleSeed, place: Place): Promise<void> {
  const RoleName = role.name;
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      AssumeRolePolicyDocument: JSON.stringify(trustPolicy(role.trust, place.partition)),
      Tags: [{ Key: 'env', Value: place.estate }],
    }),
  );
  await Promise.all([
    ...role.policies.map((policy) =>
      iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn(policy, place) })),
    ),
    role.inlinePolicy &&
      iam.send(
        new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: JSON.stringify(role.inlinePolicy) }),
      ),
  ]);
}

function trustPolicy(trust: RoleSeed['trust'], partition: string): PolicyDocument {
  if ('service' in trust) {
    const Principal = { Service: `${trust.service}.amazonaws.com` };
    return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] };
  }
  const AWS = trust.principal === '*' ? '*' : `arn:${partition}:iam::${trust.principal}:root`;
  const Condition = trust.externalId && { StringEquals: { 'sts:ExternalId': trust.externalId } };
  const statement = { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole', ...(Condition && { Condition }) };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** `aws:Name` is one of AWS's own policies, any other name one of the account's. */
function policyArn(name: string, place: Place): string {
  return name.startsWith('aws:')
    ? `arn:${place.partition}:iam::aws:policy/${name.slice(4)}`
    : `arn:${place.partition}:iam::${place.accountId}:policy/${name}`;
}
