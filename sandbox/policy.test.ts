import { describe, expect, test } from 'vitest';
import { evaluateIdentityPolicies, evaluateTrustPolicy, type Principal } from './policy.ts';

const hub: Principal = {
  accountId: '999999999999',
  partition: 'aws',
  arn: 'arn:aws:iam::999999999999:user/cloudcoreo',
};
const hubSession: Principal = {
  accountId: '999999999999',
  partition: 'aws',
  arn: 'arn:aws:sts::999999999999:assumed-role/worker/i-1',
  roleArn: 'arn:aws:iam::999999999999:role/worker',
};

function trust(statement: object | object[], principal: Principal, externalId?: string) {
  const statements = [statement].flat().map((given) => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...given }));
  return evaluateTrustPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), {
    action: 'sts:AssumeRole',
    principal,
    context: new Map([['sts:ExternalId', externalId]]),
  });
}

const hubRoot = { AWS: 'arn:aws:iam::999999999999:root' };
const expectsId = { StringEquals: { 'sts:ExternalId': 'right' } };

describe('a trust policy', () => {
  test.each([
    ['the account root', hubRoot, hub, 'trusts account'],
    ['the account ID', { AWS: '999999999999' }, hub, 'trusts account'],
    ['one of several accounts', { AWS: ['111111111111', '999999999999'] }, hub, 'trusts account'],
    ['the exact user', { AWS: hub.arn }, hub, 'trusts principal'],
    ['the exact session', { AWS: hubSession.arn }, hubSession, 'trusts principal'],
    ['the role of a session', { AWS: hubSession.roleArn }, hubSession, 'trusts principal'],
    ['everybody', '*', hub, 'trusts principal'],
    ['every AWS principal', { AWS: '*' }, hub, 'trusts principal'],
    ['another account', { AWS: 'arn:aws:iam::111111111111:root' }, hub, 'not trusted'],
    ['another user of the account', { AWS: 'arn:aws:iam::999999999999:user/other' }, hub, 'not trusted'],
    ['the account in another partition', { AWS: 'arn:aws-cn:iam::999999999999:root' }, hub, 'not trusted'],
    ['a user by wildcard, which AWS does not expand', { AWS: 'arn:aws:iam::999999999999:user/*' }, hub, 'not trusted'],
    ['a service', { Service: 'ec2.amazonaws.com' }, hub, 'not trusted'],
    ['a service of any name', { Service: '*' }, hub, 'not trusted'],
    ['a federation', { Federated: '*' }, hub, 'not trusted'],
  ])('that names %s', (_, Principal, principal, decision) => {
    expect(trust({ Principal }, principal)).toBe(decision);
  });

  test('with an external ID lets in only who brings exactly that one', () => {
    const statement = { Principal: hubRoot, Condition: expectsId };
    expect(trust(statement, hub, 'right')).toBe('trusts account');
    expect(trust(statement, hub, 'Right')).toBe('not trusted');
    expect(trust(statement, hub, 'wrong')).toBe('not trusted');
    expect(trust(statement, hub)).toBe('not trusted');
  });

  test.each([
    ['StringLike', { StringLike: { 'sts:ExternalId': 'ri?h*' } }, 'trusts account'],
    ['StringEquals with several values', { StringEquals: { 'STS:externalid': ['a', 'right'] } }, 'trusts account'],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { 'sts:ExternalId': 'RIGHT' } }, 'trusts account'],
    ['StringNotEquals', { StringNotEquals: { 'sts:ExternalId': 'right' } }, 'not trusted'],
    [
      'StringEquals with a wildcard, which is a plain character there',
      { StringEquals: { 'sts:ExternalId': 'r*' } },
      'not trusted',
    ],
    ['Null', { Null: { 'sts:ExternalId': 'true' } }, 'not trusted'],
    ['an operator not known here', { ForAnyValue: { 'sts:ExternalId': 'right' } }, 'not trusted'],
    ['a key not known here', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, 'not trusted'],
    ['a variable', { StringEquals: { 'sts:ExternalId': `$${'{aws:username}'}` } }, 'not trusted'],
    ['two conditions of which one fails', { ...expectsId, StringLike: { 'sts:ExternalId': 'x*' } }, 'not trusted'],
  ])('with the condition %s', (_, Condition, decision) => {
    expect(trust({ Principal: hubRoot, Condition }, hub, 'right')).toBe(decision);
  });

  test('that denies wins over one that allows, also when the denial is not understood', () => {
    const allow = { Principal: hubRoot };
    expect(trust([allow, { Effect: 'Deny', Principal: '*' }], hub)).toBe('denied explicitly');
    expect(trust([allow, { Effect: 'Deny', NotPrincipal: { AWS: hub.arn } }], hub)).toBe('denied explicitly');
    const unknown = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    expect(trust([allow, { Effect: 'Deny', Principal: '*', Condition: unknown }], hub)).toBe('denied explicitly');
    expect(trust([allow, { Effect: 'Deny', Principal: '*', Action: 'sts:TagSession' }], hub)).toBe('trusts account');
  });

  test('without a statement trusts nobody', () => {
    const question = { action: 'sts:AssumeRole', principal: hub, context: new Map() };
    expect(evaluateTrustPolicy('{}', question)).toBe('not trusted');
    expect(evaluateTrustPolicy('[]', question)).toBe('not trusted');
  });
});

describe('an identity policy', () => {
  const decide = (statements: object[], action: string, resource?: string) =>
    evaluateIdentityPolicies(
      statements.map((statement) => JSON.stringify({ Statement: { Effect: 'Allow', Resource: '*', ...statement } })),
      { action, resource, context: new Map() },
    );

  test('allows the actions it names, in any case and by wildcard', () => {
    expect(decide([{ Action: 'iam:GetUser' }], 'iam:GetUser', '*')).toBe('allowed');
    expect(decide([{ Action: 'IAM:getuser' }], 'iam:GetUser', '*')).toBe('allowed');
    expect(decide([{ Action: ['s3:Get*'] }], 's3:GetBucketAcl', '*')).toBe('allowed');
    expect(decide([{ Action: 'iam:GetUser' }], 'iam:GetUserPolicy', '*')).toBe('not allowed');
    expect(decide([{ NotAction: 'iam:*' }], 's3:GetBucketAcl', '*')).toBe('allowed');
    expect(decide([], 'iam:GetUser', '*')).toBe('not allowed');
  });

  test('allows only the resources it names', () => {
    const role = { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/CloudCoreoAssumedRole' };
    expect(decide([role], 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole')).toBe('allowed');
    expect(decide([role], 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole2')).toBe(
      'not allowed',
    );
    expect(
      decide([{ Action: '*', NotResource: 'arn:aws:s3:::secret' }], 's3:GetBucketAcl', 'arn:aws:s3:::secret'),
    ).toBe('not allowed');
  });

  test('says when it allows only some resources and the resource is not known', () => {
    const some = { Action: 'ec2:StopInstances', Resource: 'arn:aws:ec2:*' };
    expect(decide([some], 'ec2:StopInstances')).toBe('allowed on some');
    expect(decide([some, { Action: 'ec2:*', Resource: '*' }], 'ec2:StopInstances')).toBe('allowed');
    expect(decide([{ Effect: 'Deny', ...some }, { Action: '*' }], 'ec2:StopInstances')).toBe('denied explicitly');
  });

  test('that denies wins over all others', () => {
    expect(decide([{ Action: '*' }, { Effect: 'Deny', Action: 'iam:*' }], 'iam:GetUser', '*')).toBe(
      'denied explicitly',
    );
  });
});
