import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CloudAccountView } from '../../../../../../server/accounts/api.ts';
import type { ActionKindView, ManagementView } from '../../../../../../server/actions/api.ts';
import { groupBy } from '../../../../show/group-by.ts';

export const accessLevels: Record<CloudAccountView['accessLevel'], { word: string; meaning: string }> = {
  audit: { word: 'Audit', meaning: 'CloudCoreo reads and changes nothing.' },
  manage: { word: 'Manage', meaning: 'CloudCoreo reads, and may make the changes that are ticked here.' },
};

export function manageHref(accountId: string): string {
  return `/settings/cloud-accounts/${encodeURIComponent(accountId)}/manage`;
}

type Seen = Pick<ManagementView, 'ticked' | 'permitted' | 'wider' | 'seenAt' | 'isInForce'>;

/** How the role stands to what is ticked. */
export type Standing = 'audit' | 'in-force' | 'waiting' | 'wider';

/** What was seen before the last change says nothing of what is ticked now, and is no reason to be at ease. */
export function standingOf({ ticked, permitted, seenAt, isInForce }: Omit<Seen, 'wider'>): Standing {
  if (seenAt === null) return ticked.length === 0 && permitted.length === 0 ? 'audit' : 'waiting';
  if (isInForce) return ticked.length === 0 ? 'audit' : 'in-force';
  return ticked.every((id) => permitted.includes(id)) ? 'wider' : 'waiting';
}

export const standings: Record<Standing, { type: StatusIndicatorProps.Type; text: string; meaning: string }> = {
  audit: { type: 'success', text: 'In force', meaning: 'The role may read and change nothing, as it should.' },
  'in-force': { type: 'success', text: 'In force', meaning: 'The role is allowed exactly what is ticked.' },
  waiting: {
    type: 'loading',
    text: 'Waiting for the policy in AWS',
    meaning: 'The role is not seen to be allowed exactly what is ticked. Do in AWS what is shown below.',
  },
  wider: {
    type: 'warning',
    text: 'Wider than ticked',
    meaning:
      'The role is allowed more than is ticked. CloudCoreo uses none of that, but the role need not have it. Do in AWS what is shown below.',
  },
};

/** What a change of the role's policies brings and takes. */
export interface PolicyLine {
  kind: 'comes' | 'goes' | 'stays';
  what: string;
  /** The IAM actions of it. */
  permissions: readonly string[];
}

/** The ticked actions beside what the role was last seen to be allowed: first what comes, then what goes, then the rest. */
export function policyLines({ ticked, permitted, wider }: Seen, kinds: readonly ActionKindView[]): PolicyLine[] {
  const line = (kind: PolicyLine['kind'], id: string): PolicyLine => {
    const action = kinds.find((one) => one.id === id);
    return { kind, what: action?.title ?? id, permissions: action?.permissions ?? [] };
  };
  return [
    ...ticked.filter((id) => !permitted.includes(id)).map((id) => line('comes', id)),
    ...permitted.filter((id) => !ticked.includes(id)).map((id) => line('goes', id)),
    ...wider.map((what): PolicyLine => ({ kind: 'goes', what, permissions: [] })),
    ...ticked.filter((id) => permitted.includes(id)).map((id) => line('stays', id)),
  ];
}

export interface ServiceOfKinds {
  service: string;
  kinds: [ActionKindView, ...ActionKindView[]];
}

/** The actions by service, as far as they have all the words that are looked for. */
export function servicesOf(kinds: readonly ActionKindView[], search: string): ServiceOfKinds[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = kinds.filter(({ id, title, what, service, serviceName, types, permissions }) => {
    const text = [id, title, what, service, serviceName, ...types, ...permissions].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return [...groupBy(found, ({ serviceName }) => serviceName)].map(([service, ofService]) => ({
    ...{ service, kinds: ofService },
  }));
}

/** The ticks with some set or cleared, in an order that does not depend on how one came there. */
export function withTicks(ticked: readonly string[], ids: readonly string[], isTicked: boolean): string[] {
  const others = ticked.filter((id) => !ids.includes(id));
  return (isTicked ? [...others, ...ids] : others).sort();
}

/** What saving changes, in words: "2 more, 1 less". Empty when nothing. */
export function changeWords(saved: readonly string[], ticked: readonly string[]): string {
  const more = ticked.filter((id) => !saved.includes(id)).length;
  const less = saved.filter((id) => !ticked.includes(id)).length;
  return [more > 0 ? `${more} more` : '', less > 0 ? `${less} less` : ''].filter(Boolean).join(', ');
}

/** "3 of 7" */
export function tickedWords(kinds: readonly ActionKindView[], ticked: readonly string[]): string {
  const count = kinds.filter(({ id }) => ticked.includes(id)).length;
  return `${count} of ${kinds.length}`;
}
