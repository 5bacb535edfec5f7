import { z } from '@hono/zod-openapi';
import { includesRole } from '../access/roles.ts';
import { findAccount } from '../accounts/store.ts';
import { storable } from '../assets/filter.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse, valueOrRefuse } from '../http/problem.ts';
import { type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import * as api from './api.ts';
import { changeActions } from './change-actions.ts';
import type { ActionsContext } from './context.ts';
import { listKinds } from './kinds.ts';
import { changeManagement, showManagement } from './management.ts';
import { noticePermissionsOf } from './notice.ts';
import { offersOfAsset, offersOfFinding } from './offers.ts';
import { countActions, listActions, showAction } from './query.ts';
import { requestActions } from './request.ts';
import { changeApprovals, changeBrake, toSettingsView } from './settings.ts';
import { readSettings } from './store.ts';

export type ActionRoutesContext = Omit<ActionsContext, 'startScan'> & { library: RuleLibrary };

const idParameter = { params: z.object({ id: z.string().max(100).transform(storable) }) };

/** `/actions`, `/action-kinds`, `/action-settings` and what is offered. Every query is limited to the caller's team. */
export function actionRoutes(context: ActionRoutesContext) {
  const { database, kinds, library } = context;
  const app = newApi();
  const rulesOf = async (teamId: string) =>
    (await readTeamRules(database, teamId, library)).rules.map(({ rule: { id, actions }, parameters }) => ({
      ...{ id, actions, parameters },
    }));

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/action-kinds',
      summary: 'The actions that CloudCoreo knows',
      responses: { 200: json(api.actionKindsSchema, 'Every action, by service.') },
    }),
    async (c) => c.json({ items: listKinds(kinds, await rulesOf(c.get('caller').teamId)) }, 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/findings/{id}/actions',
      summary: 'The actions that mend a finding',
      request: idParameter,
      responses: {
        200: json(api.offersSchema, 'Those that its rule names, best first, then those that suit the asset.'),
      },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const offers = await offersOfFinding(
        { database, kinds, rules: await rulesOf(teamId) },
        teamId,
        c.req.valid('param').id,
      );
      if (offers === undefined) throw refuse(notFound('finding'));
      return c.json(offers, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/assets/{id}/actions',
      summary: 'The actions that suit an asset',
      request: idParameter,
      responses: { 200: json(api.offersSchema, 'The actions.') },
    }),
    async (c) => {
      const { teamId } = c.get('caller');
      const offers = await offersOfAsset({ database, kinds, rules: [] }, teamId, c.req.valid('param').id);
      if (offers === undefined) throw refuse(notFound('asset'));
      return c.json(offers, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/actions',
      summary: 'What was asked to be changed, newest first',
      request: { query: api.actionQuery },
      responses: { 200: json(api.actionPageSchema, 'A page of actions.') },
    }),
    async (c) => c.json(await listActions(database, c.get('caller').teamId, c.req.valid('query'), kinds), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/actions/counts',
      summary: 'How many actions match, by status',
      request: { query: api.actionFilterQuery },
      responses: { 200: json(api.actionCountsSchema, 'The counts.') },
    }),
    async (c) => c.json(await countActions(database, c.get('caller').teamId, c.req.valid('query')), 200),
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/actions',
      summary: 'Plan an action on findings or assets; nothing is changed yet',
      request: jsonBody(api.actionRequestSchema),
      responses: { 202: json(api.actionsRequestedSchema, 'The actions that are being planned.') },
    }),
    async (c) => c.json(valueOrRefuse(await requestActions(context, c.get('caller'), c.req.valid('json'))), 202),
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/actions/changes',
      summary: 'Apply, approve, reject, cancel, undo or plan anew',
      request: jsonBody(api.actionChangeSchema),
      responses: { 200: json(api.actionsChangedSchema, 'Which are changed, and why the others are not.') },
    }),
    async (c) => c.json(await changeActions(context, c.get('caller'), c.req.valid('json')), 200),
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/actions/{id}',
      summary: 'An action: its plan, what may break, what happened to it',
      request: idParameter,
      responses: { 200: json(api.actionSchema, 'The action.') },
    }),
    async (c) => {
      const action = await showAction(database, c.get('caller').teamId, c.req.valid('param').id, kinds);
      if (action === undefined) throw refuse(notFound('action'));
      return c.json(action, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/action-settings',
      summary: 'When a second person must approve, and whether everything is stopped',
      responses: { 200: json(api.actionSettingsSchema, 'The settings.') },
    }),
    async (c) => c.json(toSettingsView(await readSettings(database, c.get('caller').teamId)), 200),
  );

  app.openapi(
    route('admin', {
      method: 'put',
      path: '/action-settings/approvals',
      summary: 'Say when a second person must approve',
      request: jsonBody(api.approvalsChangeSchema),
      responses: { 200: json(api.actionSettingsSchema, 'The settings.') },
    }),
    async (c) => {
      await changeApprovals(database, c.get('caller'), c.req.valid('json').approvals);
      return c.json(toSettingsView(await readSettings(database, c.get('caller').teamId)), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'put',
      path: '/action-settings/brake',
      summary: 'Stop all actions at once; only an admin lets them go on',
      request: jsonBody(api.brakeChangeSchema),
      responses: { 200: json(api.actionSettingsSchema, 'The settings.') },
    }),
    async (c) => {
      const caller = c.get('caller');
      const change = c.req.valid('json');
      if (!change.isOn && !includesRole(caller.role, 'admin')) {
        throw refuse({
          code: 'role_too_low',
          detail: 'Anybody who may apply actions can stop them, but only an admin can let them go on.',
          mend: 'Ask an admin of your team.',
        });
      }
      await changeBrake(context, caller, change);
      return c.json(toSettingsView(await readSettings(database, caller.teamId)), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}/management',
      summary: 'What CloudCoreo may change in an account, and how its role comes to be allowed that',
      request: idParameter,
      responses: { 200: json(api.managementSchema, 'The actions, the policies, and what brings the role there.') },
    }),
    async (c) =>
      c.json(
        await showManagement(database, await findOwn(c.get('caller').teamId, c.req.valid('param').id), kinds),
        200,
      ),
  );

  app.openapi(
    route('admin', {
      method: 'patch',
      path: '/cloud-accounts/{id}/management',
      summary: 'Tick actions, protect the account, or set its change window',
      request: { ...idParameter, ...jsonBody(api.managementChangeSchema) },
      responses: { 200: json(api.managementSchema, 'As it is now.') },
    }),
    async (c) => {
      const account = await findOwn(c.get('caller').teamId, c.req.valid('param').id);
      valueOrRefuse(await changeManagement(database, c.get('caller'), account, c.req.valid('json'), kinds));
      return c.json(await showManagement(database, account, kinds), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/cloud-accounts/{id}/management/check',
      summary: 'Look now whether the role is allowed what is ticked',
      request: idParameter,
      responses: { 200: json(api.managementSchema, 'As it was just seen.') },
    }),
    async (c) => {
      const account = await findOwn(c.get('caller').teamId, c.req.valid('param').id);
      valueOrRefuse(await noticePermissionsOf(context, account));
      return c.json(await showManagement(database, account, kinds), 200);
    },
  );

  async function findOwn(teamId: string, id: string) {
    const account = await findAccount(database, teamId, id);
    if (account === undefined) throw refuse(notFound('cloud account'));
    return account;
  }

  return app;
}
