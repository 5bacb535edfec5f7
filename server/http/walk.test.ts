import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiKey } from '../access/api-keys.ts';
import { includesRole, type Role, roles } from '../access/roles.ts';
import { accountRoutes } from '../accounts/routes.ts';
import { cloudAccounts, roleSetups } from '../accounts/schema.ts';
import { actionKinds } from '../actions/catalog.ts';
import { createManagementOfRole } from '../actions/management.ts';
import { actionPolicyRoutes } from '../actions/policy-routes.ts';
import { actionRoutes } from '../actions/routes.ts';
import { assetRoutes } from '../assets/routes.ts';
import { savedFilters } from '../assets/schema.ts';
import { insertTestAsset } from '../assets/test-asset.ts';
import { failed } from '../failure.ts';
import { readAllowedHosts } from '../notifications/addresses.ts';
import { notificationRoutes } from '../notifications/routes.ts';
import { scanRoutes } from '../scans/routes.ts';
import { scans } from '../scans/schema.ts';
import { createSealer } from '../sealed.ts';
import type { RouteAccess } from './api.ts';
import type { AppDependencies } from './app.ts';
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
  'GET /api/v1/audit-log/export': 'admin',
  'GET /api/v1/audit-log/verification': 'admin',
  'GET /api/v1/hub': 'viewer',
  'POST /api/v1/role-setups': 'operator',
  'GET /api/v1/role-setups/{id}': 'operator',
  'GET /api/v1/cloud-accounts': 'viewer',
  'POST /api/v1/cloud-accounts': 'operator',
  'GET /api/v1/cloud-accounts/{id}': 'viewer',
  'PATCH /api/v1/cloud-accounts/{id}': 'admin',
  'DELETE /api/v1/cloud-accounts/{id}': 'admin',
  'POST /api/v1/cloud-accounts/{id}/verify': 'operator',
  'POST /api/v1/cloud-accounts/{id}/external-id': 'admin',
  'DELETE /api/v1/cloud-accounts/{id}/external-id': 'admin',
  'POST /api/v1/cloud-accounts/{id}/scans': 'operator',
  'GET /api/v1/cloud-accounts/{id}/scans': 'viewer',
  'GET /api/v1/cloud-accounts/{id}/scans/{scanId}': 'viewer',
  'POST /api/v1/cloud-accounts/{id}/scans/{scanId}/cancel': 'operator',
  'GET /api/v1/cloud-accounts/{id}/scans/{scanId}/changes': 'viewer',
  'GET /api/v1/cloud-accounts/{id}/schedule': 'viewer',
  'PUT /api/v1/cloud-accounts/{id}/schedule': 'operator',
  'GET /api/v1/services': 'viewer',
  'GET /api/v1/overview': 'viewer',
  'GET /api/v1/assets': 'viewer',
  'GET /api/v1/assets/counts': 'viewer',
  'GET /api/v1/assets/export': 'viewer',
  'GET /api/v1/assets/{id}': 'viewer',
  'GET /api/v1/assets/{id}/history': 'viewer',
  'GET /api/v1/assets/{id}/relations': 'viewer',
  'GET /api/v1/saved-filters': 'viewer',
  'POST /api/v1/saved-filters': 'viewer',
  'DELETE /api/v1/saved-filters/{id}': 'viewer',
  'GET /api/v1/notifications/channels': 'viewer',
  'POST /api/v1/notifications/channels': 'admin',
  'PUT /api/v1/notifications/channels/{id}': 'admin',
  'DELETE /api/v1/notifications/channels/{id}': 'admin',
  'POST /api/v1/notifications/channels/{id}/test': 'admin',
  'GET /api/v1/notifications/subscriptions': 'viewer',
  'POST /api/v1/notifications/subscriptions': 'admin',
  'PUT /api/v1/notifications/subscriptions/{id}': 'admin',
  'DELETE /api/v1/notifications/subscriptions/{id}': 'admin',
  'GET /api/v1/notifications/deliveries': 'viewer',
  'POST /api/v1/notifications/deliveries/{id}/send-again': 'admin',
  'DELETE /api/v1/notifications/deliveries/{id}': 'admin',
  'GET /api/v1/action-kinds': 'viewer',
  'GET /api/v1/findings/{id}/actions': 'viewer',
  'GET /api/v1/assets/{id}/actions': 'viewer',
  'GET /api/v1/actions': 'viewer',
  'GET /api/v1/actions/counts': 'viewer',
  'POST /api/v1/actions': 'operator',
  'POST /api/v1/actions/changes': 'operator',
  'GET /api/v1/actions/{id}': 'viewer',
  'GET /api/v1/action-settings': 'viewer',
  'PUT /api/v1/action-settings/approvals': 'admin',
  'PUT /api/v1/action-settings/brake': 'operator',
  'GET /api/v1/cloud-accounts/{id}/management': 'viewer',
  'PATCH /api/v1/cloud-accounts/{id}/management': 'admin',
  'POST /api/v1/cloud-accounts/{id}/management/check': 'operator',
  'GET /api/v1/action-policies': 'viewer',
  'POST /api/v1/action-policies': 'admin',
  'PUT /api/v1/action-policies/{id}': 'admin',
  'DELETE /api/v1/action-policies/{id}': 'admin',
};

let t: TestApp;
let declared: DeclaredRoute[];
const sessions = {} as Record<Role, string>;
const keys = {} as Record<Role, string>;

const noHub = { code: 'hub_identity_missing', detail: 'There is no AWS here.', mend: 'None is needed.' };

/** The routes of the other domains, without an AWS behind them. */
function domainRoutes({ database, limiter, log }: Pick<AppDependencies, 'database' | 'limiter' | 'log'>) {
  const hub = {
    place: { region: 'us-east-1', endpoint: undefined },
    identity: async () => failed(noHub),
    assumeRole: () => Promise.reject(new Error('not in this test')),
    clientOptions: () => {
      throw new Error('not in this test');
    },
  };
  const startScan = () => Promise.reject(new Error('no scan may start in this test'));
  const management = createManagementOfRole(actionKinds);
  const accounts = {
    ...{ database, hub, log, limiter, startScan, management },
    ...{ propagationSeconds: 1, templateUrl: undefined },
  };
  const actions = {
    ...{ database, log, kinds: actionKinds },
    openNarrowSession: async () => failed(noHub),
    requestWork: () => Promise.reject(new Error('nothing may be changed in this test')),
  };
  return [
    accountRoutes({ ...accounts, connectsPerMinute: 1000 }),
    scanRoutes({ database, startScan }),
    assetRoutes({ database }),
    actionRoutes({ ...actions, library: { rules: [], broken: [] } }),
    actionPolicyRoutes(actions),
    notificationRoutes({
      ...{ database, limiter, hub, publicUrl: 'https://cloudcoreo.example.com' },
      sealer: createSealer('a secret of the tests, which seals nothing that lasts', 'tests'),
      destinations: { resolve: async () => [], allowed: readAllowedHosts('') },
      requestSending: () => Promise.reject(new Error('nothing may be sent in this test')),
    }),
  ];
}

beforeAll(async () => {
  t = await openTestApp({}, domainRoutes);
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

  test('the owner of another team reaches no cloud account, scan, asset, saved filter or role set-up by its ID', async () => {
    const mine = await addTeam(t.database, 'victim');
    await addEstate(mine.teamId, mine.owner.userId);
    const stranger = await signInAs(t.app, (await addTeam(t.database, 'stranger')).owner.email);
    const owner = await signInAs(t.app, mine.owner.email);
    const ids: Record<string, string> = {
      'cloud-accounts': 'ca_victim',
      'saved-filters': 'sf_victim',
      'role-setups': 'rs_victim',
      assets: 'asset_victim',
    };
    const bodies: Record<string, unknown> = {
      PATCH: { nickname: 'mine now' },
      PUT: { intervalMinutes: 60, cron: null, regions: null, services: null, isPaused: true },
    };
    const idIn = (path: string) => ids[/^\/api\/v1\/([a-z-]+)\/\{id\}/.exec(path)?.[1] ?? ''];
    const routes = declared.filter(({ path }) => idIn(path) !== undefined);
    expect(new Set(routes.map(({ path }) => idIn(path)))).toEqual(new Set(Object.values(ids)));
    for (const { method, path } of routes) {
      const query = path.endsWith('/changes') ? '?kind=new' : '';
      const url = path.replace('{id}', idIn(path) ?? '').replace('{scanId}', 'scan_victim') + query;
      const body = bodies[method];
      const response = await send(t.app, method, url, { cookie: stranger, body });
      expect([`${method} ${url}`, response.status]).toEqual([`${method} ${url}`, 404]);
      // The same is there for its owner, or the test would prove nothing.
      if (method === 'GET' && !path.includes('role-setups')) {
        expect([url, (await send(t.app, 'GET', url, { cookie: owner })).status]).toEqual([url, 200]);
      }
    }
    const lists = [
      'cloud-accounts',
      'assets',
      'assets?cloudAccountId=ca_victim',
      'assets/counts?text=victim',
      'assets/export?format=csv',
      'assets/export?format=json&cloudAccountId=ca_victim',
      'saved-filters',
    ];
    for (const collection of lists) {
      const own = await (await send(t.app, 'GET', `/api/v1/${collection}`, { cookie: owner })).text();
      const seen = await (await send(t.app, 'GET', `/api/v1/${collection}`, { cookie: stranger })).text();
      expect([collection, own.includes('victim')]).toEqual([collection, true]);
      expect([collection, seen.includes('victim')]).toEqual([collection, false]);
    }
    const [untouched] = await t.database.select().from(cloudAccounts).where(eq(cloudAccounts.id, 'ca_victim'));
    expect(untouched).toMatchObject({ nickname: 'victim', pendingExternalId: null });
    expect(await t.database.select().from(savedFilters)).toMatchObject([{ id: 'sf_victim' }]);
  });
});

async function addEstate(teamId: string, userId: string): Promise<void> {
  await t.database.insert(cloudAccounts).values({
    id: 'ca_victim',
    teamId,
    awsAccountId: '111122223333',
    partition: 'aws',
    nickname: 'victim',
    nicknameKey: 'victim',
    method: 'role',
    state: 'connected',
    roleArn: 'arn:aws:iam::111122223333:role/CloudCoreoAssumedRole',
    externalId: 'external',
    setupUserState: 'none',
    createdBy: 'somebody',
  });
  await t.database
    .insert(roleSetups)
    .values({ id: 'rs_victim', teamId, externalId: 'external', createdBy: 'somebody' });
  await t.database
    .insert(scans)
    .values({ cloudAccountId: 'ca_victim', id: 'scan_victim', state: 'succeeded', trigger: 'manual' });
  await insertTestAsset(t.database, { cloudAccountId: 'ca_victim', teamId }, 'victim', { id: 'asset_victim' });
  await t.database
    .insert(savedFilters)
    .values({ id: 'sf_victim', teamId, userId, name: 'victim', query: 'name=victim', isShared: true });
}

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
