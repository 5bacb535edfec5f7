import { describe, expect, it } from 'vitest';
import { mentionsOf } from './mentions.ts';

const vpcArn = 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0123456789abcdef0';
const namesIn = (document: Record<string, unknown>, arn = 'arn:aws:s3:::bucket') => mentionsOf({ arn, document }).names;

describe('what a document names', () => {
  it('is the ARNs and resource IDs anywhere in it, each once', () => {
    const role = 'arn:aws-cn:iam::111122223333:role/app';
    expect(
      namesIn({
        Role: role,
        Vpc: { VpcId: 'vpc-0123456789abcdef0', SubnetIds: ['subnet-01234567', 'subnet-01234567'] },
        Peering: [{ Id: 'pcx-0123456789abcdef0' }],
        Key: { Id: '1234abcd-12ab-34cd-56ef-1234567890ab', Again: role },
      }),
    ).toEqual([
      role,
      'vpc-0123456789abcdef0',
      'subnet-01234567',
      'pcx-0123456789abcdef0',
      '1234abcd-12ab-34cd-56ef-1234567890ab',
    ]);
  });

  it('is not the asset itself, by its ARN or by its ID', () => {
    expect(namesIn({ VpcId: 'vpc-0123456789abcdef0', Arn: vpcArn }, vpcArn)).toEqual([]);
  });

  it.each([
    'arn:aws:s3:::bucket/*',
    'arn:aws:s3:::a b',
    'arn:other:s3:::bucket',
    'arn:aws:s3',
    'see arn:aws:iam::1:role/a',
    'vpc-xyz',
    'my-0123',
    'VPC-01234567',
    '',
    `arn:aws:s3:::${'x'.repeat(400)}`,
  ])('is not “%s”', (text) => {
    expect(namesIn({ text })).toEqual([]);
  });

  it('ends at 200', () => {
    const Roles = Array.from({ length: 300 }, (_, index) => `arn:aws:iam::111122223333:role/r${index}`);
    expect(namesIn({ Roles })).toHaveLength(200);
  });
});

describe('the ID that others name an asset by', () => {
  it.each([
    [vpcArn, 'vpc-0123456789abcdef0'],
    ['arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01234567', 'sg-01234567'],
    [
      'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      '1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    ['arn:aws:s3:::vpc-logs', null],
    ['arn:aws:iam::111122223333:role/app', null],
  ])('of %s is %s', (arn, resourceId) => {
    expect(mentionsOf({ arn, document: {} }).resourceId).toBe(resourceId);
  });
});
