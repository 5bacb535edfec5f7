import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../audit/schema.ts';
import { addTeam, cookiesOf, openTestApp, send, signInAs, type TestApp, testPassword } from '../http/test-app.ts';
import type { MemberView } from './api.ts';
import { apiKeys, invitations, members, sessions, users } from './schema.ts';

let t: TestApp;
let team: Awaited<ReturnType<typeof addTeam>>;
let count = 0;

beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  team = await addTeam(t.database, `team${++count}`);
});

const call = (method: string, path: string, who: { cookie?: string; key?: string }, body?: unknown) =>
  send(t.app, method, `/api/v1${path}`, { ...who, body });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const actionsOf = async (teamId: string) =>
  (await t.database.select().from(auditLog).where(eq(auditLog.teamId, teamId)).orderBy(auditLog.at)).map(
    ({ action }) => action,
  );

async function makeKey(cookie: string, wish: Record<string, unknown>) {
  const created = await call('POST', '/api-keys', { cookie }, { name: 'ci', ...wish });
  return { response: created, body: (await created.clone().json()) as { id: string; key: string; expiresAt: string } };
}

describe('API keys', () => {
  test('are shown once, stored as a hash, and work until they are deleted', async () => {
    const cookie = await signInAs(t.app, team.operator.email);
    const { response, body } = await makeKey(cookie, { role: 'viewer' });
    expect(response.status).toBe(201);
    expect(body.key).toMatch(/^ccoreo_[\w-]{43}$/);
    const [row] = await t.database.select().from(apiKeys).where(eq(apiKeys.id, body.id));
    expect(JSON.stringify(row)).not.toContain(body.key);
    const list = await (await call('GET', '/api-keys', { cookie })).text();
    expect(list).toContain(body.id);
    expect(list).not.toContain(body.key);

    expect(await (await call('GET', '/me', body)).json()).toMatchObject({ role: 'viewer', team: { id: team.teamId } });
    const [used] = await t.database.select().from(apiKeys).where(eq(apiKeys.id, body.id));
    expect(used?.lastUsedAt).toBeInstanceOf(Date);
    expect((await call('DELETE', `/api-keys/${body.id}`, { cookie })).status).toBe(204);
    expect(await codeOf(await call('GET', '/me', body))).toBe('api_key_invalid');
    expect(await actionsOf(team.teamId)).toEqual(['session.sign_in', 'api_key.create', 'api_key.delete']);
    const entries = await t.database.select().from(auditLog).where(eq(auditLog.teamId, team.teamId));
    expect(JSON.stringify(entries) + t.logged.join('')).not.toContain(body.key);
  });

  test('cannot have a role above that of whoever makes them, and viewers make none', async () => {
    const operator = await signInAs(t.app, team.operator.email);
    expect((await makeKey(operator, { role: 'operator' })).response.status).toBe(201);
    for (const role of ['admin', 'owner']) {
      expect(await codeOf((await makeKey(operator, { role })).response)).toBe('role_too_low');
    }
    const viewer = await signInAs(t.app, team.viewer.email);
    expect(await codeOf((await makeKey(viewer, { role: 'viewer' })).response)).toBe('role_too_low');
  });

  test('lose rights when their owner does, at once, and get no more when the owner does', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const admin = await signInAs(t.app, team.admin.email);
    const { body } = await makeKey(admin, { role: 'admin' });
    expect((await call('GET', '/audit-log', body)).status).toBe(200);
    await call('PATCH', `/members/${team.admin.memberId}`, { cookie: owner }, { role: 'viewer' });
    expect(await codeOf(await call('GET', '/audit-log', body))).toBe('role_too_low');
    expect((await call('GET', '/members', body)).status).toBe(200);
    await call('PATCH', `/members/${team.admin.memberId}`, { cookie: owner }, { role: 'owner' });
    expect(await (await call('GET', '/me', body)).json()).toMatchObject({ role: 'admin' });
  });

  test('die with the membership of their owner', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const { body } = await makeKey(await signInAs(t.app, team.operator.email), { role: 'operator' });
    expect((await call('DELETE', `/members/${team.operator.memberId}`, { cookie: owner })).status).toBe(204);
    expect(await codeOf(await call('GET', '/me', body))).toBe('api_key_invalid');
    expect(await t.database.select().from(apiKeys).where(eq(apiKeys.id, body.id))).toEqual([]);
  });

  test('expire', async () => {
    const cookie = await signInAs(t.app, team.operator.email);
    for (const expiresInDays of [0, 366, 1.5, -1]) {
      expect((await makeKey(cookie, { role: 'viewer', expiresInDays })).response.status).toBe(400);
    }
    const { body } = await makeKey(cookie, { role: 'viewer', expiresInDays: 365 });
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(364.9 * 24 * 3600 * 1000);
    await t.database
      .update(apiKeys)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(apiKeys.id, body.id));
    expect(await codeOf(await call('GET', '/me', body))).toBe('api_key_invalid');
  });

  test('never fall back to the cookie that is sent along', async () => {
    const cookie = await signInAs(t.app, team.owner.email);
    expect((await call('GET', '/audit-log', { cookie, key: 'ccoreo_wrong' })).status).toBe(401);
    const { body } = await makeKey(cookie, { role: 'viewer' });
    expect((await call('GET', '/audit-log', { cookie, key: body.key })).status).toBe(403);
    for (const authorization of ['', 'Basic abc', `Bearer ${body.key} x`, 'Bearer', `Token ${body.key}`]) {
      const response = await send(t.app, 'GET', '/api/v1/me', { cookie, headers: { authorization } });
      expect(response.status).toBe(401);
    }
  });

  test('cannot make other keys or change the team that somebody works in', async () => {
    const cookie = await signInAs(t.app, team.owner.email);
    const { body } = await makeKey(cookie, { role: 'owner' });
    const created = await call('POST', '/api-keys', body, { name: 'successor', role: 'viewer' });
    expect([created.status, await codeOf(created)]).toEqual([403, 'session_needed']);
    expect(await codeOf(await call('PUT', '/me/team', body, { teamId: team.teamId }))).toBe('session_needed');
  });

  test('of others are the admins’ business only', async () => {
    const { body } = await makeKey(await signInAs(t.app, team.owner.email), { role: 'viewer' });
    const operator = await signInAs(t.app, team.operator.email);
    expect(await (await call('GET', '/api-keys', { cookie: operator })).json()).toEqual({ items: [] });
    expect((await call('DELETE', `/api-keys/${body.id}`, { cookie: operator })).status).toBe(404);
    const admin = await signInAs(t.app, team.admin.email);
    expect(await (await call('GET', '/api-keys', { cookie: admin })).text()).toContain(body.id);
    expect((await call('DELETE', `/api-keys/${body.id}`, { cookie: admin })).status).toBe(204);
  });
});

describe('members', () => {
  test('are changed by admins up to their own role, and owners only by owners', async () => {
    const admin = await signInAs(t.app, team.admin.email);
    const owner = await signInAs(t.app, team.owner.email);
    const change = (cookie: string, id: string, role: string) => call('PATCH', `/members/${id}`, { cookie }, { role });
    expect(await (await change(admin, team.viewer.memberId, 'admin')).json()).toMatchObject({ role: 'admin' });
    expect(await codeOf(await change(admin, team.viewer.memberId, 'owner'))).toBe('role_too_low');
    expect(await codeOf(await change(admin, team.owner.memberId, 'viewer'))).toBe('role_too_low');
    expect(await codeOf(await call('DELETE', `/members/${team.owner.memberId}`, { cookie: admin }))).toBe(
      'role_too_low',
    );
    expect((await change(owner, team.viewer.memberId, 'owner')).status).toBe(200);
    expect((await change(owner, team.viewer.memberId, 'nonsense')).status).toBe(400);
    expect(await actionsOf(team.teamId)).toContain('member.change_role');
  });

  test('always have an owner among them', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const demote = (cookie: string, id: string) => call('PATCH', `/members/${id}`, { cookie }, { role: 'viewer' });
    expect(await codeOf(await demote(owner, team.owner.memberId))).toBe('last_owner');
    expect(await codeOf(await call('DELETE', `/members/${team.owner.memberId}`, { cookie: owner }))).toBe('last_owner');

    const second = await team.add('owner', 'second');
    const other = await signInAs(t.app, second.email);
    const both = await Promise.all([demote(owner, second.memberId), demote(other, team.owner.memberId)]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await t.database
      .select()
      .from(members)
      .where(and(eq(members.organizationId, team.teamId), eq(members.role, 'owner')));
    expect(left).toHaveLength(1);
  });

  test('who are removed are out at once, and begin anew when they are invited again', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const gone = await signInAs(t.app, team.viewer.email);
    expect((await call('DELETE', `/members/${team.viewer.memberId}`, { cookie: owner })).status).toBe(204);
    expect((await call('GET', '/me', { cookie: gone })).status).toBe(401);
    expect(await t.database.select().from(users).where(eq(users.id, team.viewer.userId))).toEqual([]);
    expect(await t.database.select().from(sessions).where(eq(sessions.userId, team.viewer.userId))).toEqual([]);

    const token = await inviteAs(owner, team.viewer.email, 'operator');
    const accepted = await accept({ token, name: 'Back', password: 'another new password' });
    expect(await accepted.json()).toMatchObject({ role: 'operator', isSignedIn: true });
    await expect(signInAs(t.app, team.viewer.email)).rejects.toThrow('401');
    await signInAs(t.app, team.viewer.email, 'another new password');
  });

  test('who are in another team too stay users there', async () => {
    const elsewhere = await addTeam(t.database, `elsewhere${count}`);
    const token = await inviteAs(await signInAs(t.app, elsewhere.owner.email), team.viewer.email, 'admin');
    const joined = await accept({ token, password: testPassword });
    const cookie = cookiesOf(joined);
    expect(await (await call('GET', '/me', { cookie })).json()).toMatchObject({
      team: { id: elsewhere.teamId },
      role: 'admin',
      teams: [{ role: 'admin' }, { role: 'viewer' }],
    });
    expect((await call('PUT', '/me/team', { cookie }, { teamId: team.teamId })).status).toBe(204);
    expect(await (await call('GET', '/me', { cookie })).json()).toMatchObject({
      team: { id: team.teamId },
      role: 'viewer',
    });

    const owner = await signInAs(t.app, team.owner.email);
    expect((await call('DELETE', `/members/${team.viewer.memberId}`, { cookie: owner })).status).toBe(204);
    expect(await (await call('GET', '/me', { cookie })).json()).toMatchObject({ team: { id: elsewhere.teamId } });
  });
});

async function inviteAs(cookie: string, email: string, role: string): Promise<string> {
  const invited = await call('POST', '/invitations', { cookie }, { email, role });
  const { url } = (await invited.json()) as { url: string };
  return new URL(url).hash.replace('#token=', '');
}

const accept = (body: unknown, cookie?: string) => send(t.app, 'POST', '/api/v1/invitations/accept', { body, cookie });

describe('invitations', () => {
  test('make a link that lets one person in, once, and signs them in', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const email = `new${count}@example.com`;
    const invited = await call(
      'POST',
      '/invitations',
      { cookie: owner },
      { email: email.toUpperCase(), role: 'operator' },
    );
    expect(invited.status).toBe(201);
    const body = (await invited.json()) as { id: string; url: string; expiresAt: string; email: string };
    expect(body.url).toMatch(/^http:\/\/127\.0\.0\.1:8400\/invitation#token=[\w-]{43}$/);
    expect(body.email).toBe(email);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 24 * 3600 * 1000);
    const token = new URL(body.url).hash.slice('#token='.length);
    const [row] = await t.database.select().from(invitations).where(eq(invitations.id, body.id));
    expect(JSON.stringify(row)).not.toContain(token);
    expect(await (await call('GET', '/invitations', { cookie: owner })).text()).not.toContain(token);

    expect((await accept({ token })).status).toBe(400);
    expect((await accept({ token, name: 'New', password: 'short' })).status).toBe(400);
    const accepted = await accept({ token, name: 'New', password: 'a password of my own' });
    expect(await accepted.json()).toEqual({ teamId: team.teamId, role: 'operator', isSignedIn: true });
    const me = await (await call('GET', '/me', { cookie: cookiesOf(accepted) })).json();
    expect(me).toMatchObject({ user: { email, name: 'New' }, role: 'operator', team: { id: team.teamId } });
    expect(await codeOf(await accept({ token, name: 'Again', password: 'a password of my own' }))).toBe(
      'invitation_invalid',
    );
    expect(await actionsOf(team.teamId)).toEqual([
      'session.sign_in',
      'invitation.create',
      'invitation.accept',
      'session.sign_in',
    ]);
    const entries = await t.database.select().from(auditLog).where(eq(auditLog.teamId, team.teamId));
    expect(JSON.stringify(entries) + t.logged.join('')).not.toContain(token);
  });

  test('let only one of two in who accept at the same moment', async () => {
    const token = await inviteAs(await signInAs(t.app, team.owner.email), `race${count}@example.com`, 'viewer');
    const both = await Promise.all(
      ['One', 'Two'].map((name) => accept({ token, name, password: `password of ${name}!` })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  test('do not work when they are taken back, replaced, too old or wrong', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const email = `late${count}@example.com`;
    const details = { name: 'Late', password: 'a password of my own' };
    const first = await inviteAs(owner, email, 'viewer');
    const second = await inviteAs(owner, email, 'admin');
    expect((await accept({ ...details, token: first })).status).toBe(404);
    const { items } = (await (await call('GET', '/invitations', { cookie: owner })).json()) as {
      items: [{ id: string }];
    };
    expect(items).toHaveLength(1);
    await t.database
      .update(invitations)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(invitations.id, items[0].id));
    expect((await accept({ ...details, token: second })).status).toBe(404);
    expect(await (await call('GET', '/invitations', { cookie: owner })).json()).toEqual({ items: [] });
    const third = await inviteAs(owner, email, 'viewer');
    const [row] = await t.database.select().from(invitations).where(eq(invitations.email, email));
    expect((await call('DELETE', `/invitations/${row?.id}`, { cookie: owner })).status).toBe(204);
    expect((await accept({ ...details, token: third })).status).toBe(404);
    for (const token of ['', 'x', row?.tokenHash, "' or 1=1 --"]) {
      expect((await accept({ ...details, token })).status).toBe(404);
    }
  });

  test('hand out no role above that of whoever invites, nor after that person has lost theirs', async () => {
    const admin = await signInAs(t.app, team.admin.email);
    const owner = await signInAs(t.app, team.owner.email);
    const invited = await call('POST', '/invitations', { cookie: admin }, { email: 'boss@example.com', role: 'owner' });
    expect(await codeOf(invited)).toBe('role_too_low');
    const token = await inviteAs(admin, `friend${count}@example.com`, 'admin');
    await call('PATCH', `/members/${team.admin.memberId}`, { cookie: owner }, { role: 'viewer' });
    expect((await accept({ token, name: 'Friend', password: 'a password of my own' })).status).toBe(404);
  });

  test('never give the holder of the link an account that exists', async () => {
    const attacker = await addTeam(t.database, `attacker${count}`);
    const token = await inviteAs(await signInAs(t.app, attacker.owner.email), team.owner.email, 'viewer');
    const taken = await accept({ token, name: 'Taken', password: 'a password of the attacker' });
    expect([taken.status, await codeOf(taken)]).toEqual([401, 'password_wrong']);
    const asMyself = await accept({ token }, await signInAs(t.app, attacker.viewer.email));
    expect(await codeOf(asMyself)).toBe('password_wrong');
    await signInAs(t.app, team.owner.email);
  });

  test('are accepted by somebody who is signed in without a password, and the second factor stays asked for', async () => {
    const other = await addTeam(t.database, `joined${count}`);
    const cookie = await signInAs(t.app, team.viewer.email);
    const token = await inviteAs(await signInAs(t.app, other.owner.email), team.viewer.email, 'operator');
    expect(await (await accept({ token }, cookie)).json()).toEqual({
      teamId: other.teamId,
      role: 'operator',
      isSignedIn: true,
    });
    expect(await (await call('GET', '/me', { cookie })).json()).toMatchObject({ team: { id: other.teamId } });

    await t.database.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, team.operator.userId));
    const another = await inviteAs(await signInAs(t.app, other.owner.email), team.operator.email, 'viewer');
    const accepted = await accept({ token: another, password: testPassword });
    expect(await accepted.json()).toMatchObject({ isSignedIn: false });
    expect((await call('GET', '/me', { cookie: cookiesOf(accepted) })).status).toBe(401);
  });

  test('are not made for members', async () => {
    const owner = await signInAs(t.app, team.owner.email);
    const invited = await call('POST', '/invitations', { cookie: owner }, { email: team.viewer.email, role: 'admin' });
    expect([invited.status, await codeOf(invited)]).toEqual([409, 'already_member']);
  });
});

test('names are kept as they are typed, as text', async () => {
  const owner = await signInAs(t.app, team.owner.email);
  const name = `<img src=x onerror=alert(1)> Robert'); drop table users;-- 🦄 ${'x'.repeat(20)}`;
  const token = await inviteAs(owner, `odd${count}@example.com`, 'viewer');
  await accept({ token, name, password: 'a password of my own' });
  const { items } = (await (await call('GET', '/members', { cookie: owner })).json()) as { items: MemberView[] };
  expect(items.map((member) => member.name)).toContain(name);
});
