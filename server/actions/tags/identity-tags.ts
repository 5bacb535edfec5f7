import type { Target } from '../action.ts';
import { CallError } from '../call.ts';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { theRole, theUser } from '../iam/sdk.ts';
import { taggingOfIdentities } from './sdk.ts';
import {
  difference,
  keysOf,
  noTags,
  pickTags,
  type RemoveParameters,
  removeParameters,
  type SetParameters,
  setParameters,
  type Tags,
  wantTags,
} from './tags.ts';

const calls = {
  ListUserTags: { permission: 'iam:ListUserTags', on: theUser },
  TagUser: { permission: 'iam:TagUser', on: theUser },
  UntagUser: { permission: 'iam:UntagUser', on: theUser },
  ListRoleTags: { permission: 'iam:ListRoleTags', on: theRole },
  TagRole: { permission: 'iam:TagRole', on: theRole },
  UntagRole: { permission: 'iam:UntagRole', on: theRole },
} as const;

type Caller = CallerOf<typeof import('@aws-sdk/client-iam'), typeof calls>;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
const shared = {
  types: ['AWS::IAM::User', 'AWS::IAM::Role'],
  calls,
  gone: ['NoSuchEntity'],
  async read(aws: Caller, target: Target, parameters: SetParameters | RemoveParameters): Promise<Tags> {
    const { name, type } = target;
    const keys = keysOf(parameters);
    // An identity has 50 tags at most.
    const { Tags = [] } =
      type === 'AWS::IAM::User'
        ? await aws.call('ListUserTags', { UserName: name, MaxItems: 1000 })
        : await aws.call('ListRoleTags', { RoleName: name, MaxItems: 1000 });
    const inOtherLetters = Tags.find(({ Key = '' }) =>
      keys.some((key) => key !== Key && key.toLowerCase() === Key.toLowerCase()),
    );
    if (inOtherLetters !== undefined) throw sameKey(target, inOtherLetters.Key ?? '');
    return pickTags(Tags, keys);
  },
  async write(aws: Caller, { name, type }: Target, change: { from: Tags | null; to: Tags | null }): Promise<void> {
    const { set, removed } = difference(change);
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (type === 'AWS::IAM::User') {
      if (Tags.length > 0) await aws.call('TagUser', { UserName: name, Tags });
      if (removed.length > 0) await aws.call('UntagUser', { UserName: name, TagKeys: removed });
    } else {
      if (Tags.length > 0) await aws.call('TagRole', { RoleName: name, Tags });
      if (removed.length > 0) await aws.call('UntagRole', { RoleName: name, TagKeys: removed });
    }
  },
  mayBreak: (_: unknown, { name }: Target) => [
    `Policies may look at the tags of ${name} to decide what it may do: it may then be allowed more, or less.`,
    'Where a tool keeps the tags, as Terraform or CloudFormation do, it sets them back when it runs next.',
  ],
};

export const setTagsOfIdentity = declareAction(taggingOfIdentities, {
  ...shared,
  id: 'iam-identity-set-tags',
  title: 'Set tags of the user or role',
  what: 'Adds tags to the user or role, or gives those that it has other values. Its other tags stay.',
  parameters: setParameters,
  want: (now, { tags }, target) => wantTags(now, tags, target),
});

export const removeTagsOfIdentity = declareAction(taggingOfIdentities, {
  ...shared,
  id: 'iam-identity-remove-tags',
  title: 'Remove tags of the user or role',
  what: 'Removes tags from the user or role, by their keys. Its other tags stay.',
  parameters: removeParameters,
  want: (now, { keys }, target) => wantTags(now, noTags(keys), target),
});

/** IAM takes `Team` and `team` for one key, so that undoing would not put back what was there. */
function sameKey({ name }: Target, key: string): CallError {
  return new CallError({
    code: 'action_unfit',
    detail: `${name} has the tag ${key}, which IAM takes for the same in capital and small letters.`,
    mend: `Write the key as it is there: ${key}.`,
  });
}
