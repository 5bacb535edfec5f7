import { z } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { storable } from '../assets/filter.ts';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse } from '../http/problem.ts';
import type { Framework } from '../rules/frameworks.ts';
import { type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import * as api from './api.ts';
import { type ComplianceScope, listFrameworks, readFramework } from './query.ts';
import { controlAnswers } from './schema.ts';

export interface ComplianceRoutesContext {
  database: Database;
  library: RuleLibrary;
  frameworks: readonly Framework[];
}

const control = z.object({
  framework: z.string().max(60).transform(storable),
  control: z.string().max(60).transform(storable),
});

/** `/compliance`: how the team's accounts stand to the frameworks. */
export function complianceRoutes({ database, library, frameworks }: ComplianceRoutesContext) {
  const app = newApi();
  const find = (id: string) => {
    const found = frameworks.find((one) => one.id === id);
    if (found === undefined) throw refuse(notFound('compliance framework'));
    return found;
  };

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/compliance',
      summary: 'The compliance frameworks, and how the cloud accounts stand to each',
      request: { query: api.complianceQuery },
      responses: { 200: json(api.frameworksSchema, 'All frameworks.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const scope = await readScope(database, teamId, c.req.valid('query'));
      const { rules } = await readTeamRules(database, teamId, library);
      return c.json({ items: await listFrameworks(database, scope, { frameworks, rules }, new Date()) }, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/compliance/{framework}',
      summary: 'A framework: each control, its rules, what they say, and what people answered',
      request: { params: control.pick({ framework: true }), query: api.complianceQuery },
      responses: { 200: json(api.frameworkSchema, 'The framework.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const framework = find(c.req.valid('param').framework);
      const scope = await readScope(database, teamId, c.req.valid('query'));
      const { rules } = await readTeamRules(database, teamId, library);
      return c.json(await readFramework(database, scope, framework, rules, new Date()), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'put',
      path: '/compliance/{framework}/{control}/answer',
      summary: 'Answer for a control: what was looked at, by whom, until when that holds',
      request: { params: control, ...jsonBody(api.answerInputSchema) },
      responses: { 204: { description: 'It is recorded.' } },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { framework, control: id } = c.req.valid('param');
      if (!find(framework).controls.some((one) => one.id === id)) throw refuse(notFound('control'));
      const { cloudAccountId, answer, evidence, expiresAt } = c.req.valid('json');
      await database.transaction(async (tx) => {
        if (cloudAccountId !== '') await requireAccount(tx, caller.teamId, cloudAccountId);
        const set = {
          ...{ answer, evidence, authorName: caller.name, answeredAt: new Date() },
          expiresAt: expiresAt === null ? null : new Date(expiresAt),
        };
        await tx
          .insert(controlAnswers)
          .values({ teamId: caller.teamId, framework, control: id, cloudAccountId, ...set })
          .onConflictDoUpdate({
            target: [
              controlAnswers.teamId,
              controlAnswers.framework,
              controlAnswers.control,
              controlAnswers.cloudAccountId,
            ],
            set,
          });
        await writeAudit(tx, {
          ...{ teamId: caller.teamId, actor: caller, action: 'control.answer', target: `${framework} ${id}` },
          details: { cloudAccountId, answer, evidence, expiresAt },
        });
      });
      return c.body(null, 204);
    },
  );

  app.openapi(
    route('operator', {
      method: 'delete',
      path: '/compliance/{framework}/{control}/answer',
      summary: 'Take an answer back',
      request: {
        params: control,
        query: z.object({ cloudAccountId: z.string().max(100).default('').transform(storable) }),
      },
      responses: { 204: { description: 'There is none any more.' } },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { framework, control: id } = c.req.valid('param');
      const { cloudAccountId } = c.req.valid('query');
      await database.transaction(async (tx) => {
        const removed = await tx
          .delete(controlAnswers)
          .where(
            and(
              eq(controlAnswers.teamId, caller.teamId),
              eq(controlAnswers.framework, framework),
              eq(controlAnswers.control, id),
              eq(controlAnswers.cloudAccountId, cloudAccountId),
            ),
          )
          .returning({ control: controlAnswers.control });
        if (removed.length === 0) return;
        await writeAudit(tx, {
          ...{ teamId: caller.teamId, actor: caller, action: 'control.take_back', target: `${framework} ${id}` },
          details: { cloudAccountId },
        });
      });
      return c.body(null, 204);
    },
  );

  return app;
}

/** Of an account that there is not, nothing would be known: it is not answered for. */
async function readScope(
  database: Database,
  teamId: string,
  { cloudAccountId }: z.infer<typeof api.complianceQuery>,
): Promise<ComplianceScope> {
  if (cloudAccountId) await requireAccount(database, teamId, cloudAccountId);
  return { teamId, cloudAccountId: cloudAccountId || undefined };
}

async function requireAccount(tx: Database, teamId: string, id: string): Promise<void> {
  const [found] = await tx
    .select({ id: cloudAccounts.id })
    .from(cloudAccounts)
    .where(and(eq(cloudAccounts.teamId, teamId), eq(cloudAccounts.id, storable(id))));
  if (found === undefined) throw refuse(notFound('cloud account'));
}
