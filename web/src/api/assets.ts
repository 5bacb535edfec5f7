import { queryOptions } from '@tanstack/react-query';
import type { AssetCounts, AssetFilter, AssetPage, AssetQuery, AssetView } from '../../../server/assets/api.ts';
import { call } from './client.ts';

export function assetsQuery(query: Partial<AssetQuery>) {
  return queryOptions({
    queryKey: ['assets', 'page', query],
    queryFn: ({ signal }) => call<AssetPage>('GET', '/api/v1/assets', { query: { ...query }, signal }),
  });
}

export function assetCountsQuery(filter: Partial<AssetFilter>) {
  return queryOptions({
    queryKey: ['assets', 'counts', filter],
    queryFn: ({ signal }) => call<AssetCounts>('GET', '/api/v1/assets/counts', { query: { ...filter }, signal }),
  });
}

export function assetQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'one', id],
    queryFn: ({ signal }) => call<AssetView>('GET', `/api/v1/assets/${encodeURIComponent(id)}`, { signal }),
  });
}
