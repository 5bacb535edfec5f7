import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ScanSummaryView, ScanView } from '../../../../../server/scans/api.ts';
import { groupBy } from '../../../show/group-by.ts';
import { plural } from '../../../show/plural.ts';
import { isThrottled } from './gaps.model.ts';

export function scanStatus(scan: ScanSummaryView): { type: StatusIndicatorProps.Type; text: string } {
  switch (scan.state) {
    case 'queued':
      return { type: 'pending', text: 'Waiting for a worker' };
    case 'running':
      return { type: 'in-progress', text: 'Running' };
    case 'succeeded':
      return { type: 'success', text: 'Complete' };
    case 'partial':
      return { type: 'warning', text: scan.gaps > 0 ? `Partial, ${plural(scan.gaps, 'gap')}` : 'Partial' };
    case 'failed':
      return { type: 'error', text: 'Failed' };
    case 'cancelled':
      return { type: 'stopped', text: 'Cancelled' };
  }
}

export function isUnderWay({ state }: Pick<ScanSummaryView, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

/** Percent of the scan's parts that are finished. Until the parts are planned there are none, and it is 0. */
export function scanProgress({ parts }: Pick<ScanSummaryView, 'parts'>): number {
  return parts.total === 0 ? 0 : Math.floor((parts.finished / parts.total) * 100);
}

/** How long the scan took, or has taken until `now`; `undefined` before it started. */
export function scanMilliseconds(
  { startedAt, finishedAt }: Pick<ScanSummaryView, 'startedAt' | 'finishedAt'>,
  now: Date,
): number | undefined {
  if (startedAt === null) return undefined;
  const end = finishedAt === null ? now : new Date(finishedAt);
  return Math.max(0, end.getTime() - new Date(startedAt).getTime());
}

export interface OperationCalls {
  key: string;
  service: string;
  operation: string;
  calls: number;
  /** Calls that AWS answered with an error code; "not configured" is one of them, so they need not mean trouble. */
  errors: number;
  /** Each answer with how often AWS gave it, the most frequent first. */
  outcomes: { outcome: string; calls: number }[];
  regions: number;
  milliseconds: number;
}

/** The ledger by operation, over all regions. */
export function callsByOperation(ledger: ScanView['ledger']): OperationCalls[] {
  const operations = groupBy(ledger, ({ service, operation }) => `${service} ${operation}`);
  return [...operations].map(([key, lines]) => {
    const [first] = lines;
    const outcomes = [...groupBy(lines, ({ outcome }) => outcome)]
      .map(([outcome, same]) => ({ outcome, calls: sumOfCalls(same) }))
      .sort((one, other) => other.calls - one.calls);
    return {
      key,
      service: first.service,
      operation: first.operation,
      calls: sumOfCalls(lines),
      errors: sumOfCalls(lines.filter(({ outcome }) => outcome !== 'ok')),
      outcomes,
      regions: new Set(lines.map(({ region }) => region)).size,
      milliseconds: lines.reduce((sum, line) => sum + line.milliseconds, 0),
    };
  });
}

function sumOfCalls(lines: readonly { calls: number }[]): number {
  return lines.reduce((sum, { calls }) => sum + calls, 0);
}

/** How many calls AWS refused because they came too fast. */
export function throttledCalls(ledger: ScanView['ledger']): number {
  return sumOfCalls(ledger.filter(({ outcome }) => isThrottled(outcome)));
}

export const triggers: Record<ScanSummaryView['trigger'], string> = {
  connect: 'Connecting the account',
  manual: 'A request',
  schedule: 'The schedule',
  action: 'An action that changed something',
};

/** What the scan was limited to, in words. */
export function scanScope({ regions, services }: Pick<ScanSummaryView, 'regions' | 'services'>): string {
  const some = (names: readonly string[] | null, one: string, all: string) =>
    names === null ? all : names.length <= 3 ? names.join(', ') : plural(names.length, one);
  if (regions === null && services === null) return 'Everything';
  return `${some(services, 'service', 'all services')} in ${some(regions, 'region', 'all regions')}`;
}

export function scanHref({ cloudAccountId, id }: { cloudAccountId: string; id: string }): string {
  return `/settings/cloud-accounts/${encodeURIComponent(cloudAccountId)}/scans/${encodeURIComponent(id)}`;
}
