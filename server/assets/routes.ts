import { z } from '@hono/zod-openapi';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import {
  assetCountsSchema,
  assetExportQuery,
  assetFilterQuery,
  assetHistorySchema,
  assetPageSchema,
  assetQuery,
  assetRelationsSchema,
  assetSchema,
  savedFilterRequestSchema,
  savedFilterSchema,
} from './api.ts';
import { countAssets } from './counts.ts';
import { csvColumns, exportCsv, exportJson } from './export.ts';
import { storable } from './filter.ts';
import { readHistory } from './history.ts';
import { findAsset, listAssets } from './query.ts';
import { findRelations } from './relations.ts';
import { deleteSavedFilter, listSavedFilters, saveFilter } from './saved-filters.ts';

const idParameter = z.object({ id: z.string().max(100).transform(storable) });

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
      path: '/assets/export',
      summary: 'All assets that match, as CSV or JSON',
      description: `Streamed, however many there are. CSV has the columns ${csvColumns.join(', ')}; JSON has what an asset has, with its document.`,
      request: { query: assetExportQuery },
      responses: {
        200: {
          description: 'The assets.',
          content: { 'text/csv': { schema: z.string() }, 'application/json': { schema: z.array(assetSchema) } },
        },
      },
    }),
    (c) => {
      const { format, ...filter } = c.req.valid('query');
      const { teamId } = c.get('caller');
      const write = format === 'csv' ? exportCsv : exportJson;
      const lines = ReadableStream.from(write(database, teamId, filter)).pipeThrough(new TextEncoderStream());
      return c.body(lines, 200, {
        'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
        'content-disposition': `attachment; filename="assets.${format}"`,
      }) as never;
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/saved-filters',
      summary: 'Your saved filters of the assets, and those shared with the team',
      responses: { 200: json(z.array(savedFilterSchema), 'The filters.') },
    }),
    async (c) => c.json(await listSavedFilters(database, c.get('caller')), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'post',
      path: '/saved-filters',
      summary: 'Save a filter of the assets',
      request: jsonBody(savedFilterRequestSchema),
      responses: { 201: json(savedFilterSchema, 'The filter.') },
    }),
    async (c) => {
      const { teamId, userId } = c.get('caller');
      const result = await saveFilter(database, { teamId, userId }, c.req.valid('json'));
      if (!result.ok) throw refuse(result.failure);
      return c.json(result.value, 201);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'delete',
      path: '/saved-filters/{id}',
      summary: 'Delete one of your saved filters',
      request: { params: idParameter },
      responses: { 204: { description: 'It is gone.' } },
    }),
    async (c) => {
      const isDeleted = await deleteSavedFilter(database, c.get('caller'), c.req.valid('param').id);
      if (!isDeleted) throw refuse(notFound('saved filter'));
      return c.body(null, 204);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}/history',
      summary: 'What happened to an asset, newest first',
      request: { params: idParameter },
      responses: { 200: json(assetHistorySchema, 'The history.') },
    }),
    async (c) => {
      const history = await readHistory(database, c.get('caller').teamId, c.req.valid('param').id);
      if (history === undefined) throw refuse(notFound('asset'));
      return c.json(history, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}/relations',
      summary: 'The assets that an asset names, and those that name it',
      request: { params: idParameter },
      responses: { 200: json(assetRelationsSchema, 'The relations.') },
    }),
    async (c) => {
      const relations = await findRelations(database, c.get('caller').teamId, c.req.valid('param').id);
      if (relations === undefined) throw refuse(notFound('asset'));
      return c.json(relations, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}',
      summary: 'An asset with its whole document',
      request: { params: idParameter },
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
