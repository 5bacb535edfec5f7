import { z } from 'zod';
import { declareAction } from '../declare-action.ts';
import { type AccessKey, daysSince, toAccessKey } from './access-keys.ts';
import { iam, theUser } from './sdk.ts';

/** By the keys' IDs. */
type Keys = Record<string, AccessKey & { LastUsedDate?: string }>;

const parameters = z.object({
  accessKeyIds: z
    .array(z.string().regex(/^[A-Z0-9]{16,128}$/))
    .max(2)
    .default([])
    .describe('The keys to deactivate, whatever their age. Empty: those that the other parameters choose.'),
  olderThanDays: z.int().min(0).max(3650).default(90).describe('Keys that were made so many days ago, or earlier.'),
  unusedForDays: z
    .int()
    .min(0)
    .max(3650)
    .default(0)
    .describe('Instead of the age: keys that nobody used for so many days. 0: the age counts.'),
  keepNewest: z.boolean().default(false).describe('Leaves the active key alone that was made last.'),
});

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html */
export const deactivateAccessKeysOfUser = declareAction(iam, {
  id: 'iam-user-deactivate-access-keys',
  title: 'Deactivate access keys of the user',
  what: 'Deactivates the user’s access keys that are old, or that nobody used: nothing can be signed with them until they are activated again.',
  types: ['AWS::IAM::User'],
  parameters,
  calls: {
    ListAccessKeys: { permission: 'iam:ListAccessKeys', on: theUser },
    GetAccessKeyLastUsed: { permission: 'iam:GetAccessKeyLastUsed', on: theUser },
    UpdateAccessKey: { permission: 'iam:UpdateAccessKey', on: theUser },
  },
  gone: ['NoSuchEntity'],
  async read(aws, { name }, { unusedForDays }): Promise<Keys> {
    const { AccessKeyMetadata = [] } = await aws.call('ListAccessKeys', { UserName: name });
    const keys: Keys = {};
    for (const metadata of AccessKeyMetadata) {
      const { AccessKeyId = '' } = metadata;
      const key: Keys[string] = toAccessKey(metadata);
      if (unusedForDays > 0) {
        const { AccessKeyLastUsed } = await aws.call('GetAccessKeyLastUsed', { AccessKeyId });
        const used = (AccessKeyLastUsed?.LastUsedDate ?? metadata.CreateDate)?.toISOString() ?? '';
        // The last use of a key that is in use changes all the time, and what is read twice must be the same.
        if (daysSince(used) >= unusedForDays) key.LastUsedDate = used;
      }
      keys[AccessKeyId] = key;
    }
    return keys;
  },
  want(keys, { accessKeyIds, olderThanDays, unusedForDays, keepNewest }, { name }) {
    const missing = accessKeyIds.find((id) => keys[id] === undefined);
    if (missing !== undefined) return { refused: `${name} has no access key ${missing}.` };
    const isDue = (id: string, key: Keys[string]) => {
      if (accessKeyIds.length > 0) return accessKeyIds.includes(id);
      return unusedForDays > 0 ? key.LastUsedDate !== undefined : daysSince(key.CreateDate) >= olderThanDays;
    };
    const byAge = Object.entries(keys)
      .filter(([, { Status }]) => Status === 'Active')
      .sort(([oneId, one], [otherId, other]) =>
        `${one.CreateDate} ${oneId}` < `${other.CreateDate} ${otherId}` ? -1 : 1,
      );
    const kept = keepNewest ? byAge.at(-1)?.[0] : undefined;
    const due = byAge.filter(([id, key]) => id !== kept && isDue(id, key));
    const inactive = due.map(([id, key]) => [id, { ...key, Status: 'Inactive' }] as const);
    return { to: { ...keys, ...Object.fromEntries(inactive) } };
  },
  mayBreak({ from, to }, { name }) {
    const ended = Object.entries(to ?? {})
      .filter(([id, { Status }]) => Status !== 'Active' && from?.[id]?.Status === 'Active')
      .map(([id]) => id);
    return [
      `Whatever signs its requests with ${ended.join(' or ')} of ${name} is refused at once.`,
      'IAM shows of each key when and for which service it was last used.',
    ];
  },
  async write(aws, { name }, { from, to }) {
    for (const [AccessKeyId, { Status }] of Object.entries(to ?? {})) {
      if (from?.[AccessKeyId]?.Status === Status) continue;
      const is = Status === 'Active' ? 'Active' : 'Inactive';
      await aws.call('UpdateAccessKey', { UserName: name, AccessKeyId, Status: is });
    }
  },
});
