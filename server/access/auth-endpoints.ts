import type { Context } from 'hono';
import type { ApiEnvironment } from '../http/api.ts';
import { networkOf } from '../http/client-address.ts';
import { refuse, routeNotFound } from '../http/problem.ts';
import { type RateLimiter, requireTurn } from '../http/rate-limit.ts';
import { type Auth, addressHeader } from './auth.ts';
import { problemOfAuth } from './auth-problem.ts';

/**
 * The endpoints of better-auth that may be reached, and how: `limited` ones take a password or a code, or write
 * without a session. Everything else that it mounts answers 404, also what a later version may add. Closed are in
 * particular sign-up (people come by invitation), everything of teams, members and invitations (our own routes check
 * roles and write the audit log), password reset and e-mail change (no e-mail is sent), and OAuth.
 */
const openEndpoints: Record<string, 'open' | 'limited'> = {
  'POST /sign-in/email': 'limited',
  'POST /sign-out': 'open',
  'GET /get-session': 'open',
  'POST /change-password': 'limited',
  'GET /list-sessions': 'open',
  'POST /revoke-session': 'open',
  'POST /revoke-sessions': 'open',
  'POST /revoke-other-sessions': 'open',
  'POST /two-factor/enable': 'limited',
  'POST /two-factor/disable': 'limited',
  'POST /two-factor/get-totp-uri': 'limited',
  'POST /two-factor/verify-totp': 'limited',
  'POST /two-factor/verify-backup-code': 'limited',
  'POST /two-factor/generate-backup-codes': 'limited',
  'GET /passkey/generate-register-options': 'open',
  'POST /passkey/verify-registration': 'open',
  'GET /passkey/generate-authenticate-options': 'limited',
  'POST /passkey/verify-authentication': 'limited',
  'GET /passkey/list-user-passkeys': 'open',
  'POST /passkey/delete-passkey': 'open',
  'POST /passkey/update-passkey': 'open',
};

const mountPoint = '/api/auth';

/** Answers `/api/auth/*`. */
export function authEndpoints(context: {
  auth: Auth;
  limiter: RateLimiter;
  signInsPerMinute: number;
  publicUrl: string;
}) {
  return async (c: Context<ApiEnvironment>): Promise<Response> => {
    const url = new URL(c.req.url);
    const endpoint = url.pathname.slice(mountPoint.length);
    const kind = openEndpoints[`${c.req.method} ${endpoint}`];
    if (kind === undefined) {
      throw refuse(routeNotFound);
    }
    c.set('routeLabel', `${mountPoint}${endpoint}`);
    if (kind === 'limited') {
      const key = `auth:${endpoint}:${networkOf(c.get('clientAddress'))}`;
      await requireTurn(context.limiter, key, context.signInsPerMinute, 'from your address');
    }

    const headers = new Headers({ [addressHeader]: c.get('clientAddress') });
    for (const name of ['content-type', 'cookie', 'origin', 'referer', 'user-agent', 'sec-fetch-site']) {
      const value = c.req.header(name);
      if (value !== undefined) headers.set(name, value);
    }
    // The origin check let it pass because of this header, so the cookies must not count.
    if (c.req.header('authorization') !== undefined) headers.delete('cookie');
    const body = c.req.method === 'POST' ? await readJsonText(c) : undefined;
    const answer = await context.auth.handler(
      new Request(new URL(url.pathname + url.search, context.publicUrl), { method: c.req.method, headers, body }),
    );
    return answer.ok ? answer : problemOfAuth(answer);
  };
}

async function readJsonText(c: Context<ApiEnvironment>): Promise<string> {
  const text = await c.req.text();
  if (text === '') return '{}';
  try {
    JSON.parse(text);
    return text;
  } catch {
    throw refuse({ code: 'input_invalid', detail: 'The body is not JSON.', mend: 'Send a JSON object.' });
  }
}
