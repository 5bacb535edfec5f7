import type { ActionKindView, ActionSettingsView } from '../../../../../server/actions/api.ts';
import { plural } from '../../../show/plural.ts';

export type ApprovalRule = ActionSettingsView['approvals'][number];
type Severity = NonNullable<ApprovalRule['severities']>[number];

export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'informational'];

/** A rule as the form holds it: what is empty is not named. */
export interface ApprovalDraft {
  kinds: string[];
  severities: Severity[];
  cloudAccountIds: string[];
  tagKey: string;
  tagValue: string;
}

export function draftOf(rule: ApprovalRule | undefined): ApprovalDraft {
  return {
    kinds: rule?.kinds ?? [],
    severities: rule?.severities ?? [],
    cloudAccountIds: rule?.cloudAccountIds ?? [],
    tagKey: rule?.tagKey ?? '',
    tagValue: rule?.tagValue ?? '',
  };
}

export function ruleOf({ kinds, severities: chosen, cloudAccountIds, tagKey, tagValue }: ApprovalDraft): ApprovalRule {
  const key = tagKey.trim();
  return {
    ...(kinds.length > 0 && { kinds }),
    ...(chosen.length > 0 && { severities: chosen }),
    ...(cloudAccountIds.length > 0 && { cloudAccountIds }),
    ...(key !== '' && { tagKey: key, ...(tagValue.trim() !== '' && { tagValue: tagValue.trim() }) }),
  };
}

/** What is wrong with a draft, by field. */
export function draftErrors({ tagKey, tagValue }: ApprovalDraft): Record<string, string> {
  const isHalf = tagKey.trim() === '' && tagValue.trim() !== '';
  return isHalf ? { tagKey: 'Name the tag that has this value.' } : {};
}

/** All that must be so, each in words; one sentence when nothing is named. */
export function approvalWords(
  rule: ApprovalRule,
  kinds: readonly Pick<ActionKindView, 'id' | 'title'>[],
  nicknames: ReadonlyMap<string, string>,
): string[] {
  const draft = draftOf(rule);
  const words: string[] = [];
  if (draft.kinds.length > 0) {
    const titles = draft.kinds.map((id) => `“${kinds.find((kind) => kind.id === id)?.title ?? id}”`);
    words.push(`the action is ${titles.join(' or ')}`);
  }
  if (draft.severities.length > 0) words.push(`it mends a finding that is ${draft.severities.join(' or ')}`);
  if (draft.cloudAccountIds.length > 0) words.push(`it is in ${accountWords(draft.cloudAccountIds, nicknames)}`);
  if (draft.tagKey !== '') {
    words.push(`the asset has the tag ${draft.tagKey}${draft.tagValue === '' ? '' : ` = ${draft.tagValue}`}`);
  }
  return words.length === 0 ? ['anything is to be changed'] : words;
}

/** Up to three accounts by their names. */
export function accountWords(ids: readonly string[], nicknames: ReadonlyMap<string, string>): string {
  if (ids.length > 3) return plural(ids.length, 'account');
  return ids.map((id) => nicknames.get(id) ?? 'an account that is gone').join(' or ');
}
