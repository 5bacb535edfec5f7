import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Database } from '../database/database.ts';
import { type ApiEnvironment, json, jsonBody, newApi, route } from '../http/api.ts';
import { networkOf } from '../http/client-address.ts';
import { notFound, refuse, valueOrRefuse } from '../http/problem.ts';
import { type RateLimiter, requireTurn } from '../http/rate-limit.ts';
import * as api from './api.ts';
import { createApiKey, deleteApiKey, listApiKeys } from './api-keys.ts';
import type { Auth } from './auth.ts';
import { findSession } from './caller.ts';
import { acceptInvitation, invite, listInvitations, revokeInvitation } from './invitations.ts';
import { chooseTeam, readMe } from './me.ts';
import { aboveCaller, changeRole, listMembers, removeMember } from './members.ts';
import { includesRole } from './roles.ts';
import { alreadySetUp, createFirstOwner, isSetupCode, needsOwner } from './setup.ts';
import { signIn } from './sign-in.ts';

export interface AccessRoutesContext {
  database: Database;
  auth: Auth;
  limiter: RateLimiter;
  signInsPerMinute: number;
  publicUrl: string;
  version: string;
}

const idParameter = { params: z.object({ id: z.string().max(100) }) };

/** `/setup`, `/me`, `/api-keys`, `/members` and `/invitations`. */
export function accessRoutes(context: AccessRoutesContext) {
  const app = newApi();
  addSetupRoutes(app, context);
  addMeRoutes(app, context);
  addApiKeyRoutes(app, context);
  addMemberRoutes(app, context);
  addInvitationRoutes(app, context);
  return app;
}

type Api = ReturnType<typeof newApi>;

function addSetupRoutes(app: Api, context: AccessRoutesContext): void {
  const { database } = context;
  app.openapi(
    route('public', {
      method: 'get',
      path: '/setup',
      summary: 'Whether the first owner is still to be made',
      responses: { 200: json(api.setupStateSchema, 'What the first page needs.') },
    }),
    async (c) => c.json({ needsOwner: await needsOwner(database), version: context.version }, 200),
  );

  app.openapi(
    route('public', {
      method: 'post',
      path: '/setup/owner',
      summary: 'Make the first owner and the team, and sign in',
      request: jsonBody(api.firstOwnerSchema),
      responses: { 201: json(api.createdOwnerSchema, 'The owner and the team.') },
    }),
    async (c) => {
      await takeTurn(c, context, 'setup');
      const { code, ...owner } = c.req.valid('json');
      if (!(await needsOwner(database))) throw refuse(alreadySetUp);
      if (!(await isSetupCode(database, code))) {
        throw refuse({
          code: 'setup_code_wrong',
          detail: 'This is not the one-time code, or it is older than a day.',
          mend: 'Copy it from the console on which CloudCoreo was started. A restart prints a new one.',
        });
      }
      const created = valueOrRefuse(await createFirstOwner(database, owner));
      await signIn(c, context, { ...owner, teamId: created.teamId });
      return c.json(created, 201);
    },
  );
}

function addMeRoutes(app: Api, { database }: AccessRoutesContext): void {
  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/me',
      summary: 'Who is asking, in which team, with which role',
      responses: { 200: json(api.meSchema, 'The caller.') },
    }),
    async (c) => {
      const me = await readMe(database, c.get('caller'));
      if (me === undefined) throw refuse(notFound('user'));
      return c.json(me, 200);
    },
  );

  app.openapi(
    route('viewer', {
      method: 'put',
      path: '/me/team',
      summary: 'Work in another of one’s teams',
      request: jsonBody(api.chooseTeamSchema),
      responses: { 204: { description: 'The session works in this team now.' } },
    }),
    async (c) => {
      requireSession(c);
      if (!(await chooseTeam(database, c.get('caller'), c.req.valid('json').teamId))) throw refuse(notFound('team'));
      return c.body(null, 204);
    },
  );
}

function addApiKeyRoutes(app: Api, { database }: AccessRoutesContext): void {
  app.openapi(
    route('operator', {
      method: 'get',
      path: '/api-keys',
      summary: 'API keys: one’s own, or for admins the team’s',
      responses: { 200: json(z.object({ items: z.array(api.apiKeySchema) }), 'The keys, newest first.') },
    }),
    async (c) => c.json({ items: await listApiKeys(database, c.get('caller')) }, 200),
  );

  app.openapi(
    route('operator', {
      method: 'post',
      path: '/api-keys',
      summary: 'Create an API key',
      description: 'The answer holds the key, which cannot be shown again. An API key cannot create another.',
      request: jsonBody(api.createApiKeySchema),
      responses: { 201: json(api.createdApiKeySchema, 'The key.') },
    }),
    async (c) => {
      requireSession(c);
      const caller = c.get('caller');
      const wish = c.req.valid('json');
      if (!includesRole(caller.role, wish.role)) throw refuse(aboveCaller(caller, wish.role));
      const created = await createApiKey(database, caller, wish);
      if (created === undefined) throw refuse(notFound('member'));
      return c.json(created, 201);
    },
  );

  app.openapi(
    route('operator', {
      method: 'delete',
      path: '/api-keys/{id}',
      summary: 'Delete an API key; it stops working at once',
      request: idParameter,
      responses: { 204: { description: 'Deleted.' } },
    }),
    async (c) => {
      if (!(await deleteApiKey(database, c.get('caller'), c.req.valid('param').id))) throw refuse(notFound('API key'));
      return c.body(null, 204);
    },
  );
}

function addMemberRoutes(app: Api, { database }: AccessRoutesContext): void {
  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/members',
      summary: 'The team’s members, by name',
      responses: { 200: json(z.object({ items: z.array(api.memberSchema) }), 'The members.') },
    }),
    async (c) => c.json({ items: await listMembers(database, c.get('caller').teamId) }, 200),
  );

  app.openapi(
    route('admin', {
      method: 'patch',
      path: '/members/{id}',
      summary: 'Change a member’s role, up to one’s own',
      request: { ...idParameter, ...jsonBody(api.changeRoleSchema) },
      responses: { 200: json(api.memberSchema, 'The member.') },
    }),
    async (c) => {
      const { role } = c.req.valid('json');
      return c.json(valueOrRefuse(await changeRole(database, c.get('caller'), c.req.valid('param').id, role)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/members/{id}',
      summary: 'Remove a member, with their API keys and sessions',
      request: idParameter,
      responses: { 204: { description: 'Removed.' } },
    }),
    async (c) => {
      valueOrRefuse(await removeMember(database, c.get('caller'), c.req.valid('param').id));
      return c.body(null, 204);
    },
  );
}

function addInvitationRoutes(app: Api, context: AccessRoutesContext): void {
  const { database, auth, publicUrl } = context;
  app.openapi(
    route('admin', {
      method: 'get',
      path: '/invitations',
      summary: 'Invitations that wait to be accepted',
      responses: { 200: json(z.object({ items: z.array(api.invitationSchema) }), 'The invitations, newest first.') },
    }),
    async (c) => c.json({ items: await listInvitations(database, c.get('caller').teamId) }, 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/invitations',
      summary: 'Invite somebody; no mail is sent',
      description: 'The answer holds a link to pass on. It works once, for seven days, and cannot be shown again.',
      request: jsonBody(api.inviteSchema),
      responses: { 201: json(api.createdInvitationSchema, 'The invitation with its link.') },
    }),
    async (c) => {
      const { invitation, token } = valueOrRefuse(await invite(database, c.get('caller'), c.req.valid('json')));
      // Behind the "#" it reaches no server, and so no proxy's log.
      return c.json({ ...invitation, url: `${publicUrl}/invitation#token=${token}` }, 201);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/invitations/{id}',
      summary: 'Take an invitation back',
      request: idParameter,
      responses: { 204: { description: 'The link does not work any longer.' } },
    }),
    async (c) => {
      const isRevoked = await revokeInvitation(database, c.get('caller'), c.req.valid('param').id);
      if (!isRevoked) throw refuse(notFound('invitation'));
      return c.body(null, 204);
    },
  );

  app.openapi(
    route('public', {
      method: 'post',
      path: '/invitations/accept',
      summary: 'Join a team with the link of an invitation, and sign in',
      request: jsonBody(api.acceptInvitationSchema),
      responses: { 200: json(api.acceptedInvitationSchema, 'The team that was joined.') },
    }),
    async (c) => {
      await takeTurn(c, context, 'invitation');
      const acceptance = c.req.valid('json');
      const isProgram = c.req.header('authorization') !== undefined;
      const signedIn = isProgram ? undefined : await findSession(auth, c.req.raw.headers);
      const joined = valueOrRefuse(
        await acceptInvitation(database, { ...acceptance, signedInUserId: signedIn?.user.id }),
      );
      const { teamId, role, email } = joined;
      let isSignedIn = signedIn?.user.id === joined.userId;
      if (signedIn && isSignedIn) {
        const sessionId = signedIn.session.id;
        await chooseTeam(
          database,
          { userId: joined.userId, name: email, teamId, role, via: 'session', sessionId },
          teamId,
        );
      } else if (acceptance.password !== undefined) {
        isSignedIn = await signIn(c, context, { email, password: acceptance.password, teamId });
      }
      return c.json({ teamId, role, isSignedIn }, 200);
    },
  );
}

/** Counts a try of something that anybody may try. */
async function takeTurn(c: Context<ApiEnvironment>, context: AccessRoutesContext, what: string): Promise<void> {
  const key = `${what}:${networkOf(c.get('clientAddress'))}`;
  await requireTurn(context.limiter, key, context.signInsPerMinute, 'from your address');
}

function requireSession(c: Context<ApiEnvironment>): void {
  if (c.get('caller').via === 'session') return;
  throw refuse({
    code: 'session_needed',
    detail: 'An API key cannot do this: a key that leaks must not be able to make itself last.',
    mend: 'Sign in and do it in the browser.',
  });
}
