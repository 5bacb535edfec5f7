import { declareAction } from '../declare-action.ts';
import { ec2 } from './sdk.ts';

/** https://docs.aws.amazon.com/ebs/latest/userguide/encryption-by-default.html */
export const encryptVolumesByDefault = declareAction(ec2, {
  id: 'ec2-account-encrypt-volumes-by-default',
  title: 'Encrypt new EBS volumes by default',
  what: 'Has EBS encrypt every new volume and every copy of a snapshot in the region, with the region’s default key.',
  types: ['AWS::EC2::AccountSettings'],
  calls: {
    GetEbsEncryptionByDefault: { permission: 'ec2:GetEbsEncryptionByDefault', on: '*' },
    EnableEbsEncryptionByDefault: { permission: 'ec2:EnableEbsEncryptionByDefault', on: '*' },
    DisableEbsEncryptionByDefault: { permission: 'ec2:DisableEbsEncryptionByDefault', on: '*' },
  },
  hasDryRun: true,
  async read(aws) {
    const { EbsEncryptionByDefault = false } = await aws.call('GetEbsEncryptionByDefault', {});
    return { EbsEncryptionByDefault };
  },
  want: () => ({ to: { EbsEncryptionByDefault: true } }),
  mayBreak: ({ to }, { region }) =>
    to?.EbsEncryptionByDefault
      ? [
          `Volumes and snapshots that are in ${region} already stay as they are.`,
          'Who launches instances must be allowed to use the default key. With a key of your own, Auto Scaling groups and other accounts need it in the key’s policy, or their instances do not start.',
          'Snapshots of new volumes are encrypted, too: with AWS’s own key they cannot be shared with other accounts.',
        ]
      : [],
  async write(aws, _, { to }) {
    await (to?.EbsEncryptionByDefault
      ? aws.call('EnableEbsEncryptionByDefault', {})
      : aws.call('DisableEbsEncryptionByDefault', {}));
  },
});
