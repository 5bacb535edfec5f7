import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ScanSummaryView, ScanView, scanPageSchema } from '../../../server/scans/api.ts';
import { accountsKey } from './accounts.ts';
import { call } from './client.ts';

const scansPath = (accountId: string) => `/api/v1/cloud-accounts/${encodeURIComponent(accountId)}/scans`;

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
    queryFn: ({ signal }) => call<ScanView>('GET', `${scansPath(accountId)}/${encodeURIComponent(scanId)}`, { signal }),
  });
}

export function startScan(accountId: string): Promise<ScanSummaryView> {
  return call('POST', scansPath(accountId));
}
