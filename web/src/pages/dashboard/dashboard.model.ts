import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import { attentionReasons } from '../settings/cloud-accounts/account.model.ts';

interface Attention {
  id: string;
  nickname: string;
  reasons: { type: StatusIndicatorProps.Type; text: string }[];
}

interface AccountsOverview {
  total: number;
  connected: number;
  attention: Attention[];
  /** Accounts whose last scan could not read everything, those with most gaps first. */
  gaps: { id: string; nickname: string; count: number }[];
}

const weight = (type: StatusIndicatorProps.Type) => (type === 'error' ? 0 : 1);

export function accountsOverview(accounts: readonly CloudAccountView[]): AccountsOverview {
  const attention = accounts
    .map((account) => ({ id: account.id, nickname: account.nickname, reasons: attentionReasons(account) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((one, other) => gravest(one) - gravest(other) || one.nickname.localeCompare(other.nickname));
  const gaps = accounts
    .map(({ id, nickname, lastScan }) => ({ id, nickname, count: lastScan?.gaps ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count);
  return {
    total: accounts.length,
    connected: accounts.filter(({ state }) => state === 'connected').length,
    attention,
    gaps,
  };
}

function gravest({ reasons }: Attention): number {
  return Math.min(...reasons.map(({ type }) => weight(type)));
}

interface Counted {
  key: string;
  count: number;
}

/** The largest few, and how many are in all the others. */
export function largest(counts: readonly Counted[], shown: number): { top: Counted[]; others: Counted | undefined } {
  const sorted = [...counts].sort((one, other) => other.count - one.count || one.key.localeCompare(other.key));
  // One more than fits would make "1 other" a row as long as the row it stands for.
  if (sorted.length <= shown + 1) return { top: sorted, others: undefined };
  const rest = sorted.slice(shown);
  return {
    top: sorted.slice(0, shown),
    others: { key: `${rest.length} others`, count: rest.reduce((sum, { count }) => sum + count, 0) },
  };
}
