import { queryOptions } from '@tanstack/react-query';
import type { ManagementChange, ManagementView } from '../../../server/actions/api.ts';
import { call } from './client.ts';

const pathOf = (accountId: string) => `/api/v1/cloud-accounts/${encodeURIComponent(accountId)}/management`;

/** What CloudCoreo may change in an account. */
export function managementQuery(accountId: string) {
  return queryOptions({
    queryKey: ['management', accountId],
    queryFn: ({ signal }) => call<ManagementView>('GET', pathOf(accountId), { signal }),
  });
}

export function changeManagement(accountId: string, change: ManagementChange): Promise<ManagementView> {
  return call('PATCH', pathOf(accountId), { body: change });
}

/** Looks in AWS now. Throws ProblemError when the role cannot be reached. */
export function checkManagement(accountId: string): Promise<ManagementView> {
  return call('POST', `${pathOf(accountId)}/check`);
}
