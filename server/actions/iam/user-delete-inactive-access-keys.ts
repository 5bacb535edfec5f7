import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { type AccessKey, toAccessKey } from './access-keys.ts';
import { iam, theUser } from './sdk.ts';

/** By the keys' IDs. */
type Keys = Record<string, AccessKey>;

const parameters = z.object({
  accessKeyId: z
    .string()
    .regex(/^([A-Z0-9]{16,128})?$/)
    .default('')
    .describe('The key to delete, which must be inactive. Empty: all that are inactive.'),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access-keys-admin-managed.html */
export const deleteInactiveAccessKeysOfUser = declareAction(iam, {
  id: 'iam-user-delete-inactive-access-keys',
  title: 'Delete inactive access keys of the user',
  what: 'Deletes access keys of the user that are inactive. Active ones stay.',
  types: ['AWS::IAM::User'],
  parameters,
  calls: {
    ListAccessKeys: { permission: 'iam:ListAccessKeys', on: theUser },
    DeleteAccessKey: { permission: 'iam:DeleteAccessKey', on: theUser, absent: ['NoSuchEntity'] },
  },
  gone: ['NoSuchEntity'],
  async read(aws, { name }): Promise<Keys> {
    const { AccessKeyMetadata = [] } = await aws.call('ListAccessKeys', { UserName: name });
    const keys = AccessKeyMetadata.map((metadata) => [metadata.AccessKeyId ?? '', toAccessKey(metadata)] as const);
    return Object.fromEntries(keys);
  },
  want(keys, { accessKeyId }, { name }) {
    const named = keys[accessKeyId];
    if (accessKeyId !== '' && named === undefined) return { refused: `${name} has no access key ${accessKeyId}.` };
    if (named !== undefined && named.Status !== 'Inactive') {
      return {
        refused: `${accessKeyId} is still active. Deactivate it first, and delete it when nothing has missed it.`,
      };
    }
    const stay = Object.entries(keys).filter(([id, { Status }]) =>
      accessKeyId === '' ? Status !== 'Inactive' : id !== accessKeyId,
    );
    return { to: Object.fromEntries(stay) };
  },
  mayBreak: (_, { name }) => [`Nothing that works now: the keys of ${name} that are deleted are inactive.`],
  async write(aws, { name }, { from, to }) {
    for (const AccessKeyId of Object.keys(from ?? {})) {
      if (to !== null && to[AccessKeyId] === undefined) {
        await aws.find('DeleteAccessKey', { UserName: name, AccessKeyId });
      }
    }
  },
  whyNoUndo: 'AWS makes a new key only, with another ID and another secret.',
});
