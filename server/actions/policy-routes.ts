import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { valueOrRefuse } from '../http/problem.ts';
import * as api from './api.ts';
import type { ActionsContext } from './context.ts';
import { listPolicies, removePolicy, writePolicy } from './policies.ts';

const idParameter = { params: z.object({ id: z.string().max(100).transform(storable) }) };

/** `/action-policies`: what is done by itself when a rule finds something. */
export function actionPolicyRoutes(context: Pick<ActionsContext, 'database' | 'kinds' | 'requestWork'>) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/action-policies',
      summary: 'What is done by itself',
      responses: { 200: json(api.actionPoliciesSchema, 'The policies, by name.') },
    }),
    async (c) => c.json({ items: await listPolicies(context.database, c.get('caller').teamId) }, 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/action-policies',
      summary: 'Have something done by itself',
      request: jsonBody(api.actionPolicyInputSchema),
      responses: { 201: json(api.actionPolicySchema, 'The policy.') },
    }),
    async (c) => c.json(valueOrRefuse(await writePolicy(context, c.get('caller'), c.req.valid('json'))), 201),
  );

  app.openapi(
    route('admin', {
      method: 'put',
      path: '/action-policies/{id}',
      summary: 'Change a policy',
      request: { ...idParameter, ...jsonBody(api.actionPolicyInputSchema) },
      responses: { 200: json(api.actionPolicySchema, 'The policy.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(valueOrRefuse(await writePolicy(context, c.get('caller'), c.req.valid('json'), id)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/action-policies/{id}',
      summary: 'Have it done by itself no more',
      request: idParameter,
      responses: { 204: { description: 'It is gone. What it asked for stays.' } },
    }),
    async (c) => {
      valueOrRefuse(await removePolicy(context.database, c.get('caller'), c.req.valid('param').id));
      return c.body(null, 204);
    },
  );

  return app;
}
