import type { FindingView } from '../../../../server/findings/api.ts';
import { emptyScope, type Scope, untilWords } from '../suppressions/suppression.model.ts';

type Resolution = NonNullable<FindingView['resolvedBy']>;

/** What stands behind the asset’s name and says how it is: “fails this rule”, and since when. */
export function verdictOf({
  status,
  timesOpened,
  openedAt,
  resolvedAt,
  resolvedBy,
}: Pick<FindingView, 'status' | 'timesOpened' | 'openedAt' | 'resolvedAt' | 'resolvedBy'>): {
  words: string;
  since: string;
} {
  if (status === 'resolved') return { words: resolvedWords[resolvedBy ?? 'passes'], since: resolvedAt ?? openedAt };
  const again = timesOpened > 1 ? ' again' : '';
  return { words: `fails this rule${again}`, since: openedAt };
}

const resolvedWords: Record<Resolution, string> = {
  passes: 'passes this rule again',
  not_applicable: 'is nothing that this rule is for any more',
  asset_gone: 'is gone',
  rule_off: 'is not judged by this rule any more',
};

const resolutions: Record<Resolution, string> = {
  passes: 'Resolved: the asset passes the rule',
  not_applicable: 'Resolved: the rule no longer applies to the asset',
  asset_gone: 'Resolved: the asset is gone',
  rule_off: 'Resolved: the rule is no longer judged',
};

type Event = FindingView['events'][number];

/** What happened, without who did it. */
export function eventWords({ kind, resolvedBy, text }: Pick<Event, 'kind' | 'resolvedBy' | 'text'>): string {
  switch (kind) {
    case 'opened':
      return 'Opened: the asset fails the rule';
    case 'reopened':
      return 'Opened again: the asset fails the rule again';
    case 'resolved':
      return resolvedBy === null ? 'Resolved' : resolutions[resolvedBy];
    case 'suppressed':
      return 'Suppressed';
    case 'unsuppressed':
      return 'Open again: it is not suppressed any more';
    case 'assigned':
      return text === null ? 'Assigned to nobody' : `Assigned to ${text}`;
    case 'commented':
      return 'Comment';
  }
}

/** What was written with an event: a comment, or why something is suppressed. */
export function eventQuote({ kind, text }: Pick<Event, 'kind' | 'text'>): string | null {
  return kind === 'commented' || kind === 'suppressed' ? text : null;
}

const suppressionWords = {
  suppressed: 'Suppressed',
  risk_accepted: 'The risk is accepted',
  false_positive: 'A false positive',
} as const;

/** “The risk is accepted until 3 Jan 2030”. */
export function suppressionTitle({ kind, expiresAt }: NonNullable<FindingView['suppression']>): string {
  return `${suppressionWords[kind]} ${untilWords(expiresAt)}`;
}

/** What can be suppressed from a finding’s page, from narrow to wide. */
export type Breadth = 'finding' | 'asset' | 'rule-in-account' | 'rule' | 'tag';

/** @param tag of the breadth `tag`; a value of null: any */
export function scopeOf(
  { id, ruleId, assetId, cloudAccountId }: Pick<FindingView, 'id' | 'ruleId' | 'assetId' | 'cloudAccountId'>,
  breadth: Breadth,
  tag: { key: string; value: string | null },
): Scope {
  switch (breadth) {
    case 'finding':
      return { ...emptyScope, findingId: id, cloudAccountId };
    case 'asset':
      return { ...emptyScope, assetId, cloudAccountId };
    case 'rule-in-account':
      return { ...emptyScope, ruleId, cloudAccountId };
    case 'rule':
      return { ...emptyScope, ruleId };
    case 'tag':
      return { ...emptyScope, ruleId, tagKey: tag.key, tagValue: tag.value };
  }
}

/** The tags of an asset to choose one from, each with its value and with any. */
export function tagChoices(tags: FindingView['tags']) {
  const choice = (label: string, tag: { key: string; value: string | null }) => ({
    value: JSON.stringify(tag),
    label,
    tag,
  });
  return Object.entries(tags).flatMap(([key, value]) => [
    choice(`${key}=${value}`, { key, value }),
    choice(`${key}, whatever its value`, { key, value: null }),
  ]);
}

/** The text that a value of JSON is; the value itself where it is something else, or was cut. */
export function textOfValue(value: string): string {
  try {
    const read: unknown = JSON.parse(value);
    return typeof read === 'string' ? read : value;
  } catch {
    return value;
  }
}
