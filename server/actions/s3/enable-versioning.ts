import { declareAction } from '../declare-action.ts';
import { bucketArn, s3 } from './sdk.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export const enableVersioningOfBucket = declareAction(s3, {
  id: 's3-bucket-enable-versioning',
  title: 'Keep old versions of the bucket’s objects',
  what: 'Turns on versioning: what is overwritten or deleted stays as an old version. Undoing suspends it, and keeps the versions.',
  types: ['AWS::S3::Bucket'],
  calls: {
    GetBucketVersioning: { permission: 's3:GetBucketVersioning', on: bucketArn },
    PutBucketVersioning: { permission: 's3:PutBucketVersioning', on: bucketArn },
  },
  gone: ['NoSuchBucket'],
  async read(aws, { name }) {
    const { Status, MFADelete } = await aws.call('GetBucketVersioning', { Bucket: name });
    return {
      // AWS tells a bucket that never had versions from one of which they were suspended, but has no way back to the former:
      // both are `Suspended` here, so that undoing brings back the same state.
      Versioning: Status === 'Enabled' ? ('Enabled' as const) : ('Suspended' as const),
      MfaDelete: MFADelete === 'Enabled',
    };
  },
  want: (state, _, { name }) =>
    state.MfaDelete && state.Versioning !== 'Enabled'
      ? { refused: `MFA delete is on for ${name}: only the account’s root user can change its versioning, with MFA.` }
      : { to: { ...state, Versioning: 'Enabled' as const } },
  mayBreak: (_, { name }) => [
    `Storage of ${name} grows: what is overwritten or deleted stays, and is charged, until a lifecycle rule ends old versions.`,
    'What must really be deleted, such as personal data, has to be deleted by version from then on.',
    'Versioning can be suspended later, but a bucket that had it never becomes one without.',
  ],
  async write(aws, { name }, { to }) {
    if (to === null) return;
    await aws.call('PutBucketVersioning', { Bucket: name, VersioningConfiguration: { Status: to.Versioning } });
  },
});
