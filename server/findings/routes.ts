import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse, valueOrRefuse } from '../http/problem.ts';
import { instant } from '../http/schemas.ts';
import type { Framework } from '../rules/frameworks.ts';
import { type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import * as api from './api.ts';
import { readAssetJudgement } from './asset-judgement.ts';
import { changeFindings } from './change.ts';
import { countChangesSince } from './changes-since.ts';
import { countFindings } from './counts.ts';
import { readFindingTrend } from './days.ts';
import { listFindings } from './query.ts';
import { findFinding } from './show.ts';

export interface FindingRoutesContext {
  database: Database;
  library: RuleLibrary;
  frameworks: readonly Framework[];
}

/** `/findings`. Every query is limited to the caller's team. */
export function findingRoutes({ database, library, frameworks }: FindingRoutesContext) {
  const app = newApi();
  const contextOf = async (teamId: string) => ({
    rules: (await readTeamRules(database, teamId, library)).rules,
    frameworks,
  });

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings',
      summary: 'What fails the rules',
      request: { query: api.findingQuery },
      responses: { 200: json(api.findingPageSchema, 'A page of findings.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      return c.json(await listFindings(database, teamId, c.req.valid('query'), await contextOf(teamId)), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/counts',
      summary: 'How many findings match, by what can be filtered on',
      request: { query: api.findingCountsQuery },
      responses: { 200: json(api.findingCountsSchema, 'The counts, most first.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      return c.json(await countFindings(database, teamId, c.req.valid('query'), await contextOf(teamId)), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/trend',
      summary: 'How many findings were open at the end of each day, by severity',
      request: { query: z.object({ days: z.coerce.number().int().min(1).max(365).default(30) }) },
      responses: { 200: json(api.findingTrendSchema, 'The days, oldest first.') },
    }),
    async (c) => c.json(await readFindingTrend(database, c.get('caller').teamId, c.req.valid('query').days), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/changes-since',
      summary: 'How many findings were opened, reopened and resolved since a moment, and still are',
      request: { query: z.object({ at: instant }) },
      responses: { 200: json(api.findingChangesSchema, 'The counts.') },
    }),
    async (c) => {
      const at = new Date(c.req.valid('query').at);
      return c.json(await countChangesSince(database, c.get('caller').teamId, at), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}/judgement',
      summary: 'Which rules an asset fails and passes, and which cannot tell',
      request: { params: z.object({ id: z.string().max(100).transform(storable) }) },
      responses: { 200: json(api.assetJudgementSchema, 'What the rules say.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const { rules } = await contextOf(teamId);
      const judgement = await readAssetJudgement(database, teamId, c.req.valid('param').id, rules);
      if (judgement === undefined) throw refuse(notFound('asset'));
      return c.json(judgement, 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/findings/changes',
      summary: 'Assign, comment on, suppress or unsuppress up to a thousand findings',
      request: jsonBody(api.findingChangeSchema),
      responses: { 200: json(api.findingChangedSchema, 'Which are changed, and why the others are not.') },
    }),
    async (c) => {
      const changed = await changeFindings(database, c.get('caller'), c.req.valid('json'), new Date());
      return c.json(valueOrRefuse(changed), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/{id}',
      summary: 'A finding: what is wrong, why it matters, how to mend it, what happened to it',
      request: { params: z.object({ id: z.string().max(100).transform(storable) }) },
      responses: { 200: json(api.findingSchema, 'The finding.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const { rules } = await contextOf(teamId);
      const finding = await findFinding(database, teamId, c.req.valid('param').id, rules);
      if (finding === undefined) throw refuse(notFound('finding'));
      return c.json(finding, 200);
    },
  );

  return app;
}
