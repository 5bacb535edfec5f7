import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { OverviewView, ScanSummaryView } from '../../../../server/scans/api.ts';
import { attentionReasons } from '../settings/cloud-accounts/account.model.ts';
import { isUnderWay } from '../settings/cloud-accounts/scan.model.ts';

interface Attention {
  id: string;
  nickname: string;
  reasons: { type: StatusIndicatorProps.Type; text: string }[];
}

interface AccountsOverview {
  total: number;
  connected: number;
  attention: Attention[];
  running: { nickname: string; scan: ScanSummaryView }[];
}

const weight = (type: StatusIndicatorProps.Type) => (type === 'error' ? 0 : 1);

export function accountsOverview(accounts: readonly CloudAccountView[]): AccountsOverview {
  const attention = accounts
    .map((account) => ({ id: account.id, nickname: account.nickname, reasons: attentionReasons(account) }))
    .filter(({ reasons }) => reasons.length > 0)
    .sort((one, other) => gravest(one) - gravest(other) || one.nickname.localeCompare(other.nickname));
  const running = accounts.flatMap(({ nickname, lastScan }) =>
    lastScan !== null && isUnderWay(lastScan) ? [{ nickname, scan: lastScan }] : [],
  );
  return {
    total: accounts.length,
    connected: accounts.filter(({ state }) => state === 'connected').length,
    attention,
    running,
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

const kinds = [
  { title: 'New', field: 'added', color: 'var(--changes-new)' },
  { title: 'Changed', field: 'changed', color: 'var(--changes-changed)' },
  { title: 'Deleted', field: 'deleted', color: 'var(--changes-deleted)' },
] as const;

interface ChangeSeries {
  type: 'bar';
  title: string;
  color: string;
  data: { x: string; y: number }[];
}

/** The days as the series of a stacked bar chart, and the highest stack. */
export function changeSeries(days: OverviewView['days']): { series: ChangeSeries[]; highest: number } {
  const sums = days.map(({ added, changed, deleted }) => added + changed + deleted);
  const highest = Math.max(0, ...sums);
  if (highest === 0) return { series: [], highest };
  return {
    series: kinds.map(({ title, field, color }) => ({
      type: 'bar',
      title,
      color,
      data: days.map((day) => ({ x: day.day, y: day[field] })),
    })),
    highest,
  };
}

const dayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** "3 Jan" of 2030-01-03. */
export function dayWords(day: string): string {
  const [month, number] = dayFormat.format(new Date(`${day}T00:00:00Z`)).split(' ');
  return `${number} ${month}`;
}
