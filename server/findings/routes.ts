import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import { findingCountsSchema, findingFilterQuery, findingPageSchema, findingQuery, findingSchema } from './api.ts';
import { countFindings, findFinding, listFindings } from './query.ts';

/** `/findings`. Every query is limited to the caller's team. */
export function findingRoutes({ database, rules }: { database: Database; rules: readonly RuleFile[] }) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings',
      summary: 'What fails the rules',
      request: { query: findingQuery },
      responses: { 200: json(findingPageSchema, 'A page of findings.') },
    }),
    async (c) => c.json(await listFindings(database, c.get('caller').teamId, c.req.valid('query'), rules), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/counts',
      summary: 'How many findings match, by severity, rule, service, region, asset type and cloud account',
      request: { query: findingFilterQuery },
      responses: { 200: json(findingCountsSchema, 'The counts, most first.') },
    }),
    async (c) => c.json(await countFindings(database, c.get('caller').teamId, c.req.valid('query'), rules), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/{id}',
      summary: 'A finding: what is wrong, why it matters, how to mend it, what happened to it',
      request: { params: z.object({ id: z.string().max(100).transform(storable) }) },
      responses: { 200: json(findingSchema, 'The finding.') },
    }),
    async (c) => {
      const finding = await findFinding(database, c.get('caller').teamId, c.req.valid('param').id, rules);
      if (finding === undefined) throw refuse(notFound('finding'));
      return c.json(finding, 200);
    },
  );

  return app;
}
