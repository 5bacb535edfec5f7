import type { ChannelView, SubscriptionRequest, SubscriptionView } from '../../../../../server/notifications/api.ts';
import { plural } from '../../../show/plural.ts';

export type Change = SubscriptionRequest['changes'][number];
type Severity = NonNullable<SubscriptionRequest['severities']>[number];

export const changeLabels: Record<Change, string> = {
  opened: 'Opened',
  reopened: 'Open again',
  resolved: 'Resolved',
};

export const changeMeanings: Record<Change, string> = {
  opened: 'An asset fails a rule for the first time.',
  reopened: 'A finding that was resolved is back, or its suppression has ended.',
  resolved: 'An asset passes again, is gone, or the rule was switched off.',
};

export const severities: Severity[] = ['critical', 'high', 'medium', 'low', 'informational'];

/** The subscription as the form holds it. Empty filters let everything through. */
export interface SubscriptionDraft {
  name: string;
  channelId: string;
  isEnabled: boolean;
  changes: Change[];
  severities: Severity[];
  cloudAccountIds: string[];
  ruleIds: string[];
  timing: SubscriptionRequest['timing'];
  hour: number;
  timeZone: string;
}

/** @param ownTimeZone that of a digest which is made first */
export function draftOf(
  subscription: SubscriptionView | undefined,
  channels: readonly Pick<ChannelView, 'id'>[],
  ownTimeZone: string,
): SubscriptionDraft {
  if (subscription === undefined) {
    return {
      ...{ name: '', channelId: channels[0]?.id ?? '', isEnabled: true, changes: ['opened', 'reopened'] },
      ...{ severities: ['critical', 'high'], cloudAccountIds: [], ruleIds: [], timing: 'immediate', hour: 8 },
      timeZone: ownTimeZone,
    };
  }
  const { name, channelId, isEnabled, changes, cloudAccountIds, ruleIds, timing, hour, timeZone } = subscription;
  return {
    ...{ name, channelId, isEnabled, changes, timing, hour, timeZone },
    severities: subscription.severities ?? [],
    cloudAccountIds: cloudAccountIds ?? [],
    ruleIds: ruleIds ?? [],
  };
}

export function requestOf(draft: SubscriptionDraft): SubscriptionRequest {
  const listed = <Item>(items: Item[]) => (items.length === 0 ? null : items);
  return {
    ...draft,
    name: draft.name.trim(),
    severities: listed(draft.severities),
    cloudAccountIds: listed(draft.cloudAccountIds),
    ruleIds: listed(draft.ruleIds),
  };
}

/** The same subscription, switched on or off. */
export function switchedRequest(subscription: SubscriptionView, isEnabled: boolean): SubscriptionRequest {
  return requestOf({ ...draftOf(subscription, [], subscription.timeZone), isEnabled });
}

/** What is wrong with a draft, by field; the server knows the rest. */
export function draftErrors(draft: SubscriptionDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (draft.name.trim() === '') errors.name = 'Give the subscription a name.';
  if (draft.channelId === '') errors.channelId = 'Choose a channel.';
  if (draft.changes.length === 0) errors.changes = 'Choose at least one.';
  return errors;
}

export function hourLabel(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** When, in words: "Daily at 08:00, Europe/Berlin". */
export function timingWords({
  timing,
  hour,
  timeZone,
}: Pick<SubscriptionView, 'timing' | 'hour' | 'timeZone'>): string {
  if (timing === 'immediate') return 'At once';
  return timing === 'hourly' ? 'Every hour' : `Daily at ${hourLabel(hour)}, ${timeZone}`;
}

/** What is let through, in words, without what all subscriptions let through. */
export function filterWords(
  { severities: chosen, cloudAccountIds, ruleIds }: SubscriptionView,
  nicknames: ReadonlyMap<string, string>,
): string[] {
  const words = [chosen === null ? 'all severities' : chosen.join(', ')];
  if (cloudAccountIds !== null) {
    const [first = ''] = cloudAccountIds;
    const only = nicknames.get(first) ?? 'one account';
    words.push(cloudAccountIds.length === 1 ? only : plural(cloudAccountIds.length, 'account'));
  }
  if (ruleIds !== null) words.push(ruleIds.length === 1 ? (ruleIds[0] ?? '') : plural(ruleIds.length, 'rule'));
  return words;
}
