import * as iam from '@aws-sdk/client-iam';
import type { Connect } from '../rules/wrong.ts';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess';

async function makeUser(connect: Connect, UserName: string, keys: readonly iam.StatusType[] = []): Promise<string[]> {
  const client = connect(iam.IAMClient);
  await client.send(new iam.CreateUserCommand({ UserName }));
  const ids: string[] = [];
  for (const Status of keys) {
    const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName }));
    const AccessKeyId = AccessKey?.AccessKeyId ?? '';
    if (Status === 'Inactive') await client.send(new iam.UpdateAccessKeyCommand({ UserName, AccessKeyId, Status }));
    ids.push(AccessKeyId);
  }
  return ids;
}

async function makePassword(connect: Connect, UserName: string): Promise<void> {
  const Password = 'not-A-real-password-1';
  await connect(iam.IAMClient).send(new iam.CreateLoginProfileCommand({ UserName, Password }));
}

const keysOf = (UserName: string) => () => ({ service: 'iam', operation: 'list_access_keys', input: { UserName } });

/** The status of each key, first those that are active. */
function statuses(answer: unknown): string[] {
  const { AccessKeyMetadata } = answer as iam.ListAccessKeysResponse;
  return (AccessKeyMetadata ?? []).map(({ Status }) => Status ?? '').sort();
}

const setupKey: Faulty = {
  kind: 'iam-access-key-deactivate',
  what: 'a key that a person never used',
  type: 'AWS::IAM::AccessKey',
  rule: 'iam-access-key-not-from-setup',
  async make(connect) {
    const [id = ''] = await makeUser(connect, 'faulty-person', ['Active']);
    await makePassword(connect, 'faulty-person');
    return id;
  },
  look: keysOf('faulty-person'),
  see: statuses,
  mended: ['Inactive'],
};

const inactiveKey: Faulty = {
  kind: 'iam-access-key-delete',
  what: 'an inactive key beside an active one',
  type: 'AWS::IAM::AccessKey',
  async make(connect) {
    const [, id = ''] = await makeUser(connect, 'faulty-renewed', ['Active', 'Inactive']);
    return id;
  },
  look: keysOf('faulty-renewed'),
  see: statuses,
  mended: ['Active'],
  isForGood: true,
};

const twoKeys: Faulty = {
  kind: 'iam-user-deactivate-access-keys',
  what: 'a user with two active keys',
  parameters: { olderThanDays: 0, keepNewest: true },
  type: 'AWS::IAM::User',
  rule: 'iam-user-one-access-key',
  async make(connect) {
    await makeUser(connect, 'faulty-two-keys', ['Active', 'Active']);
    return 'faulty-two-keys';
  },
  look: keysOf('faulty-two-keys'),
  see: statuses,
  mended: ['Active', 'Inactive'],
};

const chosen: string[] = [];
const chosenKey: Faulty = {
  ...twoKeys,
  what: 'a key that was chosen by its ID',
  parameters: { accessKeyIds: chosen, unusedForDays: 30 },
  rule: 'iam-user-no-long-lived-keys',
  async make(connect) {
    chosen.push(...(await makeUser(connect, 'faulty-one-key', ['Active'])));
    return 'faulty-one-key';
  },
  look: keysOf('faulty-one-key'),
  mended: ['Inactive'],
};

const leftKey: Faulty = {
  kind: 'iam-user-delete-inactive-access-keys',
  what: 'a user with a key that was left behind',
  type: 'AWS::IAM::User',
  async make(connect) {
    await makeUser(connect, 'faulty-left-key', ['Active', 'Inactive']);
    return 'faulty-left-key';
  },
  look: keysOf('faulty-left-key'),
  see: statuses,
  mended: ['Active'],
  isForGood: true,
};

const weakSignIn: Faulty = {
  kind: 'iam-user-remove-console-access',
  what: 'a user who signs in without a second factor',
  parameters: { usedWithinDays: 0 },
  type: 'AWS::IAM::User',
  rule: 'iam-user-mfa',
  async make(connect) {
    await makeUser(connect, 'faulty-sign-in');
    await makePassword(connect, 'faulty-sign-in');
    return 'faulty-sign-in';
  },
  look: () => ({ service: 'iam', operation: 'get_login_profile', input: { UserName: 'faulty-sign-in' } }),
  see: (answer) => (answer as iam.GetLoginProfileResponse).LoginProfile?.UserName ?? null,
  mended: null,
  isForGood: true,
};

const noPasswordPolicy: Faulty = {
  kind: 'iam-account-set-password-policy',
  what: 'an account without a password policy',
  parameters: { maximumAgeDays: 90 },
  type: 'AWS::IAM::AccountPasswordPolicy',
  rule: 'iam-password-policy-expiry',
  make: async () => 'Password policy',
  look: () => ({ service: 'iam', operation: 'get_account_password_policy', input: {} }),
  see: (answer) => (answer as iam.GetAccountPasswordPolicyResponse).PasswordPolicy ?? null,
  mended: {
    MinimumPasswordLength: 14,
    ...{ RequireSymbols: true, RequireNumbers: true },
    ...{ RequireUppercaseCharacters: true, RequireLowercaseCharacters: true },
    ...{ AllowUsersToChangePassword: false, HardExpiry: false },
    ...{ ExpirePasswords: true, MaxPasswordAge: 90, PasswordReusePrevention: 24 },
  },
};

const attached = (answer: unknown) => (answer as iam.ListAttachedUserPoliciesResponse).AttachedPolicies;

const mightyUser: Faulty = {
  kind: 'iam-identity-detach-policy',
  what: 'a user who is an administrator',
  parameters: { policyArn: administrator },
  type: 'AWS::IAM::User',
  rule: 'iam-user-not-administrator',
  async make(connect) {
    await makeUser(connect, 'faulty-mighty');
    const input = { UserName: 'faulty-mighty', PolicyArn: administrator };
    await connect(iam.IAMClient).send(new iam.AttachUserPolicyCommand(input));
    return 'faulty-mighty';
  },
  look: () => ({ service: 'iam', operation: 'list_attached_user_policies', input: { UserName: 'faulty-mighty' } }),
  see: attached,
  mended: [],
  isForGood: true,
};

const mightyGroup: Faulty = {
  ...mightyUser,
  what: 'a group of administrators',
  type: 'AWS::IAM::Group',
  rule: 'iam-group-not-administrator',
  async make(connect) {
    const client = connect(iam.IAMClient);
    await client.send(new iam.CreateGroupCommand({ GroupName: 'faulty-mighty' }));
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName: 'faulty-mighty', PolicyArn: administrator }));
    return 'faulty-mighty';
  },
  look: () => ({ service: 'iam', operation: 'list_attached_group_policies', input: { GroupName: 'faulty-mighty' } }),
};

const mightyRole: Faulty = {
  ...mightyUser,
  what: 'a role that is an administrator',
  type: 'AWS::IAM::Role',
  rule: 'iam-role-not-administrator',
  async make(connect) {
    const client = connect(iam.IAMClient);
    const statement = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await client.send(new iam.CreateRoleCommand({ RoleName: 'faulty-mighty', AssumeRolePolicyDocument }));
    await client.send(new iam.AttachRolePolicyCommand({ RoleName: 'faulty-mighty', PolicyArn: administrator }));
    return 'faulty-mighty';
  },
  look: () => ({ service: 'iam', operation: 'list_attached_role_policies', input: { RoleName: 'faulty-mighty' } }),
};

proveActions(
  ['iam'],
  [
    ...[setupKey, inactiveKey, twoKeys, chosenKey, leftKey, weakSignIn],
    ...[noPasswordPolicy, mightyUser, mightyGroup, mightyRole],
  ],
);
