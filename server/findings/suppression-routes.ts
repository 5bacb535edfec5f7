import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { valueOrRefuse } from '../http/problem.ts';
import { newSuppressionSchema, suppressionSchema, suppressionsSchema } from './api.ts';
import { suppress, unsuppress } from './suppress.ts';
import { listSuppressions } from './suppression-query.ts';

/** `/suppressions`: what a team does not want to be told of for now, and why. */
export function suppressionRoutes({ database }: { database: Database }) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/suppressions',
      summary: 'The suppressions that hold, or those that have ended, newest first',
      request: { query: z.object({ state: z.enum(['active', 'ended']).default('active') }) },
      responses: { 200: json(suppressionsSchema, 'Up to a thousand suppressions.') },
    }),
    async (c) => {
      const items = await listSuppressions(database, c.get('caller').teamId, c.req.valid('query').state);
      return c.json({ items }, 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/suppressions',
      summary: 'Suppress a finding, a rule, an asset, a tag, an account, or what is several of these at once',
      request: jsonBody(newSuppressionSchema),
      responses: { 201: json(suppressionSchema, 'The suppression, which holds at once.') },
    }),
    async (c) => c.json(valueOrRefuse(await suppress(database, c.get('caller'), c.req.valid('json'), new Date())), 201),
  );

  app.openapi(
    route('operator', {
      method: 'delete',
      path: '/suppressions/{id}',
      summary: 'End a suppression: its findings are open again at once',
      request: { params: z.object({ id: z.string().max(100).transform(storable) }) },
      responses: { 200: json(suppressionSchema, 'The suppression, ended.') },
    }),
    async (c) =>
      c.json(valueOrRefuse(await unsuppress(database, c.get('caller'), c.req.valid('param').id, new Date())), 200),
  );

  return app;
}
