import { describe, expect, it } from 'vitest';
import type { Partition } from '../aws/partition.ts';
import { typesOf } from '../aws/service.ts';
import { services } from '../aws/services.ts';
import { consoleUrlOf } from './console-url.ts';

const instance = {
  type: 'AWS::EC2::Instance',
  arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
  name: 'web',
  region: 'eu-west-1',
  document: {},
};

describe('the link to the AWS console', () => {
  it.each<[Partition, string]>([
    ['aws', 'https://console.aws.amazon.com/'],
    ['aws-cn', 'https://console.amazonaws.cn/'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/'],
  ])('goes to the console of the partition %s', (partition, host) => {
    expect(consoleUrlOf(instance, partition)).toBe(`${host}ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-1`);
  });

  it('exists for every type that is collected', () => {
    for (const type of services.flatMap(typesOf))
      expect(consoleUrlOf({ ...instance, type }, 'aws'), type).not.toBeNull();
  });

  it('does not exist for a type that the console does not show, or without an ARN', () => {
    expect(consoleUrlOf({ ...instance, type: 'AWS::Other::Thing' }, 'aws')).toBeNull();
    expect(consoleUrlOf({ ...instance, arn: 'nonsense' }, 'aws')).toBeNull();
    expect(consoleUrlOf({ ...instance, type: 'constructor' }, 'aws')).toBeNull();
  });

  it('stays on AWS whatever an asset is called', () => {
    const hostile = `"><script>//evil.example.com/?x=1#@\\`;
    for (const type of services.flatMap(typesOf)) {
      const url = consoleUrlOf(
        {
          type,
          arn: `arn:aws:x:::y/${hostile}`,
          name: hostile,
          region: 'evil.example.com',
          document: { UserName: hostile },
        },
        'aws',
      );
      expect(new URL(url ?? '').origin).toBe('https://console.aws.amazon.com');
      expect(url).not.toMatch(/[<>"\s\\]/);
    }
  });

  it('opens a bucket where it is, and a key at its user', () => {
    const bucket = { ...instance, type: 'AWS::S3::Bucket', arn: 'arn:aws:s3:::one', name: 'one' };
    expect(consoleUrlOf(bucket, 'aws')).toBe('https://console.aws.amazon.com/s3/buckets/one?region=eu-west-1');
    const key = { ...instance, type: 'AWS::IAM::AccessKey', region: 'global', document: { UserName: 'a/b' } };
    expect(consoleUrlOf(key, 'aws')).toContain('/iam/home#/users/details/a%2Fb');
  });
});
