import { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Auth } from '../access/auth.ts';
import { authEndpoints } from '../access/auth-endpoints.ts';
import { createGuard } from '../access/guard.ts';
import { requireOwnOrigin } from '../access/origin.ts';
import type { Database } from '../database/database.ts';
import type { ApiEnvironment } from './api.ts';
import { addApiDocs } from './api-docs.ts';
import { limitBody, requireJson } from './bodies.ts';
import { readDeclaredRoutes } from './declared-routes.ts';
import { answerErrors } from './errors.ts';
import type { Metrics } from './metrics.ts';
import { refuse, routeNotFound } from './problem.ts';
import type { RateLimiter } from './rate-limit.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { staticFiles } from './static-files.ts';

export interface AppDependencies {
  database: Database;
  auth: Auth;
  limiter: RateLimiter;
  metrics: Metrics;
  log: Logger;
  /** Groups of routes, each made with `newApi()`; they are served under `/api/v1`. */
  routes: readonly OpenAPIHono<ApiEnvironment>[];
  /** What must be true before requests make sense, by name; all are asked at `/readyz`. */
  readiness: Record<string, () => boolean | Promise<boolean>>;
  version: string;
  publicUrl: string;
  origins: readonly string[];
  trustedProxies: number;
  signInsPerMinute: number;
  /** Where `npm run build` puts the pages. */
  webDirectory: string;
}

/**
 * The whole of what CloudCoreo answers over HTTP.
 * @throws {Error} when a route does not declare who may call it.
 */
export function createApp(dependencies: AppDependencies): OpenAPIHono<ApiEnvironment> {
  const { log, publicUrl, metrics } = dependencies;
  const api = new OpenAPIHono<ApiEnvironment>();
  for (const group of dependencies.routes) api.route('/api/v1', group);
  const declared = readDeclaredRoutes(api);

  const app = new OpenAPIHono<ApiEnvironment>();
  app.onError(answerErrors(log));
  app.use(requestLog(dependencies));
  app.use(securityHeaders(publicUrl));
  app.use('/api/*', limitBody, requireOwnOrigin(dependencies.origins), requireJson, async (c, next) => {
    await next();
    // What is read with somebody's rights must not stay in a cache that others use.
    if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
  });
  app.all('/api/auth/*', authEndpoints(dependencies));
  app.use('/api/v1/*', createGuard(dependencies, declared));
  app.route('/', api);
  addApiDocs(app, dependencies);
  app.all('/api/*', () => {
    throw refuse(routeNotFound);
  });

  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    const checks = await readReadiness(dependencies);
    return c.json(checks, Object.values(checks).every(Boolean) ? 200 : 503, { 'Cache-Control': 'no-store' });
  });
  app.get('/metrics', async (c) => {
    return c.body(await metrics.render(), 200, {
      'Content-Type': 'text/plain; version=0.0.4',
      'Cache-Control': 'no-store',
    });
  });

  app.get('*', staticFiles(dependencies.webDirectory));
  app.notFound((c) => c.text('Not found', 404));
  return app;
}

async function readReadiness({ readiness, log }: AppDependencies): Promise<Record<string, boolean>> {
  const answers = Object.entries(readiness).map(async ([name, check]) => {
    try {
      return [name, await check()] as const;
    } catch (error) {
      log.warn({ check: name, reason: error instanceof Error ? error.message : 'unknown' }, 'not ready');
      return [name, false] as const;
    }
  });
  return Object.fromEntries(await Promise.all(answers));
}
