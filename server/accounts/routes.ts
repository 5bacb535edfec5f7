import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { auditPolicies } from '../aws/policy.ts';
import type { Result } from '../failure.ts';
import { type ApiEnvironment, json, jsonBody, newApi, route } from '../http/api.ts';
import { notFound, refuse, valueOrRefuse } from '../http/problem.ts';
import { type RateLimiter, requireTurn } from '../http/rate-limit.ts';
import * as api from './api.ts';
import { type Connected, connectWithKey, connectWithRole, resumeConnecting } from './connect.ts';
import type { AccountsContext, Actor } from './context.ts';
import { beginRotation, cancelRotation, disconnectAccount, renameAccount } from './manage.ts';
import type { EmitConnectEvent } from './progress.ts';
import { listAccounts, showAccount } from './query.ts';
import { roleName, setupPolicy } from './role.ts';
import { createRoleSetup, describeRoleSetup, findRoleSetup } from './role-setup.ts';
import type { CloudAccount } from './schema.ts';
import { findAccount } from './store.ts';
import { verifyConnection } from './verify.ts';

export interface AccountRoutesContext extends AccountsContext {
  limiter: RateLimiter;
  connectsPerMinute: number;
}

const idParameter = { params: z.object({ id: z.string().max(100) }) };

/** `/cloud-accounts`, `/role-setups` and `/hub`. */
export function accountRoutes(context: AccountRoutesContext) {
  const app = newApi();

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/hub',
      summary: 'Who CloudCoreo is in AWS, and the policy for a temporary user',
      responses: { 200: json(api.hubSchema, 'The hub identity, or why there is none.') },
    }),
    async (c) => {
      const identity = await context.hub.identity();
      return c.json(
        {
          identity: identity.ok ? identity.value : null,
          failure: identity.ok ? null : identity.failure,
          setupPolicy: JSON.stringify(setupPolicy, null, 2),
          roleName,
          policyName: auditPolicies()[0]?.name ?? '',
        },
        200,
      );
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/role-setups',
      summary: 'Make an external ID and everything needed to create the role by hand',
      request: { body: { required: false, content: { 'application/json': { schema: api.roleSetupRequestSchema } } } },
      responses: { 201: json(api.roleSetupSchema, 'The role set-up.') },
    }),
    async (c) => {
      const identity = valueOrRefuse(await context.hub.identity());
      const { actions = [] } = c.req.valid('json');
      const unknown = context.management.findUnknown(actions);
      if (unknown !== undefined) throw refuse(unknown);
      const setup = await createRoleSetup(context.database, actorOf(c), actions);
      return c.json(describeRoleSetup(setup, identity, context), 201);
    },
  );

  app.openapi(
    route('operator', {
      method: 'get',
      path: '/role-setups/{id}',
      summary: 'A role set-up again',
      request: idParameter,
      responses: { 200: json(api.roleSetupSchema, 'The role set-up.') },
    }),
    async (c) => {
      const setup = await findRoleSetup(context.database, c.get('caller').teamId, c.req.valid('param').id);
      if (setup === undefined) throw refuse(notFound('role set-up'));
      const identity = valueOrRefuse(await context.hub.identity());
      return c.json(describeRoleSetup(setup, identity, context), 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts',
      summary: 'The team’s cloud accounts, by nickname',
      request: { query: api.cloudAccountQuery },
      responses: { 200: json(api.cloudAccountPageSchema, 'A page of cloud accounts.') },
    }),
    async (c) => c.json(await listAccounts(context.database, c.get('caller').teamId, c.req.valid('query')), 200),
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/cloud-accounts',
      summary: 'Connect an AWS account',
      description:
        'With `Accept: text/event-stream` the answer is a stream of `ConnectEvent`s as the steps happen; ' +
        'otherwise it comes when the account is connected, or with the failure.',
      request: jsonBody(api.connectSchema),
      responses: { 201: json(api.cloudAccountSchema, 'The connected cloud account.') },
    }),
    async (c) => {
      const { userId } = c.get('caller');
      await takeTurn(context, userId);
      const request = c.req.valid('json');
      const actor = actorOf(c);
      const connect = (emit: EmitConnectEvent) =>
        request.method === 'role'
          ? connectWithRole(context, actor, request, emit)
          : connectWithKey(context, actor, request, emit);
      if (wantsEvents(c)) return streamConnect(context, c, connect) as never;
      const connected = valueOrRefuse(await connect(() => {}));
      return c.json(await showAccount(context.database, await findOwn(c, context, connected.cloudAccountId)), 201);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/cloud-accounts/{id}',
      summary: 'A cloud account',
      request: idParameter,
      responses: { 200: json(api.cloudAccountSchema, 'The cloud account.') },
    }),
    async (c) => c.json(await showAccount(context.database, await findOwn(c, context, c.req.valid('param').id)), 200),
  );

  app.openapi(
    route('admin', {
      method: 'patch',
      path: '/cloud-accounts/{id}',
      summary: 'Rename a cloud account',
      request: { ...idParameter, ...jsonBody(api.renameSchema) },
      responses: { 200: json(api.cloudAccountSchema, 'The renamed cloud account.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const account = await findOwn(c, context, id);
      valueOrRefuse(await renameAccount(context, actorOf(c), account, c.req.valid('json').nickname));
      return c.json(await showAccount(context.database, await findOwn(c, context, id)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/cloud-accounts/{id}',
      summary: 'Disconnect: forget the account and all that was collected from it',
      request: idParameter,
      responses: { 200: json(api.disconnectedSchema, 'The commands that remove the role in AWS.') },
    }),
    async (c) => {
      const account = await findOwn(c, context, c.req.valid('param').id);
      return c.json(valueOrRefuse(await disconnectAccount(context, actorOf(c), account)), 200);
    },
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/cloud-accounts/{id}/verify',
      summary: 'Verify the connection now, or carry on one whose role exists',
      request: idParameter,
      responses: { 200: json(api.cloudAccountSchema, 'The cloud account with its drift, as it was just seen.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await takeTurn(context, c.get('caller').userId);
      const account = await findOwn(c, context, id);
      // A verification that finds something wrong has succeeded: what it found is on the account.
      if (account.state === 'connected') await verifyConnection(context, account);
      else valueOrRefuse(await resumeConnecting(context, actorOf(c), account, () => {}));
      return c.json(await showAccount(context.database, await findOwn(c, context, id)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/cloud-accounts/{id}/external-id',
      summary: 'Begin to rotate the external ID',
      request: idParameter,
      responses: {
        200: json(api.externalIdRotationSchema, 'The next external ID and the command that puts it in force.'),
      },
    }),
    async (c) => {
      const account = await findOwn(c, context, c.req.valid('param').id);
      return c.json(valueOrRefuse(await beginRotation(context, actorOf(c), account)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/cloud-accounts/{id}/external-id',
      summary: 'Keep the present external ID after all',
      request: idParameter,
      responses: { 200: json(api.cloudAccountSchema, 'The cloud account.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await cancelRotation(context, actorOf(c), await findOwn(c, context, id));
      return c.json(await showAccount(context.database, await findOwn(c, context, id)), 200);
    },
  );

  return app;
}

/** Tells the steps as they happen. The attempt goes on when nobody listens any longer. */
function streamConnect(
  context: AccountsContext,
  c: Context<ApiEnvironment>,
  connect: (emit: EmitConnectEvent) => Promise<Result<Connected>>,
) {
  return streamSSE(c, async (stream) => {
    let written: Promise<void> = Promise.resolve();
    const send = (event: api.ConnectEventView) => {
      written = written.then(() => stream.writeSSE({ data: JSON.stringify(event) }));
    };
    try {
      const connected = await connect(send);
      send(connected.ok ? { type: 'connected', ...connected.value } : { type: 'failed', failure: connected.failure });
    } catch (error) {
      context.log.error({ err: error, requestId: c.get('requestId') }, 'connecting failed unexpectedly');
      send({
        type: 'failed',
        failure: {
          code: 'internal_error',
          detail: `CloudCoreo itself failed (request ${c.get('requestId')}).`,
          mend: 'Try again. If it happens again, look for this request in the server’s log.',
        },
      });
    }
    await written;
  });
}

function takeTurn({ limiter, connectsPerMinute }: AccountRoutesContext, userId: string): Promise<void> {
  return requireTurn(limiter, `connect:${userId}`, connectsPerMinute, 'from you');
}

function wantsEvents(c: Context<ApiEnvironment>): boolean {
  return (c.req.header('accept') ?? '').includes('text/event-stream');
}

function actorOf(c: Context<ApiEnvironment>): Actor {
  const { userId, name, teamId } = c.get('caller');
  return { userId, name, teamId };
}

async function findOwn(c: Context<ApiEnvironment>, context: AccountsContext, id: string): Promise<CloudAccount> {
  const account = await findAccount(context.database, c.get('caller').teamId, id);
  if (account === undefined) throw refuse(notFound('cloud account'));
  return account;
}
