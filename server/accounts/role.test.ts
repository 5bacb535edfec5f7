import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodePolicyDocument,
  describeTrust,
  isExpectedTrust,
  newExternalId,
  setupPolicy,
  trustPolicyOf,
} from './role.ts';

const trust = { partition: 'aws', hubAccountId: '999988887777', externalId: 'cloudcoreo-abc' } as const;
const made = trustPolicyOf(trust);
const [statement] = made.Statement;

function withStatement(change: Record<string, unknown>) {
  return { ...made, Statement: [{ ...statement, ...change }] };
}

describe('the trust policy', () => {
  it('recognises what it makes', () => {
    expect(isExpectedTrust(made, trust)).toBe(true);
  });

  it('recognises it in the forms in which IAM gives it back', () => {
    expect(isExpectedTrust({ ...made, Statement: statement }, trust)).toBe(true);
    expect(isExpectedTrust(withStatement({ Action: ['sts:AssumeRole'], Sid: '' }), trust)).toBe(true);
    expect(isExpectedTrust(withStatement({ Principal: { AWS: ['999988887777'] } }), trust)).toBe(true);
    expect(
      isExpectedTrust(withStatement({ Condition: { StringEquals: { 'STS:externalid': ['cloudcoreo-abc'] } } }), trust),
    ).toBe(true);
  });

  it.each([
    ['no condition', withStatement({ Condition: undefined })],
    ['another external ID', withStatement({ Condition: { StringEquals: { 'sts:ExternalId': 'other' } } })],
    [
      'one of several external IDs',
      withStatement({ Condition: { StringEquals: { 'sts:ExternalId': ['cloudcoreo-abc', 'x'] } } }),
    ],
    [
      'an external ID that may be left out',
      withStatement({ Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'cloudcoreo-abc' } } }),
    ],
    [
      'an external ID with a wildcard',
      withStatement({ Condition: { StringLike: { 'sts:ExternalId': 'cloudcoreo-*' } } }),
    ],
    ['everybody', withStatement({ Principal: '*' })],
    ['everybody in AWS', withStatement({ Principal: { AWS: '*' } })],
    ['another account besides', withStatement({ Principal: { AWS: [trust.hubAccountId, '111122223333'] } })],
    ['a service besides', withStatement({ Principal: { AWS: trust.hubAccountId, Service: 'ec2.amazonaws.com' } })],
    ['another partition', withStatement({ Principal: { AWS: 'arn:aws-cn:iam::999988887777:root' } })],
    ['more actions', withStatement({ Action: ['sts:AssumeRole', 'sts:TagSession'] })],
    ['every action', withStatement({ Action: '*' })],
    ['a denial', withStatement({ Effect: 'Deny' })],
    ['a second statement', { ...made, Statement: [statement, statement] }],
    ['NotPrincipal', withStatement({ NotPrincipal: { AWS: '111122223333' } })],
    ['nothing', undefined],
    ['a text', 'Allow'],
    ['no statement', { Version: '2012-10-17' }],
  ])('takes a policy with %s for another one', (_, document) => {
    expect(isExpectedTrust(document, trust)).toBe(false);
  });

  it('takes no document at all for an expected one by accident, and describes each in bounded words', () => {
    fc.assert(
      fc.property(fc.anything(), (document) => {
        expect(isExpectedTrust(document, trust)).toBe(false);
        expect(describeTrust(document).length).toBeLessThanOrEqual(500);
      }),
    );
  });

  it('carries the partition of the hub', () => {
    expect(JSON.stringify(trustPolicyOf({ ...trust, partition: 'aws-us-gov' }))).toContain(
      'arn:aws-us-gov:iam::999988887777:root',
    );
  });
});

describe('the setup policy', () => {
  it('is the one of the reference document, to the letter', () => {
    expect(setupPolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'iam:GetUser',
            'iam:CreatePolicy',
            'iam:GetPolicy',
            'iam:CreateRole',
            'iam:GetRole',
            'iam:AttachRolePolicy',
          ],
          Resource: '*',
        },
      ],
    });
  });
});

describe('an external ID', () => {
  it('is new each time and fits what AWS allows', () => {
    const ids = new Set(Array.from({ length: 1000 }, newExternalId));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[\w+=,.@:/-]{2,1224}$/);
  });
});

describe('a policy document from IAM', () => {
  it('is decoded, and what is none is nothing', () => {
    expect(decodePolicyDocument(encodeURIComponent('{"a":"ü %"}'))).toEqual({ a: 'ü %' });
    expect(decodePolicyDocument('%7Bbroken')).toBeUndefined();
    expect(decodePolicyDocument('%')).toBeUndefined();
    expect(decodePolicyDocument(undefined)).toBeUndefined();
  });
});
