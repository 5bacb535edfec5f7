import { declareAction } from '../declare-action.ts';
import { bucketArn, s3 } from './sdk.ts';

const blocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const blockPublicAccessOfBucket = declareAction(s3, {
  id: 's3-bucket-block-public-access',
  title: 'Block public access to the bucket',
  what: 'Turns on all four settings of S3 Block Public Access for the bucket: ACLs and policies can make it public no more.',
  types: ['AWS::S3::Bucket'],
  calls: {
    GetPublicAccessBlock: {
      permission: 's3:GetBucketPublicAccessBlock',
      on: bucketArn,
      absent: ['NoSuchPublicAccessBlockConfiguration'],
    },
    PutPublicAccessBlock: { permission: 's3:PutBucketPublicAccessBlock', on: bucketArn },
    DeletePublicAccessBlock: { permission: 's3:PutBucketPublicAccessBlock', on: bucketArn },
  },
  gone: ['NoSuchBucket'],
  async read(aws, { name }) {
    const found = await aws.find('GetPublicAccessBlock', { Bucket: name });
    return { PublicAccessBlock: found?.PublicAccessBlockConfiguration ?? null };
  },
  want: () => ({ to: { PublicAccessBlock: blocked } }),
  mayBreak: ({ to }, { name }) =>
    to?.PublicAccessBlock
      ? [
          `Who reads objects of ${name} without signing in, or from another account through a public policy, is refused: websites hosted from the bucket, downloads by link.`,
          'CloudFront and signed URLs go on working.',
        ]
      : [],
  async write(aws, { name }, { to }) {
    if (to?.PublicAccessBlock) {
      const PublicAccessBlockConfiguration = to.PublicAccessBlock;
      await aws.call('PutPublicAccessBlock', { Bucket: name, PublicAccessBlockConfiguration });
    } else {
      await aws.call('DeletePublicAccessBlock', { Bucket: name });
    }
  },
});
