import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../access/api-keys.ts';
import { includesRole, type Role, roles } from '../access/roles.ts';
import type { RouteAccess } from './api.ts';
import { type DeclaredRoute, readDeclaredRoutes } from './declared-routes.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp } from './test-app.ts';

// Refusals of the guard. A route that lets a caller in may refuse as well, but with codes of its own.
const guardCodes = ['not_signed_in', 'api_key_invalid', 'role_too_low', 'team_missing', 'route_not_found'];

/** What every route must be, written down a second time: a change of who may call what has to be made here too. */
const expectedAccess: Record<string, RouteAccess> = {
  'GET /api/v1/setup': 'public',
  'POST /api/v1/setup/owner': 'public',
  'GET /api/v1/me': 'viewer',
  'PUT /api/v1/me/team': 'viewer',
  'GET /api/v1/api-keys': 'operator',
  'POST /api/v1/api-keys': 'operator',
  'DELETE /api/v1/api-keys/{id}': 'operator',
  'GET /api/v1/members': 'viewer',
  'PATCH /api/v1/members/{id}': 'admin',
  'DELETE /api/v1/members/{id}': 'admin',
  'GET /api/v1/invitations': 'admin',
  'POST /api/v1/invitations': 'admin',
  'DELETE /api/v1/invitations/{id}': 'admin',
  'POST /api/v1/invitations/accept': 'public',
  'GET /api/v1/audit-log': 'admin',
};

let t: TestApp;
let declared: DeclaredRoute[];
const sessions = {} as Record<Role, string>;
const keys = {} as Record<Role, string>;

beforeAll(async () => {
  t = await openTestApp();
  declared = readDeclaredRoutes(t.api);
  const team = await addTeam(t.database, 'acme');
  for (const role of roles) {
    const person = team[role];
    sessions[role] = await signInAs(t.app, person.email);
    const caller = { userId: person.userId, name: role, teamId: team.teamId, role, via: 'session' as const };
    keys[role] = (await createApiKey(t.database, caller, { name: role, role, expiresInDays: 1 }))?.key ?? '';
  }
});
afterAll(() => t.close());

/** The problem code of an empty request to a route, with IDs that nothing has. */
async function knock(route: DeclaredRoute, credential: { cookie?: string; key?: string }): Promise<string> {
  const path = route.path.replaceAll(/\{[^}]+\}/g, 'none');
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(route.method);
  const response = await send(t.app, route.method, path, { ...credential, ...(hasBody ? { body: {} } : {}) });
  if (response.ok) return 'ok';
  const { code } = (await response.json()) as { code: string };
  return code;
}

describe('who may call what', () => {
  test('each route declares what is expected of it', () => {
    const actual = Object.fromEntries(declared.map(({ method, path, access }) => [`${method} ${path}`, access]));
    expect(actual).toEqual(expectedAccess);
  });

  test('nobody signed in reaches only the public routes', async () => {
    for (const route of declared) {
      const code = await knock(route, {});
      const at = `${route.method} ${route.path}`;
      if (route.access === 'public') expect(guardCodes, at).not.toContain(code);
      else expect(code, at).toBe('not_signed_in');
    }
  });

  test('an unknown API key and a forged session reach only the public routes', async () => {
    for (const route of declared.filter(({ access }) => access !== 'public')) {
      const at = `${route.method} ${route.path}`;
      expect(await knock(route, { key: `ccoreo_${'A'.repeat(43)}` }), at).toBe('api_key_invalid');
      expect(await knock(route, { cookie: 'cloudcoreo.session_token=forged.signature' }), at).toBe('not_signed_in');
    }
  });

  test.each(roles)('a %s reaches what the role includes and nothing else, by session and by API key', async (role) => {
    for (const route of declared) {
      const at = `${route.method} ${route.path}`;
      const isAdmitted = route.access === 'public' || includesRole(role, route.access);
      for (const credential of [{ cookie: sessions[role] }, { key: keys[role] }]) {
        const code = await knock(route, credential);
        if (isAdmitted) expect(guardCodes, at).not.toContain(code);
        else expect(code, at).toBe('role_too_low');
      }
    }
  });

  test('the owner of another team finds nothing of this team', async () => {
    const mine = await addTeam(t.database, 'mine');
    const other = await addTeam(t.database, 'other');
    const owner = await signInAs(t.app, mine.owner.email);
    const invited = await send(t.app, 'POST', '/api/v1/invitations', {
      cookie: owner,
      body: { email: 'new@example.com', role: 'viewer' },
    });
    const key = await send(t.app, 'POST', '/api/v1/api-keys', { cookie: owner, body: { name: 'ci', role: 'viewer' } });
    const ids = {
      members: mine.viewer.memberId,
      invitations: ((await invited.json()) as { id: string }).id,
      'api-keys': ((await key.json()) as { id: string }).id,
    };

    const stranger = await signInAs(t.app, other.owner.email);
    for (const [collection, id] of Object.entries(ids)) {
      const list = await (await send(t.app, 'GET', `/api/v1/${collection}`, { cookie: stranger })).text();
      expect(list).not.toContain(id);
      const gone = await send(t.app, 'DELETE', `/api/v1/${collection}/${id}`, { cookie: stranger });
      expect([collection, gone.status]).toEqual([collection, 404]);
      const still = await (await send(t.app, 'GET', `/api/v1/${collection}`, { cookie: owner })).text();
      expect(still).toContain(id);
    }
    const promoted = await send(t.app, 'PATCH', `/api/v1/members/${mine.viewer.memberId}`, {
      cookie: stranger,
      body: { role: 'owner' },
    });
    expect(promoted.status).toBe(404);
    const log = await (await send(t.app, 'GET', '/api/v1/audit-log?limit=1000', { cookie: stranger })).text();
    for (const secret of [mine.teamId, mine.owner.userId, ...Object.values(ids)]) expect(log).not.toContain(secret);
    const chosen = await send(t.app, 'PUT', '/api/v1/me/team', { cookie: stranger, body: { teamId: mine.teamId } });
    expect(chosen.status).toBe(404);
  });
});

describe('paths that are written another way', () => {
  test.each([
    '/api/v1/members/',
    '/api/v1//members',
    '/API/V1/members',
    '/api/v1/%2e%2e/v1/members',
    '/api/v1/members%2f',
    '/api/v1/./members/..',
    '//api/v1/members',
    '/api/v1/members;x=1',
    '/api/v1/members%00',
  ])('%s lets nobody in', async (path) => {
    const response = await t.app.request(`http://localhost${path}`, { headers: {} });
    const body = await response.text();
    expect(body).not.toContain('acme');
    expect([401, 404, 503], body).toContain(response.status);
  });
});
