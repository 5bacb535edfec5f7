import { declareAction } from '../declare-action.ts';
import { type AccessKey, findKey, userOfKey, userWithKey } from './access-keys.ts';
import { iam } from './sdk.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html */
export const deleteAccessKey = declareAction(iam, {
  id: 'iam-access-key-delete',
  title: 'Delete the inactive access key',
  what: 'Deletes the access key, if it is inactive.',
  types: ['AWS::IAM::AccessKey'],
  calls: {
    ListAccessKeys: { permission: 'iam:ListAccessKeys', on: userWithKey },
    DeleteAccessKey: { permission: 'iam:DeleteAccessKey', on: userWithKey, absent: ['NoSuchEntity'] },
  },
  gone: ['NoSuchEntity'],
  async read(aws, target): Promise<AccessKey | null> {
    const { AccessKeyMetadata } = await aws.call('ListAccessKeys', { UserName: userOfKey(target) });
    return findKey(AccessKeyMetadata, target);
  },
  want: ({ Status }, _, { name }) =>
    Status === 'Inactive'
      ? { to: null }
      : { refused: `${name} is still active. Deactivate it first, and delete it when nothing has missed it.` },
  mayBreak: (_, target) => [`Nothing that works now: ${target.name} of ${userOfKey(target)} is inactive.`],
  async write(aws, target, { to }) {
    if (to === null) await aws.find('DeleteAccessKey', { UserName: userOfKey(target), AccessKeyId: target.name });
  },
  whyNoUndo: 'AWS makes a new key only, with another ID and another secret.',
});
