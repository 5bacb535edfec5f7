import { queryOptions } from '@tanstack/react-query';
import type {
  ActionChange,
  ActionCounts,
  ActionFilter,
  ActionKindView,
  ActionOffers,
  ActionPage,
  ActionQuery,
  ActionRequest,
  ActionSettingsView,
  ActionsChanged,
  ActionsRequested,
  ActionView,
} from '../../../server/actions/api.ts';
import { call } from './client.ts';

/** The key of all that is read about actions themselves: what changes one has them read again. */
export const actionsKey = ['actions'] as const;

/** The lists of actions alone. */
export const actionPagesKey = [...actionsKey, 'page'] as const;

export function actionsQuery(query: Partial<ActionQuery>) {
  return queryOptions({
    queryKey: [...actionPagesKey, query],
    queryFn: ({ signal }) => call<ActionPage>('GET', '/api/v1/actions', { query: { ...query }, signal }),
  });
}

export function actionCountsQuery(filter: Partial<ActionFilter>) {
  return queryOptions({
    queryKey: [...actionsKey, 'counts', filter],
    queryFn: ({ signal }) => call<ActionCounts>('GET', '/api/v1/actions/counts', { query: { ...filter }, signal }),
  });
}

export function actionQuery(id: string) {
  return queryOptions({
    queryKey: [...actionsKey, 'one', id],
    queryFn: ({ signal }) => call<ActionView>('GET', `/api/v1/actions/${encodeURIComponent(id)}`, { signal }),
  });
}

/** What a finding or an asset offers. */
export function actionOffersQuery(of: 'findings' | 'assets', id: string) {
  return queryOptions({
    queryKey: [...actionsKey, 'offers', of, id],
    queryFn: ({ signal }) => call<ActionOffers>('GET', `/api/v1/${of}/${encodeURIComponent(id)}/actions`, { signal }),
  });
}

export const actionKindsQuery = queryOptions({
  queryKey: ['action-kinds'],
  queryFn: ({ signal }) => call<{ items: ActionKindView[] }>('GET', '/api/v1/action-kinds', { signal }),
});

export const actionSettingsQuery = queryOptions({
  queryKey: [...actionsKey, 'settings'],
  queryFn: ({ signal }) => call<ActionSettingsView>('GET', '/api/v1/action-settings', { signal }),
});

export function requestActions(request: ActionRequest): Promise<ActionsRequested> {
  return call('POST', '/api/v1/actions', { body: request });
}

export function changeActions(change: ActionChange): Promise<ActionsChanged> {
  return call('POST', '/api/v1/actions/changes', { body: change });
}

export function changeBrake(brake: { isOn: boolean; reason: string }): Promise<ActionSettingsView> {
  return call('PUT', '/api/v1/action-settings/brake', { body: brake });
}
