import { z } from '@hono/zod-openapi';
import type { Database } from '../database/database.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse, valueOrRefuse } from '../http/problem.ts';
import { type RateLimiter, requireTurn } from '../http/rate-limit.ts';
import type { AssetType } from '../rules/asset-types.ts';
import { checkCustomRule, removeCustomRule, saveCustomRule } from '../rules/custom-rules.ts';
import { functions, variables } from '../rules/language.ts';
import { ruleJsonSchema } from '../rules/rule-schema.ts';
import { changeRuleSettings, switchRules } from '../rules/rule-settings.ts';
import { listCustomVersions, type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import { type RequestJudgement, requestForTeam } from './jobs.ts';
import * as api from './rule-api.ts';
import { listRules, readRuleOfTeam } from './rule-query.ts';
import { tryRule } from './try-rule.ts';

export interface RuleRoutesContext {
  database: Database;
  library: RuleLibrary;
  /** The files of the library’s rules, by their IDs. */
  sources: ReadonlyMap<string, string>;
  types: ReadonlyMap<string, AssetType>;
  requestJudgement: RequestJudgement;
  limiter: RateLimiter;
}

const idParameter = { params: z.object({ id: z.string().max(100) }) };
const triesPerMinute = 30;

/** `/rules`: what the team's assets are judged by. What changes them has the team's accounts judged again. */
export function ruleRoutes({ database, library, sources, types, requestJudgement, limiter }: RuleRoutesContext) {
  const app = newApi();

  const findRule = async (tx: Database, teamId: string, id: string) => {
    const { rules } = await readTeamRules(tx, teamId, library);
    const found = rules.find(({ rule }) => rule.id === id);
    if (found === undefined) throw refuse(notFound('rule'));
    return found;
  };
  const language = describeLanguage(types);
  const show = async (teamId: string, id: string) =>
    readRuleOfTeam(database, teamId, await findRule(database, teamId, id));

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules',
      summary: 'The rules, with what each says of the team’s assets',
      responses: { 200: json(api.rulesSchema, 'All rules.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const { rules, broken } = await readTeamRules(database, teamId, library);
      return c.json({ items: await listRules(database, teamId, rules), brokenFiles: broken }, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules/language',
      summary: 'What a rule can name and call, and the asset types that there are',
      responses: { 200: json(api.ruleLanguageSchema, 'The language of rules.') },
    }),
    (c) => c.json(language, 200),
  );

  app.openapi(
    // An editor that asks for it has no session, and it says nothing of anybody.
    route('public', {
      method: 'get',
      path: '/rule-schema',
      summary: 'The JSON Schema of a rule of one’s own, for editors',
      responses: { 200: json(z.record(z.string(), z.unknown()), 'The schema.') },
    }),
    (c) => c.json(ruleJsonSchema('team'), 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/rules/changes',
      summary: 'Switch many rules on or off at once',
      description: 'Each for itself: the answer says of every rule whether it is as asked for, and if not, why.',
      request: jsonBody(api.ruleChangesSchema),
      responses: { 200: json(api.rulesChangedSchema, 'What was changed. The accounts are judged again.') },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { ids, isEnabled } = c.req.valid('json');
      const changed = await database.transaction(async (tx) => {
        const { rules } = await readTeamRules(tx, caller.teamId, library);
        const result = await switchRules(tx, caller, rules, ids, isEnabled);
        if (result.changed.length > 0) await requestForTeam(tx, caller.teamId, requestJudgement);
        return result;
      });
      return c.json(changed, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules/{id}',
      summary: 'A rule: what it wants, why, how to mend what fails it, and where it cannot tell',
      request: idParameter,
      responses: { 200: json(api.ruleSchema, 'The rule.') },
    }),
    async (c) => c.json(await show(c.get('caller').teamId, c.req.valid('param').id), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules/{id}/file',
      summary: 'A rule as the file that it is written in',
      request: idParameter,
      responses: { 200: { description: 'The file.', content: { 'application/yaml': { schema: z.string() } } } },
    }),
    async (c) => {
      const { rule, custom } = await findRule(database, c.get('caller').teamId, c.req.valid('param').id);
      const source = custom?.source ?? sources.get(rule.id);
      if (source === undefined) throw refuse(notFound('file of a rule'));
      return c.body(source, 200, {
        'content-type': 'application/yaml; charset=utf-8',
        'content-disposition': `attachment; filename="${rule.id}.yaml"`,
      }) as never;
    },
  );

  app.openapi(
    route('admin', {
      method: 'put',
      path: '/rules/{id}/settings',
      summary: 'Switch a rule on or off, and set its severity and parameters',
      request: { ...idParameter, ...jsonBody(api.ruleSettingsSchema) },
      responses: { 200: json(api.ruleSchema, 'The rule. The accounts are judged again by it.') },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { id } = c.req.valid('param');
      await database.transaction(async (tx) => {
        const { rule } = await findRule(tx, caller.teamId, id);
        valueOrRefuse(await changeRuleSettings(tx, caller, rule, c.req.valid('json')));
        await requestForTeam(tx, caller.teamId, requestJudgement);
      });
      return c.json(await show(caller.teamId, id), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/rules/try',
      summary: 'Try a rule on the team’s own assets; nothing is kept',
      request: jsonBody(api.ruleTrialSchema),
      responses: { 200: json(api.ruleTrialResultSchema, 'What it says of them.') },
    }),
    async (c) => {
      const { teamId, userId } = c.get('caller');
      await requireTurn(limiter, `rules:try:${userId}`, triesPerMinute, 'from you');
      const { source } = c.req.valid('json');
      const rule = valueOrRefuse(checkCustomRule(source, types));
      return c.json(await tryRule(database, teamId, { rule, source }, types), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/rules',
      summary: 'Keep a rule of one’s own, new or changed',
      request: jsonBody(api.customRuleSchema),
      responses: { 201: json(api.ruleSchema, 'The rule. The accounts are judged by it.') },
    }),
    async (c) => {
      const caller = c.get('caller');
      const { source, version } = c.req.valid('json');
      const rule = await database.transaction(async (tx) => {
        const saved = valueOrRefuse(await saveCustomRule(tx, caller, source, version, types));
        await requestForTeam(tx, caller.teamId, requestJudgement);
        return saved;
      });
      return c.json(await show(caller.teamId, rule.id), 201);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/rules/{id}',
      summary: 'Remove a rule of one’s own; its findings are resolved',
      request: idParameter,
      responses: { 204: { description: 'It is removed.' } },
    }),
    async (c) => {
      const caller = c.get('caller');
      await database.transaction(async (tx) => {
        const isRemoved = await removeCustomRule(tx, caller, c.req.valid('param').id);
        if (!isRemoved) throw refuse(notFound('rule of your own'));
        await requestForTeam(tx, caller.teamId, requestJudgement);
      });
      return c.body(null, 204);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/rules/{id}/versions',
      summary: 'The versions of a rule of one’s own, newest first',
      request: idParameter,
      responses: { 200: json(api.ruleVersionsSchema, 'The versions.') },
    }),
    async (c) => {
      const rows = await listCustomVersions(database, c.get('caller').teamId, c.req.valid('param').id);
      const items = rows.map(({ version, source, authorName, writtenAt }) => ({
        ...{ version, source, authorName, writtenAt: writtenAt.toISOString() },
      }));
      return c.json({ items }, 200);
    },
  );

  return app;
}

function describeLanguage(types: ReadonlyMap<string, AssetType>): api.RuleLanguage {
  return {
    variables: [...variables],
    functions: functions.map(({ signature, description }) => ({ signature, description })),
    assetTypes: [...types.values()]
      .map(({ type, parts }) => ({ type, parts: [...parts].map(([name, of]) => ({ name, ...of })) }))
      .sort((one, other) => (one.type < other.type ? -1 : 1)),
  };
}
