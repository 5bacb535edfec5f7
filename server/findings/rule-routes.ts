import { z } from '@hono/zod-openapi';
import type { Database } from '../database/database.ts';
import { json, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import type { readLibrary } from '../rules/library.ts';
import { ruleSchema, rulesSchema } from './rule-api.ts';
import { listRules, readRuleOfTeam } from './rule-query.ts';

/** `/rules`: what the team's assets are judged by. */
export function ruleRoutes({ database, library }: { database: Database; library: ReturnType<typeof readLibrary> }) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules',
      summary: 'The rules, with what each says of the team’s assets',
      responses: { 200: json(rulesSchema, 'All rules.') },
    }),
    async (c) => {
      const items = await listRules(database, c.get('caller').teamId, library.rules);
      return c.json({ items, brokenFiles: library.broken }, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules/{id}',
      summary: 'A rule: what it wants, why, how to mend what fails it, and where it cannot tell',
      request: { params: z.object({ id: z.string().max(100) }) },
      responses: { 200: json(ruleSchema, 'The rule.') },
    }),
    async (c) => {
      const rule = library.rules.find(({ id }) => id === c.req.valid('param').id);
      if (rule === undefined) throw refuse(notFound('rule'));
      return c.json(await readRuleOfTeam(database, c.get('caller').teamId, rule), 200);
    },
  );

  return app;
}
