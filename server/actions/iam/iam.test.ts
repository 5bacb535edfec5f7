import { describe, expect, it } from 'vitest';
import type { ActionDeclaration, State, Target } from '../action.ts';
import { iamActions } from './actions.ts';
import { denies } from './denials.ts';

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day).toISOString();

const target: Target = {
  ...{ partition: 'aws', accountId: '111122223333', region: 'us-east-1', type: 'AWS::IAM::User' },
  ...{ arn: 'arn:aws:iam::111122223333:user/ann', name: 'ann', id: 'ann', tags: {}, document: {} },
};

function kindOf(id: string): ActionDeclaration {
  const kind = iamActions.find((one) => one.id === id);
  if (kind === undefined) throw new Error(id);
  return kind;
}

function want(id: string, state: State, parameters: State = {}, of: Partial<Target> = {}) {
  const kind = kindOf(id);
  return kind.want(state, kind.parameters.parse(parameters) as State, { ...target, ...of });
}

describe('deactivating access keys of a user', () => {
  const id = 'iam-user-deactivate-access-keys';
  const old = { Status: 'Active', CreateDate: ago(91) };
  const young = { Status: 'Active', CreateDate: ago(3) };

  it('takes those that are older than 90 days', () => {
    expect(want(id, { AKIAOLD: old, AKIAYOUNG: young })).toEqual({
      to: { AKIAOLD: { ...old, Status: 'Inactive' }, AKIAYOUNG: young },
    });
  });

  it('takes those that nobody used for long, instead, when asked to', () => {
    const unused = { ...young, LastUsedDate: ago(40) };
    expect(want(id, { AKIAOLD: old, AKIAUNUSED: unused }, { unusedForDays: 30 })).toEqual({
      to: { AKIAOLD: old, AKIAUNUSED: { ...unused, Status: 'Inactive' } },
    });
  });

  it('leaves the newest active key alone when asked to, also where an inactive one is newer', () => {
    const inactive = { Status: 'Inactive', CreateDate: ago(1) };
    expect(want(id, { AKIAOLD: old, AKIANEW: inactive }, { olderThanDays: 0, keepNewest: true })).toEqual({
      to: { AKIAOLD: old, AKIANEW: inactive },
    });
  });

  it('refuses a key that the user does not have', () => {
    expect(want(id, { AKIAOLD: old }, { accessKeyIds: ['AKIAIOSFODNN7EXAMPLE'] })).toEqual({
      refused: 'ann has no access key AKIAIOSFODNN7EXAMPLE.',
    });
  });
});

describe('deleting access keys', () => {
  const inactive = { Status: 'Inactive', CreateDate: ago(400) };
  const active = { Status: 'Active', CreateDate: ago(400) };

  it('refuses one that is active', () => {
    const refused = { refused: expect.stringContaining('Deactivate it first') };
    expect(want('iam-access-key-delete', active)).toEqual(refused);
    const keys = { AKIAIOSFODNN7EXAMPLE: active };
    const parameters = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    expect(want('iam-user-delete-inactive-access-keys', keys, parameters)).toEqual(refused);
  });

  it('leaves the inactive ones that were not named', () => {
    const keys = { AKIAIOSFODNN7EXAMPLE: inactive, AKIAI44QH8DHBEXAMPLE: inactive };
    const parameters = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    expect(want('iam-user-delete-inactive-access-keys', keys, parameters)).toEqual({
      to: { AKIAI44QH8DHBEXAMPLE: inactive },
    });
  });
});

describe('removing console access', () => {
  const id = 'iam-user-remove-console-access';

  it.each([
    ['somebody who signed in yesterday', { CreateDate: ago(400), PasswordLastUsed: ago(1) }],
    ['somebody who got the password yesterday', { CreateDate: ago(1), PasswordLastUsed: null }],
  ])('refuses for %s, unless asked not to', (_, LoginProfile) => {
    expect(want(id, { LoginProfile })).toHaveProperty('refused');
    expect(want(id, { LoginProfile }, { usedWithinDays: 0 })).toEqual({ to: { LoginProfile: null } });
  });

  it('takes a password that nobody used for long', () => {
    const LoginProfile = { CreateDate: ago(400), PasswordLastUsed: ago(46) };
    expect(want(id, { LoginProfile })).toEqual({ to: { LoginProfile: null } });
  });
});

describe('the password policy', () => {
  const id = 'iam-account-set-password-policy';
  const strict = {
    MinimumPasswordLength: 20,
    ...{ RequireSymbols: true, RequireNumbers: true },
    ...{ RequireUppercaseCharacters: true, RequireLowercaseCharacters: true },
    ...{ AllowUsersToChangePassword: true, HardExpiry: true, MaxPasswordAge: 30, PasswordReusePrevention: 24 },
  };

  it('never becomes weaker', () => {
    const parameters = { minimumLength: 14, reusePrevention: 5, maximumAgeDays: 90 };
    expect(want(id, { PasswordPolicy: strict }, parameters)).toEqual({ to: { PasswordPolicy: strict } });
  });

  it('gets what it lacks, and keeps the rest', () => {
    const weak = { ...strict, MinimumPasswordLength: 8, RequireSymbols: false, MaxPasswordAge: null };
    expect(want(id, { PasswordPolicy: weak })).toEqual({
      to: { PasswordPolicy: { ...strict, MinimumPasswordLength: 14, MaxPasswordAge: null } },
    });
  });
});

describe('detaching a policy', () => {
  const id = 'iam-identity-detach-policy';
  const attached = { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', IsAttached: true, Denies: false };

  it('refuses where the policy also denies, since more might be allowed without it', () => {
    expect(want(id, { ...attached, Denies: true })).toHaveProperty('refused');
    expect(want(id, attached)).toEqual({ to: { ...attached, IsAttached: false } });
  });

  it('refuses for the roles that AWS keeps', () => {
    for (const path of ['aws-service-role/backup.amazonaws.com', 'aws-reserved/sso.amazonaws.com']) {
      const arn = `arn:aws:iam::111122223333:role/${path}/one`;
      expect(want(id, attached, {}, { arn, name: 'one' })).toHaveProperty('refused');
    }
  });

  it('takes a document that it cannot read for one that denies', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    const encoded = (Statement: unknown) => encodeURIComponent(JSON.stringify({ Statement }));
    expect(denies(encoded(allow))).toBe(false);
    expect(denies(encoded([allow, { ...allow, Effect: 'Deny' }]))).toBe(true);
    for (const document of [undefined, 'no JSON', '%', encoded(undefined), encoded([null])]) {
      expect(denies(document)).toBe(true);
    }
  });
});
