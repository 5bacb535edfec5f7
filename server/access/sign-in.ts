import { and, eq } from 'drizzle-orm';
import type { Context } from 'hono';
import type { Database } from '../database/database.ts';
import type { ApiEnvironment } from '../http/api.ts';
import { type Auth, addressHeader } from './auth.ts';
import { sessions } from './schema.ts';

/**
 * Signs the browser in with a password that was just set or checked. False when a second factor is still wanted.
 * `teamId` becomes the team that the new session works in.
 */
export async function signIn(
  c: Context<ApiEnvironment>,
  { auth, database }: { auth: Auth; database: Database },
  { email, password, teamId }: { email: string; password: string; teamId: string },
): Promise<boolean> {
  const headers = new Headers({ [addressHeader]: c.get('clientAddress') });
  const userAgent = c.req.header('user-agent');
  if (userAgent !== undefined) headers.set('user-agent', userAgent);
  const answer = await auth.api.signInEmail({ body: { email, password }, headers, asResponse: true });
  if (!answer.ok) return false;
  for (const cookie of answer.headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
  const { token, user } = (await answer.json()) as { token?: string; user?: { id: string } };
  if (token === undefined || user === undefined) return false;
  await database
    .update(sessions)
    .set({ activeOrganizationId: teamId })
    .where(and(eq(sessions.token, token), eq(sessions.userId, user.id)));
  return true;
}
