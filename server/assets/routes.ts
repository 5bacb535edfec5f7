import { z } from '@hono/zod-openapi';
import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import { assetCountsSchema, assetFilterQuery, assetPageSchema, assetQuery, assetSchema } from './api.ts';
import { countAssets, findAsset, listAssets } from './query.ts';

/** `/assets`. Every query is limited to the caller's team. */
export function assetRoutes({ database }: { database: Database }) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets',
      summary: 'The team’s assets',
      request: { query: assetQuery },
      responses: { 200: json(assetPageSchema, 'A page of assets.') },
    }),
    async (c) => c.json(await listAssets(database, c.get('caller').teamId, c.req.valid('query')), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/counts',
      summary: 'How many assets match, by type, service, region and cloud account',
      request: { query: assetFilterQuery },
      responses: { 200: json(assetCountsSchema, 'The counts, most first.') },
    }),
    async (c) => c.json(await countAssets(database, c.get('caller').teamId, c.req.valid('query')), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}',
      summary: 'An asset with its whole document',
      request: { params: z.object({ id: z.string().max(100) }) },
      responses: { 200: json(assetSchema, 'The asset.') },
    }),
    async (c) => {
      const asset = await findAsset(database, c.get('caller').teamId, c.req.valid('param').id);
      if (asset === undefined) throw refuse(notFound('asset'));
      return c.json(asset, 200);
    },
  );

  return app;
}
