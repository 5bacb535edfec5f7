import { queryOptions } from '@tanstack/react-query';
import type {
  ApiKeyView,
  CreatedApiKeyView,
  InvitationView,
  Me,
  MemberView,
  Role,
  SetupState,
} from '../../../server/access/api.ts';
import { call } from './client.ts';
import { ProblemError } from './problem.ts';

/** Who is signed in; `null` when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await call<Me>('GET', '/api/v1/me', { signal });
    } catch (error) {
      if (error instanceof ProblemError && error.problem.status === 401) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => call<SetupState>('GET', '/api/v1/setup', { signal }),
});

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }) => listOf(await call<ListAnswer<ApiKeyView>>('GET', '/api/v1/api-keys', { signal })),
});

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }) => listOf(await call<ListAnswer<MemberView>>('GET', '/api/v1/members', { signal })),
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) =>
    listOf(await call<ListAnswer<InvitationView>>('GET', '/api/v1/invitations', { signal })),
});

type ListAnswer<Item> = Item[] | { items: Item[] };

function listOf<Item>(answer: ListAnswer<Item>): Item[] {
  return Array.isArray(answer) ? answer : answer.items;
}

export interface FirstOwner {
  code: string;
  name: string;
  email: string;
  password: string;
  teamName: string;
}

export function createFirstOwner(owner: FirstOwner): Promise<unknown> {
  return call('POST', '/api/v1/setup/owner', { body: owner });
}

export function createApiKey(key: { name: string; role: Role; expiresInDays: number }): Promise<CreatedApiKeyView> {
  return call('POST', '/api/v1/api-keys', { body: key });
}

export function deleteApiKey(id: string): Promise<void> {
  return call('DELETE', `/api/v1/api-keys/${encodeURIComponent(id)}`);
}

export function changeMemberRole(id: string, role: Role): Promise<unknown> {
  return call('PATCH', `/api/v1/members/${encodeURIComponent(id)}`, { body: { role } });
}

export function removeMember(id: string): Promise<void> {
  return call('DELETE', `/api/v1/members/${encodeURIComponent(id)}`);
}

export function invite(email: string, role: Role): Promise<InvitationView & { url: string }> {
  return call('POST', '/api/v1/invitations', { body: { email, role } });
}

export function revokeInvitation(id: string): Promise<void> {
  return call('DELETE', `/api/v1/invitations/${encodeURIComponent(id)}`);
}

export function acceptInvitation(acceptance: { token: string; name: string; password: string }): Promise<unknown> {
  return call('POST', '/api/v1/invitations/accept', { body: acceptance });
}
