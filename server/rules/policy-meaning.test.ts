import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowsAction, allowsEverything, escalationsOf, wholeServicesOf } from './identity-policy.ts';
import {
  deniesPlainHttp,
  isPublicPolicy,
  outsidersOf,
  publicActions,
  trustedBy,
  wantsExternalId,
} from './policy-meaning.ts';
import { toValue } from './values.ts';

const own = '111122223333';
const allow = (more: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...more });
const deny = (more: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', ...more });
const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });

describe('whether a resource’s policy is public', () => {
  it.each<[string, boolean, object]>([
    ['everybody', true, policy(allow({ Principal: '*' }))],
    ['everybody, as an AWS principal', true, policy(allow({ Principal: { AWS: '*' } }))],
    ['everybody, in a list', true, policy(allow({ Principal: { AWS: [`arn:aws:iam::${own}:root`, '*'] } }))],
    ['everybody but one', true, policy(allow({ NotPrincipal: { AWS: `arn:aws:iam::${own}:root` } }))],
    ['one statement that is no list', true, { Statement: allow({ Principal: '*' }) }],
    ['an account', false, policy(allow({ Principal: { AWS: own } }))],
    ['a service', false, policy(allow({ Principal: { Service: 'cloudtrail.amazonaws.com' } }))],
    ['nobody', false, policy()],
    ['a denial', false, policy(deny({}))],
    [
      'an organization',
      false,
      policy(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } })),
    ],
    [
      'a VPC endpoint, key in capitals',
      false,
      policy(allow({ Principal: '*', Condition: { StringEquals: { 'AWS:SourceVpce': 'vpce-1' } } })),
    ],
    [
      'an account of a source',
      false,
      policy(allow({ Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': own } } })),
    ],
    [
      'a source with an account',
      false,
      policy(allow({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:*:${own}:*` } } })),
    ],
    [
      'a source of any account',
      true,
      policy(allow({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } } })),
    ],
    [
      'any bucket as a source',
      true,
      policy(allow({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } } })),
    ],
    [
      'a bucket as a source',
      false,
      policy(allow({ Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::mine' } } })),
    ],
    [
      'an address',
      false,
      policy(allow({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } })),
    ],
    [
      'the Internet as addresses',
      true,
      policy(allow({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } } })),
    ],
    [
      'half of the Internet',
      true,
      policy(allow({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } } })),
    ],
    [
      'who has an organization, if any',
      true,
      policy(allow({ Principal: '*', Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } })),
    ],
    [
      'all of no values',
      true,
      policy(
        allow({
          Principal: '*',
          Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-abcdefghij/*' } },
        }),
      ),
    ],
    ['TLS only', true, policy(allow({ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }))],
    ['a user agent', true, policy(allow({ Principal: '*', Condition: { StringLike: { 'aws:UserAgent': 'secret' } } }))],
    [
      'not an address',
      true,
      policy(allow({ Principal: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.7' } } })),
    ],
    ['denied to everybody', false, policy(allow({ Principal: '*' }), deny({}))],
    [
      'denied but for an address',
      false,
      policy(allow({ Principal: '*' }), deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })),
    ],
    [
      'denied but for the Internet',
      true,
      policy(allow({ Principal: '*' }), deny({ Condition: { NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } })),
    ],
    [
      'denied without TLS',
      true,
      policy(allow({ Principal: '*' }), deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })),
    ],
    [
      'denied but for an organization, without TLS',
      true,
      policy(
        allow({ Principal: '*' }),
        deny({
          Condition: {
            StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' },
            Bool: { 'aws:SecureTransport': 'false' },
          },
        }),
      ),
    ],
    ['denied of other actions', true, policy(allow({ Principal: '*' }), deny({ Action: 's3:Put*' }))],
    [
      'denied of all other actions',
      true,
      policy(allow({ Principal: '*' }), { ...deny({}), Action: undefined, NotAction: 's3:Get*' }),
    ],
    ['denied of another resource', true, policy(allow({ Principal: '*' }), deny({ Resource: 'arn:aws:s3:::b' }))],
    ['denied to one', true, policy(allow({ Principal: '*' }), deny({ Principal: { AWS: own } }))],
  ])('%s: %s', (_, isPublic, given) => {
    expect(isPublicPolicy(given)).toBe(isPublic);
    expect(isPublicPolicy(toValue(given))).toBe(isPublic);
  });

  it('is an error for what is no policy, never “not public”', () => {
    expect(() => isPublicPolicy('{"Statement":')).toThrow('no IAM policy');
    expect(() => isPublicPolicy({ Statement: ['x'] })).toThrow('none');
  });

  it('tells what everybody may do', () => {
    expect(publicActions(policy(allow({ Principal: '*', Action: ['SQS:SendMessage', 'sqs:Get*'] })))).toEqual([
      'sqs:sendmessage',
      'sqs:get*',
    ]);
    expect(publicActions(policy({ ...allow({ Principal: '*' }), Action: undefined, NotAction: 's3:Put*' }))).toEqual([
      '*',
    ]);
  });

  it('never becomes public by a further denial, nor private by a further allowance', () => {
    const principal = fc.constantFrom<object | string>(
      '*',
      { AWS: '*' },
      { AWS: own },
      { Service: 'sns.amazonaws.com' },
    );
    const condition = fc.constantFrom(
      undefined,
      { StringEquals: { 'aws:SourceAccount': own } },
      { Bool: { 'aws:SecureTransport': 'false' } },
      { StringNotEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
    );
    const action = fc.constantFrom('*', 's3:*', 's3:Get*', 's3:GetObject', ['s3:PutObject', 'sqs:*']);
    const statement = (Effect: string) =>
      fc.record({
        Effect: fc.constant(Effect),
        Principal: principal,
        Action: action,
        Resource: fc.constantFrom('*', 'arn:aws:s3:::b/*'),
        Condition: condition,
      });
    const statements = fc.array(fc.oneof(statement('Allow'), statement('Deny')), { maxLength: 5 });
    fc.assert(
      fc.property(statements, statement('Deny'), statement('Allow'), (given, denial, allowance) => {
        const before = isPublicPolicy(policy(...given));
        if (!before) expect(isPublicPolicy(policy(...given, denial))).toBe(false);
        if (before) expect(isPublicPolicy(policy(...given, allowance))).toBe(true);
        // The order of statements says nothing.
        expect(isPublicPolicy(policy(...given.toReversed()))).toBe(before);
        // Everybody is an outsider.
        expect(outsidersOf(policy(...given), own).includes('*')).toBe(before);
      }),
    );
  });
});

describe('whom outside the account a policy lets in', () => {
  it.each<[string[], object]>([
    [['444455556666'], policy(allow({ Principal: { AWS: ['arn:aws:iam::444455556666:role/x', own] } }))],
    [['444455556666'], policy(allow({ Principal: { AWS: '444455556666' } }))],
    [[], policy(allow({ Principal: { Service: 'sns.amazonaws.com' } }))],
    [['*'], policy(allow({ Principal: '*' }))],
    [
      ['o-abcdefghij'],
      policy(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } })),
    ],
    [
      ['444455556666'],
      policy(allow({ Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': [own, '444455556666'] } } })),
    ],
    [['canonical user 79a5'], policy(allow({ Principal: { CanonicalUser: '79a5' } }))],
    [[], policy(allow({ Principal: { AWS: '444455556666' } }), deny({}))],
  ])('%j', (outsiders, given) => {
    expect(outsidersOf(given, own)).toEqual(outsiders);
  });
});

describe('what an identity’s policies allow', () => {
  it('is everything only when nothing is left out', () => {
    expect(allowsEverything(policy({ Effect: 'Allow', Action: '*', Resource: '*' }))).toBe(true);
    expect(allowsEverything(policy({ Effect: 'Allow', Action: ['s3:*', '*:*'], Resource: ['*'] }))).toBe(true);
    expect(allowsEverything(policy({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::b' }))).toBe(false);
    expect(allowsEverything(policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }))).toBe(false);
    expect(
      allowsEverything(
        policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: '*', Resource: '*' }),
      ),
    ).toBe(false);
    expect(
      allowsEverything(
        policy({ Effect: 'Allow', Action: '*', Resource: '*' }, { Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
      ),
    ).toBe(true);
  });

  it('takes in wildcards, all but some, and denials', () => {
    expect(allowsAction(policy({ Effect: 'Allow', Action: 'IAM:Pass*', Resource: '*' }), 'iam:PassRole')).toBe(true);
    expect(allowsAction(policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), 'iam:PassRole')).toBe(true);
    expect(allowsAction(policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'iam:PassRole')).toBe(false);
    expect(allowsAction(policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }), 'kms:*')).toBe(true);
    expect(allowsAction(policy({ Effect: 'Allow', Action: ['kms:Describe*', 's3:*'], Resource: '*' }), 'kms:*')).toBe(
      false,
    );
    expect(
      allowsAction(
        policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::1:role/one' }),
        'iam:PassRole',
      ),
    ).toBe(false);
    expect(
      allowsAction(
        policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: 'arn:aws:iam::1:role/*' }),
        'iam:PassRole',
      ),
    ).toBe(true);
    const two = [
      policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' }),
      policy({ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }),
    ];
    expect(allowsAction(two, 'iam:PassRole')).toBe(false);
    expect(allowsAction(two, 'iam:GetRole')).toBe(true);
  });

  it('tells the ways to more permissions, over several policies together', () => {
    expect(
      escalationsOf([
        policy({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }),
        policy({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
      ]),
    ).toEqual(['iam:PassRole + ec2:RunInstances']);
    expect(escalationsOf(policy({ Effect: 'Allow', Action: ['s3:*', 'iam:Get*'], Resource: '*' }))).toEqual([]);
  });

  it('tells the services that are allowed whole', () => {
    const given = policy(
      { Effect: 'Allow', Action: ['s3:*', 'ec2:Describe*'], Resource: '*' },
      { Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:us-east-1:1:q' },
    );
    expect(wholeServicesOf(given)).toEqual(['s3:*']);
  });
});

describe('a denial of what does not come over TLS', () => {
  const resources = ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'];
  const tls = { Condition: { Bool: { 'aws:SecureTransport': 'false' } } };

  it('must be for everybody, all actions and all that is asked about, and for no other reason', () => {
    expect(deniesPlainHttp(policy(deny({ Resource: resources, ...tls })), 's3:*', resources)).toBe(true);
    expect(deniesPlainHttp(policy(deny(tls)), 's3:*', resources)).toBe(true);
    expect(deniesPlainHttp(policy(deny({ Action: '*', ...tls })), 's3:*', resources)).toBe(true);
    expect(deniesPlainHttp(policy(deny({ Resource: resources[0], ...tls })), 's3:*', resources)).toBe(false);
    expect(deniesPlainHttp(policy(deny({ Action: 's3:GetObject', ...tls })), 's3:*', resources)).toBe(false);
    expect(deniesPlainHttp(policy(deny({ Principal: { AWS: own }, ...tls })), 's3:*', resources)).toBe(false);
    expect(
      deniesPlainHttp(
        policy(deny({ Condition: { ...tls.Condition, IpAddress: { 'aws:SourceIp': '10.0.0.1' } } })),
        's3:*',
        resources,
      ),
    ).toBe(false);
    expect(deniesPlainHttp(policy(allow({ Principal: '*' })), 's3:*', resources)).toBe(false);
  });
});

it.each([
  ['aws:SourceVpce', 'vpce-*', true],
  ['aws:SourceVpce', 'vpce-0a1b*', false],
  ['aws:SourceVpc', 'vpc-*', true],
  ['aws:PrincipalOrgID', 'o-*', true],
  ['aws:PrincipalOrgID', 'o-a1b2c3d4e5', false],
  ['aws:userid', 'AROA*', true],
  ['aws:userid', 'AROAEXAMPLEID:*', false],
])('takes %s like %s for everybody: %s', (key, value, isForAll) => {
  const open = {
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringLike: { [key]: value } },
  };
  expect(isPublicPolicy(policy(open))).toBe(isForAll);
});

describe('a trust policy', () => {
  const trust = (more: object) => policy({ Effect: 'Allow', Action: 'sts:AssumeRole', ...more });

  it('tells who may assume the role', () => {
    expect(
      trustedBy(trust({ Principal: { Service: ['ec2.amazonaws.com'], AWS: 'arn:aws:iam::444455556666:root' } })),
    ).toEqual(['444455556666', 'ec2.amazonaws.com']);
    expect(trustedBy(trust({ Principal: '*' }))).toEqual(['*']);
    expect(
      trustedBy(trust({ Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: 'accounts.google.com' } })),
    ).toEqual(['accounts.google.com']);
  });

  it('wants an external ID of every other account, or does not', () => {
    const other = { Principal: { AWS: 'arn:aws:iam::444455556666:root' } };
    expect(wantsExternalId(trust(other), own)).toBe(false);
    expect(wantsExternalId(trust({ ...other, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }), own)).toBe(
      true,
    );
    expect(
      wantsExternalId(trust({ ...other, Condition: { StringEqualsIfExists: { 'sts:ExternalId': 'x' } } }), own),
    ).toBe(false);
    const pattern = (value: string) => trust({ ...other, Condition: { StringLike: { 'sts:ExternalId': value } } });
    expect(wantsExternalId(pattern('*'), own)).toBe(false);
    expect(wantsExternalId(pattern('customer-7-*'), own)).toBe(true);
    const not = trust({ ...other, Condition: { StringNotEquals: { 'sts:ExternalId': 'x' } } });
    expect(wantsExternalId(not, own)).toBe(false);
    expect(wantsExternalId(trust({ Principal: { AWS: own } }), own)).toBe(true);
  });
});
