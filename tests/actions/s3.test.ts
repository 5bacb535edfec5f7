import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Faulty } from './faulty.ts';
import { proveActions } from './prove.ts';

const unblocked: Faulty = {
  kind: 's3-bucket-block-public-access',
  what: 'a bucket of which public access is blocked in part',
  type: 'AWS::S3::Bucket',
  rule: 's3-bucket-public-access-blocked',
  async make(connect) {
    const Bucket = 'faulty-half-blocked';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    const half = {
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: false,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: half }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_public_access_block', input: { Bucket: 'faulty-half-blocked' } }),
  mended: {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  },
};

const withoutBlock: Faulty = {
  ...unblocked,
  what: 'a bucket that has no such settings',
  async make(connect) {
    const Bucket = 'faulty-unblocked';
    const client = connect(S3Client);
    await client.send(new CreateBucketCommand({ Bucket }));
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    return Bucket;
  },
  look: () => ({ service: 's3', operation: 'get_public_access_block', input: { Bucket: 'faulty-unblocked' } }),
};

proveActions(['s3'], [unblocked, withoutBlock]);
