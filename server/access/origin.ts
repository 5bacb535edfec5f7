import type { MiddlewareHandler } from 'hono';
import type { ApiEnvironment } from '../http/api.ts';
import { refuse } from '../http/problem.ts';

const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that another site's page made the browser send (CSRF), sign-in included: a page that signs a
 * visitor in as somebody else could have them paste a key into that team. Requests with an `Authorization` header
 * pass, because no other site can add one, and their cookies count for nothing. Programs that send neither cookies
 * nor an origin pass as well: they have nothing that could be abused.
 */
export function requireOwnOrigin(origins: readonly string[]): MiddlewareHandler<ApiEnvironment> {
  const own = new Set(origins.map((origin) => new URL(origin).origin));
  return async (c, next) => {
    if (readingMethods.has(c.req.method) || c.req.header('authorization') !== undefined) return next();
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    const isOwn =
      origin !== undefined ? own.has(origin) : site !== undefined ? site === 'same-origin' : !c.req.header('cookie');
    if (isOwn && (site === undefined || site === 'same-origin')) return next();
    throw refuse({
      code: 'origin_refused',
      detail: `This request came from ${origin ? `the origin ${origin.slice(0, 200)}` : 'no origin'}, which is not CloudCoreo’s own.`,
      mend: `Open CloudCoreo at ${origins[0]}. If you reach it at another address, set CLOUDCOREO_URL to that. Programs use an API key.`,
    });
  };
}
