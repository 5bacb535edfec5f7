import { declareAction } from '../declare-action.ts';
import { s3control } from './sdk.ts';

const blocked = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export const blockPublicAccessOfAccount = declareAction(s3control, {
  id: 's3-account-block-public-access',
  title: 'Block public access to all buckets of the account',
  what: 'Turns on all four settings of S3 Block Public Access for the account: no bucket and no access point in it is public any more.',
  types: ['AWS::S3::AccountPublicAccessBlock'],
  // AWS knows no resource for these.
  calls: {
    GetPublicAccessBlock: {
      permission: 's3:GetAccountPublicAccessBlock',
      on: '*',
      absent: ['NoSuchPublicAccessBlockConfiguration'],
    },
    PutPublicAccessBlock: { permission: 's3:PutAccountPublicAccessBlock', on: '*' },
    DeletePublicAccessBlock: { permission: 's3:PutAccountPublicAccessBlock', on: '*' },
  },
  async read(aws, { accountId }) {
    const found = await aws.find('GetPublicAccessBlock', { AccountId: accountId });
    return { PublicAccessBlock: found?.PublicAccessBlockConfiguration ?? null };
  },
  want: () => ({ to: { PublicAccessBlock: blocked } }),
  mayBreak: ({ to }, { accountId }) =>
    to?.PublicAccessBlock
      ? [
          `Who reads from any bucket of ${accountId} without signing in, or from another account through a public policy, is refused: websites hosted from buckets, downloads by link. In every region.`,
          'CloudFront and signed URLs go on working.',
        ]
      : [],
  async write(aws, { accountId }, { to }) {
    if (to?.PublicAccessBlock) {
      const PublicAccessBlockConfiguration = to.PublicAccessBlock;
      await aws.call('PutPublicAccessBlock', { AccountId: accountId, PublicAccessBlockConfiguration });
    } else {
      await aws.call('DeletePublicAccessBlock', { AccountId: accountId });
    }
  },
  // AWS needs a while until the setting is in force in all regions.
  settlesWithinSeconds: 60,
});
