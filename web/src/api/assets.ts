import { queryOptions } from '@tanstack/react-query';
import type {
  AssetCounts,
  AssetFilter,
  AssetHistoryView,
  AssetPage,
  AssetQuery,
  AssetRelationsView,
  AssetView,
  SavedFilterRequest,
  SavedFilterView,
} from '../../../server/assets/api.ts';
import { call, withQuery } from './client.ts';

const assetPath = (id: string) => `/api/v1/assets/${encodeURIComponent(id)}`;

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
    queryFn: ({ signal }) => call<AssetView>('GET', assetPath(id), { signal }),
  });
}

export function assetHistoryQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'one', id, 'history'],
    queryFn: ({ signal }) => call<AssetHistoryView>('GET', `${assetPath(id)}/history`, { signal }),
  });
}

export function assetRelationsQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'one', id, 'relations'],
    queryFn: ({ signal }) => call<AssetRelationsView>('GET', `${assetPath(id)}/relations`, { signal }),
  });
}

/** Where all assets that match are downloaded from. The browser writes them to disk as they come. */
export function exportPath(filter: Partial<AssetFilter>, format: 'csv' | 'json'): string {
  return withQuery('/api/v1/assets/export', { ...filter, format });
}

export const savedFiltersQuery = queryOptions({
  queryKey: ['saved-filters'],
  queryFn: ({ signal }) => call<SavedFilterView[]>('GET', '/api/v1/saved-filters', { signal }),
});

export function saveFilter(request: SavedFilterRequest): Promise<SavedFilterView> {
  return call('POST', '/api/v1/saved-filters', { body: request });
}

export function deleteSavedFilter(id: string): Promise<void> {
  return call('DELETE', `/api/v1/saved-filters/${encodeURIComponent(id)}`);
}
