import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { DeliveryQuery, DeliveryView } from '../../../../../server/notifications/api.ts';
import { plural } from '../../../show/plural.ts';
import { type Change, changeLabels } from './subscription.model.ts';

type State = DeliveryView['state'];

export const stateLabels: Record<State, string> = {
  failed: 'Not sent',
  waiting: 'Waiting',
  sent: 'Sent',
  empty: 'Nothing left to say',
};

/** The state in the address; `undefined` shows all. */
export function stateOf(text: string | null): DeliveryQuery['state'] {
  return text !== null && Object.hasOwn(stateLabels, text) ? (text as State) : undefined;
}

/** How a message does, for an indicator. */
export function statusOf({ state, tries, failure }: Pick<DeliveryView, 'state' | 'tries' | 'failure'>): {
  type: StatusIndicatorProps.Type;
  text: string;
} {
  if (state === 'failed') {
    return { type: 'error', text: tries > 1 ? `${stateLabels.failed} in ${tries} tries` : stateLabels.failed };
  }
  if (state === 'empty') return { type: 'stopped', text: stateLabels.empty };
  if (state === 'sent')
    return failure === null ? { type: 'success', text: 'Sent' } : { type: 'warning', text: 'Sent, but not to all' };
  if (tries === 0 || failure === null) return { type: 'pending', text: stateLabels.waiting };
  return { type: 'warning', text: `Failed ${plural(tries, 'time')}, will be tried again` };
}

/** "3 opened, 1 resolved" */
export function countWords(counts: DeliveryView['counts']): string {
  const told = (Object.keys(changeLabels) as Change[]).filter((change) => counts[change] > 0);
  if (told.length === 0) return '—';
  return told
    .map((change) => `${counts[change].toLocaleString('en')} ${changeLabels[change].toLowerCase()}`)
    .join(', ');
}
