import { expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { encryptBucketByDefault } from './encrypt-by-default.ts';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/0a';
const want = (rule: object | null, parameters: object = {}) =>
  encryptBucketByDefault.want(
    { Encryption: rule },
    encryptBucketByDefault.parameters.parse(parameters) as Record<string, unknown>,
    testTarget(),
  );
const ofKms = {
  ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'other' },
  BucketKeyEnabled: false,
};
const ofS3 = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false };

it('sets S3’s own keys where nothing is set, and nothing where something is', () => {
  expect(want(null)).toEqual({ to: { Encryption: ofS3 } });
  expect(want(ofS3)).toEqual({ to: { Encryption: ofS3 } });
});

it('leaves a bucket with a KMS key as it is, unless another key is named', () => {
  expect(want(ofKms)).toEqual({ to: { Encryption: ofKms } });
  expect(want(ofKms, { key: 'aws/s3' })).toEqual({ to: { Encryption: ofKms } });
  expect(want(ofKms, { key })).toEqual({
    to: {
      Encryption: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
        BucketKeyEnabled: true,
      },
    },
  });
});

it('keeps encryption in two layers, for which there are no bucket keys', () => {
  const twice = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse' }, BucketKeyEnabled: false };
  expect(want(twice)).toEqual({ to: { Encryption: twice } });
  expect(want(twice, { key })).toMatchObject({
    to: {
      Encryption: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID: key },
        BucketKeyEnabled: false,
      },
    },
  });
});

it('keeps what the bucket refuses to be encrypted with', () => {
  const BlockedEncryptionTypes = { EncryptionType: ['SSE-C'] };
  expect(want({ ...ofS3, BlockedEncryptionTypes }, { key: 'aws/s3' })).toEqual({
    to: {
      Encryption: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
        BucketKeyEnabled: true,
        BlockedEncryptionTypes,
      },
    },
  });
});

it('refuses a key of another region, and what is no key', () => {
  expect(want(ofS3, { key: 'arn:aws:kms:us-east-1:111122223333:key/0a' })).toEqual({
    refused: expect.stringContaining('must be of eu-west-1, where hut is'),
  });
  expect(() => want(ofS3, { key: 'alias/mine' })).toThrow('This must be SSE-S3, aws/s3, or the ARN of a KMS key.');
});
