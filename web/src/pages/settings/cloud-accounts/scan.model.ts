import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ScanSummaryView, ScanView } from '../../../../../server/scans/api.ts';
import { plural } from '../../../show/plural.ts';

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

export interface ServiceCalls {
  service: string;
  calls: number;
  /** Calls that AWS answered with an error code; "not configured" is one of them, so they need not mean trouble. */
  errors: number;
}

/** The ledger by service, the busiest first. */
export function callsByService(ledger: ScanView['ledger']): ServiceCalls[] {
  const services = new Map<string, ServiceCalls>();
  for (const { service, calls, outcome } of ledger) {
    const sum = services.get(service) ?? { service, calls: 0, errors: 0 };
    sum.calls += calls;
    if (outcome !== 'ok') sum.errors += calls;
    services.set(service, sum);
  }
  return [...services.values()].sort((one, other) => other.calls - one.calls);
}
