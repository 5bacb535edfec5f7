import type { MiddlewareHandler } from 'hono';
import type { Database } from '../database/database.ts';
import type { ApiEnvironment } from '../http/api.ts';
import { createRouteMatcher, type DeclaredRoute } from '../http/declared-routes.ts';
import { refuse, routeNotFound } from '../http/problem.ts';
import type { Auth } from './auth.ts';
import { type CallerAnswer, identifyCaller } from './caller.ts';
import { includesRole } from './roles.ts';

const unidentified: Record<Exclude<CallerAnswer['kind'], 'caller'>, Parameters<typeof refuse>> = {
  nobody: [
    { code: 'not_signed_in', detail: 'Nobody is signed in.', mend: 'Sign in, or send an API key.' },
    { 'WWW-Authenticate': 'Bearer' },
  ],
  key_invalid: [
    {
      code: 'api_key_invalid',
      detail: 'The API key is not known, has expired, or its owner has left the team.',
      mend: 'Create a new one under Settings, API keys, and send it as "Authorization: Bearer …".',
    },
    { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
  ],
  without_team: [
    {
      code: 'team_missing',
      detail: 'You are in no team any longer.',
      mend: 'Ask an admin of your team for an invitation.',
    },
  ],
};

/**
 * Lets a request through to its route when the route's declaration admits its caller. Everything that is not
 * declared does not exist, whatever may be registered.
 */
export function createGuard(
  context: { auth: Auth; database: Database },
  declared: readonly DeclaredRoute[],
): MiddlewareHandler<ApiEnvironment> {
  const match = createRouteMatcher(declared);
  return async (c, next) => {
    const matched = match(c.req.method, c.req.path);
    if (matched.kind === 'other-methods') {
      const allow = matched.methods.join(', ');
      throw refuse(
        {
          code: 'method_not_allowed',
          detail: `${c.req.method} is not possible here, only ${allow}.`,
          mend: 'See /api/docs for what there is.',
        },
        { Allow: allow },
      );
    }
    if (matched.kind === 'none') {
      throw refuse(routeNotFound);
    }
    const { access, path } = matched.route;
    c.set('routeLabel', path);
    if (access === 'public') return next();

    const answer = await identifyCaller(context, c.req.raw.headers);
    if (answer.kind !== 'caller') throw refuse(...unidentified[answer.kind]);
    const { caller, cookies } = answer;
    if (!includesRole(caller.role, access)) {
      throw refuse({
        code: 'role_too_low',
        detail: `This needs the role ${access}; yours is ${caller.role}.`,
        mend: 'Ask an admin of your team to do it or to change your role.',
      });
    }
    c.set('caller', caller);
    await next();
    for (const cookie of cookies) c.header('Set-Cookie', cookie, { append: true });
  };
}
