import type { MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import { newId } from '../identifier.ts';
import type { ApiEnvironment } from './api.ts';
import { clientAddress } from './client-address.ts';
import type { Metrics } from './metrics.ts';

const longestPath = 300;

/**
 * Gives each request an ID and notes how it went: method, path, status and time. Never the query, a header or a
 * body, where secrets and people's data travel.
 */
export function requestLog(context: {
  log: Logger;
  metrics: Metrics;
  trustedProxies: number;
}): MiddlewareHandler<ApiEnvironment> {
  const { log, metrics, trustedProxies } = context;
  return async (c, next) => {
    const requestId = newId('req');
    c.set('requestId', requestId);
    c.set('routeLabel', 'other');
    c.set('clientAddress', clientAddress(c, trustedProxies));
    const start = performance.now();
    await next();
    c.header('X-Request-Id', requestId);
    const milliseconds = performance.now() - start;
    const { method } = c.req;
    const { status } = c.res;
    metrics.countRequest({
      method: countedMethod(method),
      route: c.get('routeLabel'),
      status,
      seconds: milliseconds / 1000,
    });
    const isApi = c.req.path.startsWith('/api/');
    log[status >= 500 ? 'warn' : isApi ? 'info' : 'debug'](
      {
        requestId,
        method,
        path: c.req.path.slice(0, longestPath),
        status,
        ms: Math.round(milliseconds),
        userId: c.get('caller')?.userId,
      },
      'request',
    );
  };
}

/** Node accepts methods that nobody uses; each would be a series of its own. */
function countedMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}
