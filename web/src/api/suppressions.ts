import { queryOptions } from '@tanstack/react-query';
import type { NewSuppression, SuppressionView } from '../../../server/findings/api.ts';
import { call } from './client.ts';

export function suppressionsQuery(state: 'active' | 'ended') {
  return queryOptions({
    queryKey: ['suppressions', state],
    queryFn: async ({ signal }) =>
      (await call<{ items: SuppressionView[] }>('GET', '/api/v1/suppressions', { query: { state }, signal })).items,
  });
}

export function suppress(suppression: NewSuppression): Promise<SuppressionView> {
  return call('POST', '/api/v1/suppressions', { body: suppression });
}

export function endSuppression(id: string): Promise<SuppressionView> {
  return call('DELETE', `/api/v1/suppressions/${encodeURIComponent(id)}`);
}
