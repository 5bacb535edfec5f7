import { expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { requireTlsOfBucket } from './require-tls.ts';

const want = (Policy: object | null) => requireTlsOfBucket.want({ Policy }, {}, testTarget());
const sharing = (AWS: string, more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::hut/*' },
  ...more,
});
const policyOf = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const denial = {
  ...{ Sid: 'DenyRequestsWithoutTls', Effect: 'Deny', Principal: '*', Action: 's3:*' },
  Resource: ['arn:aws:s3:::hut', 'arn:aws:s3:::hut/*'],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

it('adds one statement, and changes nothing of a policy that has it', () => {
  const partner = sharing('arn:aws:iam::444455556666:root');
  expect(want(policyOf(partner))).toEqual({ to: { Policy: policyOf(partner, denial) } });
  expect(want(policyOf(partner, denial))).toEqual({ to: { Policy: policyOf(partner, denial) } });
});

it('gives its statement no name that another one has', () => {
  const { Sid, ...nameless } = denial;
  const other = sharing('arn:aws:iam::444455556666:root', { Sid });
  expect(want(policyOf(other))).toEqual({ to: { Policy: policyOf(other, nameless) } });
});

it('refuses a policy that names somebody who was deleted', () => {
  expect(want(policyOf(sharing('AIDACKCEVSQ6C2EXAMPLE')))).toEqual({
    refused: expect.stringContaining('names AIDACKCEVSQ6C2EXAMPLE, which was deleted'),
  });
});

it('refuses a policy that would be too long', () => {
  const long = sharing('arn:aws:iam::444455556666:root', { Resource: `arn:aws:s3:::hut/${'x'.repeat(20_300)}` });
  expect(want(policyOf(long))).toEqual({ refused: expect.stringContaining('longer than the 20 KB') });
});

it('warns of a website, which speaks plain HTTP alone', () => {
  const warned = (document: Record<string, unknown>) =>
    requireTlsOfBucket.mayBreak(
      { from: { Policy: null }, to: { Policy: policyOf(denial) } },
      testTarget({ document }),
      {},
    );
  expect(warned({ Website: null })).toHaveLength(1);
  expect(warned({ Website: { IndexDocument: {} } })[1]).toContain('hut serves a website');
});
