import { describe, expect, it } from 'vitest';
import type { ProwlerVerdict } from './prowler.ts';
import { compareVerdicts, isAboutTheSame, type OwnVerdict } from './verdicts-compare.ts';

const bucket: OwnVerdict = {
  rule: 's3-bucket-encrypted',
  status: 'fail',
  type: 'AWS::S3::Bucket',
  arn: 'arn:aws:s3:::logs',
  name: 'logs',
  region: 'eu-west-1',
  texts: [],
};
const theirs: ProwlerVerdict = {
  check: 's3_bucket_default_encryption',
  status: 'FAIL',
  resource: 'arn:aws:s3:::logs',
  region: 'eu-west-1',
  why: 'It is not encrypted.',
};

function own(type: string, arn: string, more: Partial<OwnVerdict> = {}): OwnVerdict {
  const [, , , region = ''] = arn.split(':');
  return { ...bucket, type, arn, name: '', region: region || 'global', ...more };
}

function isSame(one: OwnVerdict, resource: string, region = 'us-east-1'): boolean {
  return isAboutTheSame(one, { resource, region });
}

describe('a verdict of a rule and one of a check', () => {
  it('are about the same thing when it has the same ID in the same region, however its ARN is written', () => {
    const image = own('AWS::EC2::Image', 'arn:aws:ec2:us-east-1::image/ami-1', { name: 'golden' });
    expect(isSame(image, 'arn:aws:ec2:us-east-1:111122223333:image/ami-1')).toBe(true);
    expect(isSame(image, 'arn:aws:ec2:eu-west-1:111122223333:image/ami-1', 'eu-west-1')).toBe(false);
    expect(isSame(image, 'arn:aws:ec2:us-east-1:111122223333:image/ami-2')).toBe(false);
    const group = own('AWS::Logs::LogGroup', 'arn:aws:logs:us-east-1:111122223333:log-group:app');
    expect(isSame(group, 'arn:aws:logs:us-east-1:111122223333:log-group:app:*')).toBe(true);
    expect(isSame(group, 'arn:aws:logs:us-east-1:111122223333:log-group:app2:*')).toBe(false);
    const address = own('AWS::EC2::EIP', 'arn:aws:ec2:eu-west-1:111122223333:elastic-ip/eipalloc-1');
    expect(isSame(address, 'arn:aws:ec2:eu-west-1:111122223333:eip-allocation/eipalloc-1')).toBe(true);
  });

  it('are about the same thing when one is a part of the other', () => {
    const stage = own('AWS::ApiGatewayV2::Stage', 'arn:aws:apigateway:us-east-1::/apis/abc/stages/$default');
    expect(isSame(stage, 'arn:aws:apigateway:us-east-1::apis/abc')).toBe(true);
    expect(isSame(stage, 'arn:aws:apigateway:us-east-1::apis/xyz')).toBe(false);
    const balancer = 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/1';
    const listener = own(
      'AWS::ElasticLoadBalancingV2::Listener',
      'arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/shop/1/2',
      { texts: [balancer] },
    );
    expect(isSame(listener, balancer)).toBe(true);
    expect(isSame(listener, balancer.replace('shop/1', 'other/3'))).toBe(false);
  });

  it('are about the same thing when a region, or the account, has it once', () => {
    const settings = own('AWS::EC2::AccountSettings', 'arn:aws:ec2:eu-west-1:111122223333:account-settings/eu-west-1');
    expect(isSame(settings, 'arn:aws:guardduty:eu-west-1:111122223333:detector/unknown', 'eu-west-1')).toBe(true);
    expect(isSame(settings, 'arn:aws:guardduty:eu-west-2:111122223333:detector/unknown', 'eu-west-2')).toBe(false);
    const account = own('AWS::IAM::AccountSummary', 'arn:aws:iam::111122223333:account-summary');
    expect(isSame(account, 'arn:aws:logs:us-east-1:111122223333:log-group')).toBe(true);
  });
});

describe('rules beside checks', () => {
  const rules = [{ id: 's3-bucket-encrypted', prowler: ['s3_bucket_default_encryption'] }];

  it('differ where one says fail and the other does not, with what the other says', () => {
    const other = { ...bucket, arn: 'arn:aws:s3:::data', name: 'data' };
    const [row] = compareVerdicts(
      [bucket, { ...other, status: 'unknown' }],
      [
        { ...theirs, status: 'PASS' },
        { ...theirs, resource: other.arn },
      ],
      rules,
    );
    expect(row).toEqual({
      check: 's3_bucket_default_encryption',
      rules: ['s3-bucket-encrypted'],
      ours: { fail: 1, pass: 0, unknown: 1, broken: 0 },
      theirs: { fail: 1, pass: 1, manual: 0 },
      onlyOurs: ['s3-bucket-encrypted eu-west-1 arn:aws:s3:::logs; Prowler: PASS, It is not encrypted.'],
      onlyTheirs: ['eu-west-1 arn:aws:s3:::data: It is not encrypted. CloudCoreo: unknown'],
    });
  });

  it('say the same when the same fail, and are no row when neither says anything', () => {
    expect(compareVerdicts([bucket], [theirs], rules)[0]).toMatchObject({ onlyOurs: [], onlyTheirs: [] });
    expect(compareVerdicts([], [{ ...theirs, check: 'other' }], rules)).toEqual([]);
  });
});
