import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  CloudAccountPage,
  CloudAccountView,
  ConnectEventView,
  ConnectRequest,
  disconnectedSchema,
  ExternalIdRotationView,
  HubView,
  RoleSetupView,
} from '../../../server/accounts/api.ts';
import { call, send } from './client.ts';
import { readEventData } from './event-stream.ts';
import { ProblemError, unreachable } from './problem.ts';

export interface CloudAccountListQuery {
  limit: number;
  cursor?: string | undefined;
  search?: string | undefined;
  state?: string | undefined;
}

const accountPath = (id: string) => `/api/v1/cloud-accounts/${encodeURIComponent(id)}`;

export const accountsKey = ['cloud-accounts'] as const;

export function cloudAccountsQuery(query: CloudAccountListQuery) {
  return queryOptions({
    queryKey: [...accountsKey, 'page', query],
    queryFn: ({ signal }) => call<CloudAccountPage>('GET', '/api/v1/cloud-accounts', { query: { ...query }, signal }),
  });
}

export function cloudAccountQuery(id: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'one', id],
    queryFn: ({ signal }) => call<CloudAccountView>('GET', accountPath(id), { signal }),
  });
}

export const hubQuery = queryOptions({
  queryKey: ['hub'],
  queryFn: ({ signal }) => call<HubView>('GET', '/api/v1/hub', { signal }),
});

export function roleSetupQuery(id: string) {
  return queryOptions({
    queryKey: ['role-setups', id],
    queryFn: ({ signal }) => call<RoleSetupView>('GET', `/api/v1/role-setups/${encodeURIComponent(id)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function createRoleSetup(actions: readonly string[]): Promise<RoleSetupView> {
  return call('POST', '/api/v1/role-setups', { body: { actions } });
}

export function renameCloudAccount(id: string, nickname: string): Promise<CloudAccountView> {
  return call('PATCH', accountPath(id), { body: { nickname } });
}

export function disconnectCloudAccount(id: string): Promise<z.infer<typeof disconnectedSchema>> {
  return call('DELETE', accountPath(id));
}

export function verifyCloudAccount(id: string): Promise<CloudAccountView> {
  return call('POST', `${accountPath(id)}/verify`);
}

export function rotateExternalId(id: string): Promise<ExternalIdRotationView> {
  return call('POST', `${accountPath(id)}/external-id`);
}

export function abandonRotation(id: string): Promise<CloudAccountView> {
  return call('DELETE', `${accountPath(id)}/external-id`);
}

/**
 * Connects an account and yields what happens as it happens; the last event is `connected` or `failed`. Throws
 * ProblemError when the request is refused before the first step or the stream breaks off without a last event.
 * Nothing here keeps the request: it may carry the setup key.
 */
export async function* connectCloudAccount(
  request: ConnectRequest,
  signal: AbortSignal,
): AsyncGenerator<ConnectEventView> {
  const response = await send('POST', '/api/v1/cloud-accounts', { body: request, accept: 'text/event-stream', signal });
  if (!response.body) throw new ProblemError(unreachable);
  try {
    for await (const data of readEventData(response.body)) yield JSON.parse(data) as ConnectEventView;
  } catch (cause) {
    if (signal.aborted || cause instanceof ProblemError) throw cause;
    throw new ProblemError(unreachable, { cause });
  }
}
