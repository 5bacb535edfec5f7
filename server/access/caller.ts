import { asc, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { Caller } from '../http/api.ts';
import { findApiKeyCaller } from './api-keys.ts';
import type { Auth } from './auth.ts';
import { actorName } from './auth-audit.ts';
import { members } from './schema.ts';

export type CallerAnswer =
  | { kind: 'caller'; caller: Caller; cookies: string[] }
  | { kind: 'nobody' }
  | { kind: 'key_invalid' }
  | { kind: 'without_team' };

/**
 * Who sends a request. An `Authorization` header is the only thing that counts when there is one: a wrong key never
 * falls back to the browser's session.
 */
export async function identifyCaller(
  { auth, database }: { auth: Auth; database: Database },
  headers: Headers,
): Promise<CallerAnswer> {
  const authorization = headers.get('authorization');
  if (authorization !== null) {
    const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const caller = key === undefined ? undefined : await findApiKeyCaller(database, key);
    return caller === undefined ? { kind: 'key_invalid' } : { kind: 'caller', caller, cookies: [] };
  }
  const signedIn = await findSession(auth, headers);
  if (signedIn === undefined) return { kind: 'nobody' };
  const { user, session, cookies } = signedIn;
  const memberships = await database
    .select({ teamId: members.organizationId, role: members.role })
    .from(members)
    .where(eq(members.userId, user.id))
    .orderBy(asc(members.createdAt), asc(members.id));
  // The session's team may be one that the person has left since.
  const membership = memberships.find(({ teamId }) => teamId === session.activeOrganizationId) ?? memberships[0];
  if (membership === undefined) return { kind: 'without_team' };
  const caller: Caller = {
    userId: user.id,
    name: actorName(user),
    teamId: membership.teamId,
    role: membership.role,
    via: 'session',
    sessionId: session.id,
  };
  return { kind: 'caller', caller, cookies };
}

/** The session of the browser's cookie, with the cookies that prolong it. */
export async function findSession(auth: Auth, headers: Headers) {
  const cookie = headers.get('cookie');
  if (cookie === null) return undefined;
  const answer = await auth.api.getSession({ headers: new Headers({ cookie }), returnHeaders: true });
  if (!answer.response) return undefined;
  const { user, session } = answer.response;
  return {
    user: { id: user.id, name: user.name, email: user.email },
    session: { id: session.id, activeOrganizationId: session.activeOrganizationId },
    cookies: answer.headers.getSetCookie(),
  };
}
