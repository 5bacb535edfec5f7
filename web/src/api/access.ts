import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  ApiKeyView,
  acceptedInvitationSchema,
  acceptInvitationSchema,
  CreatedApiKeyView,
  createApiKeySchema,
  createdInvitationSchema,
  firstOwnerSchema,
  InvitationView,
  Me,
  MemberView,
  Role,
  SetupState,
} from '../../../server/access/api.ts';
import { call } from './client.ts';
import { ProblemError } from './problem.ts';

interface Items<Item> {
  items: Item[];
}

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
  queryFn: async ({ signal }) => (await call<Items<ApiKeyView>>('GET', '/api/v1/api-keys', { signal })).items,
});

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async ({ signal }) => (await call<Items<MemberView>>('GET', '/api/v1/members', { signal })).items,
});

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => (await call<Items<InvitationView>>('GET', '/api/v1/invitations', { signal })).items,
});

export type FirstOwner = z.infer<typeof firstOwnerSchema>;

export type InvitationAcceptance = z.infer<typeof acceptInvitationSchema>;

export function createFirstOwner(owner: FirstOwner): Promise<unknown> {
  return call('POST', '/api/v1/setup/owner', { body: owner });
}

export function createApiKey(key: z.infer<typeof createApiKeySchema>): Promise<CreatedApiKeyView> {
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

export function invite(email: string, role: Role): Promise<z.infer<typeof createdInvitationSchema>> {
  return call('POST', '/api/v1/invitations', { body: { email, role } });
}

export function revokeInvitation(id: string): Promise<void> {
  return call('DELETE', `/api/v1/invitations/${encodeURIComponent(id)}`);
}

export function acceptInvitation(acceptance: InvitationAcceptance): Promise<z.infer<typeof acceptedInvitationSchema>> {
  return call('POST', '/api/v1/invitations/accept', { body: acceptance });
}

export function chooseTeam(teamId: string): Promise<void> {
  return call('PUT', '/api/v1/me/team', { body: { teamId } });
}
