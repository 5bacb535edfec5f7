import type { Target } from '../action.ts';
import { declareAction } from '../declare-action.ts';
import { type AccessKey, findKey, userOfKey, userWithKey } from './access-keys.ts';
import { iam } from './sdk.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html */
export const deactivateAccessKey = declareAction(iam, {
  id: 'iam-access-key-deactivate',
  title: 'Deactivate the access key',
  what: 'Deactivates the access key: nothing can be signed with it until it is activated again.',
  types: ['AWS::IAM::AccessKey'],
  calls: {
    ListAccessKeys: { permission: 'iam:ListAccessKeys', on: userWithKey },
    UpdateAccessKey: { permission: 'iam:UpdateAccessKey', on: userWithKey },
  },
  gone: ['NoSuchEntity'],
  async read(aws, target): Promise<AccessKey | null> {
    const { AccessKeyMetadata } = await aws.call('ListAccessKeys', { UserName: userOfKey(target) });
    return findKey(AccessKeyMetadata, target);
  },
  want: (key) => ({ to: { ...key, Status: 'Inactive' } }),
  mayBreak: (_, target) => [
    `Whatever signs its requests with ${target.name} of ${userOfKey(target)} is refused at once.`,
    lastUseOf(target),
  ],
  async write(aws, target, { to }) {
    if (to === null) return;
    const Status = to.Status === 'Active' ? 'Active' : 'Inactive';
    await aws.call('UpdateAccessKey', { UserName: userOfKey(target), AccessKeyId: target.name, Status });
  },
});

function lastUseOf({ document }: Target): string {
  const used = document.AccessKeyLastUsed as Record<string, unknown> | undefined;
  if (used === undefined) return 'When it was last used is not known.';
  if (used.LastUsedDate === undefined || used.LastUsedDate === null) return 'As far as AWS knows it was never used.';
  const day = String(used.LastUsedDate).slice(0, 10);
  return `When it was scanned it had last been used on ${day}, for ${used.ServiceName} in ${used.Region}.`;
}
