import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  OverviewView,
  ScanChangePage,
  ScanChangesQuery,
  ScanRequestBody,
  ScanSummaryView,
  ScanView,
  ScheduleChange,
  ScheduleView,
  ServiceView,
  scanPageSchema,
} from '../../../server/scans/api.ts';
import { accountsKey } from './accounts.ts';
import { call } from './client.ts';

const accountPath = (accountId: string) => `/api/v1/cloud-accounts/${encodeURIComponent(accountId)}`;
const scansPath = (accountId: string) => `${accountPath(accountId)}/scans`;
const scanPath = (accountId: string, scanId: string) => `${scansPath(accountId)}/${encodeURIComponent(scanId)}`;

// Below the accounts' key, so that what invalidates an account invalidates its scans.
export function scansQuery(accountId: string, cursor?: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'one', accountId, 'scans', cursor ?? ''],
    queryFn: ({ signal }) =>
      call<z.infer<typeof scanPageSchema>>('GET', scansPath(accountId), {
        query: { limit: 20, cursor },
        signal,
      }),
  });
}

export function scanQuery(accountId: string, scanId: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'one', accountId, 'scan', scanId],
    queryFn: ({ signal }) => call<ScanView>('GET', scanPath(accountId, scanId), { signal }),
  });
}

export function scanChangesQuery(accountId: string, scanId: string, kind: ScanChangesQuery['kind'], cursor?: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'one', accountId, 'scan', scanId, 'changes', kind, cursor ?? ''],
    queryFn: ({ signal }) =>
      call<ScanChangePage>('GET', `${scanPath(accountId, scanId)}/changes`, {
        query: { kind, limit: 50, cursor },
        signal,
      }),
  });
}

export function scheduleQuery(accountId: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'one', accountId, 'schedule'],
    queryFn: ({ signal }) => call<ScheduleView>('GET', `${accountPath(accountId)}/schedule`, { signal }),
  });
}

/** What CloudCoreo can collect: it changes only when the server is updated. */
export const servicesQuery = queryOptions({
  queryKey: ['services'],
  queryFn: ({ signal }) => call<ServiceView[]>('GET', '/api/v1/services', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const overviewQuery = queryOptions({
  queryKey: [...accountsKey, 'overview'],
  queryFn: ({ signal }) => call<OverviewView>('GET', '/api/v1/overview', { signal }),
});

/** Starts a scan, of everything unless limited. While one of the account is under way, the answer is that one. */
export function startScan(accountId: string, limits?: ScanRequestBody): Promise<ScanSummaryView> {
  return call('POST', scansPath(accountId), limits && { body: limits });
}

export function cancelScan(accountId: string, scanId: string): Promise<ScanSummaryView> {
  return call('POST', `${scanPath(accountId, scanId)}/cancel`);
}

export function changeSchedule(accountId: string, change: ScheduleChange): Promise<ScheduleView> {
  return call('PUT', `${accountPath(accountId)}/schedule`, { body: change });
}
