import * as iam from '@aws-sdk/client-iam';
import type { Wrong } from './wrong.ts';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const little = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::some-bucket/*' }],
};
const UserName = 'wrong-user';
const RoleName = 'wrong-role';

export const wrongUser: Wrong = {
  what: 'a user with two keys, who may do everything by a policy of their own',
  rules: ['iam-user-no-direct-policies', 'iam-user-one-access-key', 'iam-user-inline-not-administrator'],
  async make(connect) {
    const client = connect(iam.IAMClient);
    await client.send(new iam.CreateUserCommand({ UserName }));
    await client.send(new iam.CreateAccessKeyCommand({ UserName }));
    await client.send(new iam.CreateAccessKeyCommand({ UserName }));
    await client.send(
      new iam.PutUserPolicyCommand({ UserName, PolicyName: 'all', PolicyDocument: JSON.stringify(everything) }),
    );
    return UserName;
  },
  async mend(connect) {
    const client = connect(iam.IAMClient);
    await client.send(new iam.DeleteUserPolicyCommand({ UserName, PolicyName: 'all' }));
    const { AccessKeyMetadata = [] } = await client.send(new iam.ListAccessKeysCommand({ UserName }));
    await client.send(
      new iam.DeleteAccessKeyCommand({ UserName, AccessKeyId: AccessKeyMetadata[0]?.AccessKeyId ?? '' }),
    );
  },
};

export const wrongPolicy: Wrong = {
  what: 'a customer managed policy that allows everything, and is attached to nothing',
  rules: ['iam-policy-attached', 'iam-policy-unattached-not-administrator'],
  async make(connect) {
    await connect(iam.IAMClient).send(
      new iam.CreatePolicyCommand({ PolicyName: 'wrong-policy', PolicyDocument: JSON.stringify(everything) }),
    );
    return 'wrong-policy';
  },
  async mend(connect, accountId) {
    const PolicyArn = `arn:aws:iam::${accountId}:policy/wrong-policy`;
    await connect(iam.IAMClient).send(new iam.DeletePolicyCommand({ PolicyArn }));
  },
};

export const mightyPolicy: Wrong = {
  what: 'a customer managed policy that allows everything, attached to a group',
  rules: ['iam-policy-not-administrator'],
  async make(connect, accountId) {
    const client = connect(iam.IAMClient);
    await client.send(
      new iam.CreatePolicyCommand({ PolicyName: 'mighty-policy', PolicyDocument: JSON.stringify(everything) }),
    );
    await client.send(new iam.CreateGroupCommand({ GroupName: 'mighty-group' }));
    const PolicyArn = `arn:aws:iam::${accountId}:policy/mighty-policy`;
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName: 'mighty-group', PolicyArn }));
    return 'mighty-policy';
  },
  async mend(connect, accountId) {
    const PolicyArn = `arn:aws:iam::${accountId}:policy/mighty-policy`;
    const narrow = { PolicyArn, PolicyDocument: JSON.stringify(little), SetAsDefault: true };
    await connect(iam.IAMClient).send(new iam.CreatePolicyVersionCommand(narrow));
  },
};

const mighty = ['kms:*', 'cloudtrail:*', 'iam:AttachUserPolicy', 'iam:PutUserPolicy'];
const wayUp = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: mighty, Resource: '*' }] };

export const policyWithWayUp: Wrong = {
  what: 'a policy with which one can give oneself everything, and take keys and trails away',
  rules: ['iam-policy-no-escalation', 'iam-policy-no-full-kms', 'iam-policy-no-full-cloudtrail'],
  async make(connect, accountId) {
    const client = connect(iam.IAMClient);
    const PolicyDocument = JSON.stringify(wayUp);
    await client.send(new iam.CreatePolicyCommand({ PolicyName: 'way-up', PolicyDocument }));
    await client.send(new iam.CreateGroupCommand({ GroupName: 'climbers' }));
    const PolicyArn = `arn:aws:iam::${accountId}:policy/way-up`;
    await client.send(new iam.AttachGroupPolicyCommand({ GroupName: 'climbers', PolicyArn }));
    return 'way-up';
  },
  async mend(connect, accountId) {
    const PolicyArn = `arn:aws:iam::${accountId}:policy/way-up`;
    const narrow = { PolicyArn, PolicyDocument: JSON.stringify(little), SetAsDefault: true };
    await connect(iam.IAMClient).send(new iam.CreatePolicyVersionCommand(narrow));
  },
};

export const userWithWayUp: Wrong = {
  what: 'a user who can give themselves everything',
  rules: ['iam-user-no-escalation', 'iam-user-inline-no-full-kms'],
  async make(connect) {
    const client = connect(iam.IAMClient);
    await client.send(new iam.CreateUserCommand({ UserName: 'climber' }));
    const PolicyDocument = JSON.stringify(wayUp);
    await client.send(new iam.PutUserPolicyCommand({ UserName: 'climber', PolicyName: 'way-up', PolicyDocument }));
    return 'climber';
  },
  async mend(connect) {
    await connect(iam.IAMClient).send(new iam.DeleteUserPolicyCommand({ UserName: 'climber', PolicyName: 'way-up' }));
  },
};

export const wrongRole: Wrong = {
  what: 'a role that everybody in the world may assume',
  rules: ['iam-role-not-for-everybody'],
  async make(connect) {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    };
    await connect(iam.IAMClient).send(
      new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    return RoleName;
  },
  async mend(connect) {
    const statement = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await connect(iam.IAMClient).send(new iam.UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  },
};

export const strangersRole: Wrong = {
  what: 'a role that another account may assume without an external ID',
  rules: ['iam-role-external-id', 'iam-role-no-outsiders'],
  async make(connect) {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::999988887777:root' }, Action: 'sts:AssumeRole' }],
    };
    await connect(iam.IAMClient).send(
      new iam.CreateRoleCommand({ RoleName: 'strangers-role', AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    return 'strangers-role';
  },
  async mend(connect) {
    await connect(iam.IAMClient).send(new iam.DeleteRoleCommand({ RoleName: 'strangers-role' }));
  },
};

export const noPasswordPolicy: Wrong = {
  what: 'an account without a password policy',
  rules: [
    'iam-password-policy-length',
    'iam-password-policy-lowercase',
    'iam-password-policy-uppercase',
    'iam-password-policy-number',
    'iam-password-policy-symbol',
    'iam-password-policy-reuse',
    'iam-password-policy-expiry',
  ],
  async make(_, accountId) {
    return accountId;
  },
  async mend(connect) {
    await connect(iam.IAMClient).send(
      new iam.UpdateAccountPasswordPolicyCommand({
        ...{ MinimumPasswordLength: 16, RequireSymbols: true, RequireNumbers: true, RequireUppercaseCharacters: true },
        ...{ RequireLowercaseCharacters: true, PasswordReusePrevention: 24, MaxPasswordAge: 90 },
      }),
    );
  },
};
