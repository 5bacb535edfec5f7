import type { FailureInfo } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Target } from '../action.ts';
import { CallError } from '../call.ts';
import { type CallerOf, declareAction } from '../declare-action.ts';
import { tagging } from './sdk.ts';
import { needsToRemove, needsToSet, taggableTypes, taggedArn } from './taggable.ts';
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
  whatTagsMean,
} from './tags.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html */
const calls = {
  GetResources: { permission: 'tag:GetResources', on: '*' },
  TagResources: { permission: 'tag:TagResources', on: '*', also: needsToSet },
  UntagResources: { permission: 'tag:UntagResources', on: '*', also: needsToRemove },
} as const;

type Caller = CallerOf<typeof import('@aws-sdk/client-resource-groups-tagging-api'), typeof calls>;

const shared = {
  types: taggableTypes,
  calls,
  async read(aws: Caller, target: Target, parameters: SetParameters | RemoveParameters): Promise<Tags> {
    const arn = taggedArn(target);
    const keys = keysOf(parameters);
    const { ResourceTagMappingList = [] } = await aws.call('GetResources', { ResourceARNList: [arn] });
    const found = ResourceTagMappingList.find(({ ResourceARN }) => ResourceARN === arn);
    // What never had tags is not listed. What has some, and is not, is not known by this ARN.
    if (found === undefined && Object.keys(target.tags).some((key) => !keys.includes(key))) throw unknownTo(target);
    return pickTags(found?.Tags ?? [], keys);
  },
  async write(aws: Caller, target: Target, change: { from: Tags | null; to: Tags | null }): Promise<void> {
    const ResourceARNList = [taggedArn(target)];
    const { set, removed } = difference(change);
    if (Object.keys(set).length > 0) {
      const { FailedResourcesMap = {} } = await aws.call('TagResources', { ResourceARNList, Tags: set });
      throwFailure(target, FailedResourcesMap);
    }
    if (removed.length > 0) {
      const { FailedResourcesMap = {} } = await aws.call('UntagResources', { ResourceARNList, TagKeys: removed });
      throwFailure(target, FailedResourcesMap);
    }
  },
  mayBreak: whatTagsMean,
  // The tagging service learns of changes from the other services.
  settlesWithinSeconds: 120,
};

export const setTagsOfAsset = declareAction(tagging, {
  ...shared,
  id: 'asset-set-tags',
  title: 'Set tags',
  what: 'Adds tags to the asset, or gives those that it has other values. Its other tags stay.',
  parameters: setParameters,
  want: (now, { tags }, target) => wantTags(now, tags, target),
});

export const removeTagsOfAsset = declareAction(tagging, {
  ...shared,
  id: 'asset-remove-tags',
  title: 'Remove tags',
  what: 'Removes tags from the asset, by their keys. Its other tags stay.',
  parameters: removeParameters,
  want: (now, { keys }, target) => wantTags(now, noTags(keys), target),
});

function unknownTo({ name }: Target): CallError {
  return new CallError({
    code: 'action_unfit',
    detail: `AWS’s tagging service does not know ${name}, although it had tags when it was scanned.`,
    mend: 'Scan it and plan it again; if that does not help, set the tags in AWS.',
  });
}

/** The call itself succeeds when the asset’s own service refuses. */
function throwFailure({ arn, name }: Target, failures: Record<string, FailureInfo>): void {
  const [failure] = Object.values(failures);
  if (failure === undefined) return;
  const { ErrorCode = 'unknown', ErrorMessage = '' } = failure;
  const isDenied = /AccessDenied|not authorized|UnauthorizedOperation/i.test(ErrorMessage);
  throw new CallError(
    isDenied
      ? {
          code: 'action_denied',
          detail: `AWS refused to change the tags of ${arn}: ${ErrorMessage}`,
          mend: 'Look at what the account’s role may change under Settings → Cloud Accounts; the asset may carry the tag cloudcoreo:protected, or a policy of its own may deny it.',
        }
      : {
          code: 'action_refused_by_aws',
          detail: `AWS did not change the tags of ${name}: ${ErrorMessage} (${ErrorCode}).`,
          mend: 'What AWS says tells what is in the way. Change that, then plan it again.',
        },
  );
}
