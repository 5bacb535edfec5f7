import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditLog } from '../audit/schema.ts';
import { cookiesOf, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import { members, teams, users, verifications } from './schema.ts';
import { createFirstOwner, prepareFirstOwner } from './setup.ts';

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());
beforeEach(async () => {
  for (const table of [users, teams, verifications]) await t.database.delete(table);
});

const owner = { name: 'Ann', email: 'ann@example.com', password: 'a long enough password', teamName: 'Acme' };
const create = (body: unknown) => send(t.app, 'POST', '/api/v1/setup/owner', { body });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const state = async () => await (await send(t.app, 'GET', '/api/v1/setup')).json();

describe('the first owner', () => {
  test('is made with the code of the console, whole or not at all, and is signed in', async () => {
    const code = (await prepareFirstOwner(t, undefined))?.code ?? '';
    expect(code).toMatch(/^[B-DF-HJ-NP-TV-XZ2-9]{5}(-[B-DF-HJ-NP-TV-XZ2-9]{5}){3}$/);
    expect(await state()).toEqual({ needsOwner: true, version: '0.0.0-test' });
    const stored = await t.database.select().from(verifications);
    expect(JSON.stringify(stored)).not.toContain(code);

    expect((await create({ ...owner, code, email: 'nonsense' })).status).toBe(400);
    expect((await create({ ...owner, code, password: 'short' })).status).toBe(400);
    expect(await t.database.select().from(users)).toEqual([]);

    const created = await create({
      ...owner,
      email: 'Ann@Example.com',
      code: ` ${code.toLowerCase().replaceAll('-', ' ')} `,
    });
    expect(created.status).toBe(201);
    const me = await (await send(t.app, 'GET', '/api/v1/me', { cookie: cookiesOf(created) })).json();
    expect(me).toMatchObject({
      user: { name: 'Ann', email: 'ann@example.com' },
      team: { name: 'Acme' },
      role: 'owner',
    });
    expect(await state()).toMatchObject({ needsOwner: false });
    expect(
      await t.database.select().from(verifications).where(eq(verifications.identifier, 'first-owner-code')),
    ).toEqual([]);
    const [team] = await t.database.select().from(teams);
    const entries = await t.database
      .select()
      .from(auditLog)
      .where(eq(auditLog.teamId, team?.id ?? ''));
    expect(entries.map(({ action }) => action)).toEqual(['team.create', 'session.sign_in']);
    expect(t.logged.join('') + JSON.stringify(entries)).not.toContain(owner.password);

    expect(await codeOf(await create({ ...owner, code, email: 'second@example.com' }))).toBe('already_set_up');
    expect(await prepareFirstOwner(t, undefined)).toBeUndefined();
  });

  test('is not made with a wrong, an old or no code, and guessing is limited', async () => {
    const code = (await prepareFirstOwner(t, undefined))?.code ?? '';
    const app = t.again({ signInsPerMinute: 4 });
    const attempt = (guess: string) =>
      send(app, 'POST', '/api/v1/setup/owner', { body: { ...owner, code: guess }, address: '203.0.113.9' });
    expect(await codeOf(await attempt(''))).toBe('setup_code_wrong');
    expect(await codeOf(await attempt('BBBBB-BBBBB-BBBBB-BBBBB'))).toBe('setup_code_wrong');
    await t.database.update(verifications).set({ expiresAt: new Date(Date.now() - 1000) });
    expect(await codeOf(await attempt(code))).toBe('setup_code_wrong');
    await t.database.update(verifications).set({ expiresAt: new Date(Date.now() + 1000 * 3600) });
    expect((await attempt(code.replace(/.$/, code.endsWith('B') ? 'C' : 'B'))).status).toBe(403);
    expect((await attempt(code)).status).toBe(429);
    expect(await t.database.select().from(users)).toEqual([]);
  });

  test('is made with the code of any process that has started', async () => {
    const codes = [await prepareFirstOwner(t, undefined), await prepareFirstOwner(t, undefined)].map(
      (one) => one?.code,
    );
    expect(new Set(codes).size).toBe(2);
    expect((await create({ ...owner, code: codes[0] })).status).toBe(201);
    expect(await codeOf(await create({ ...owner, code: codes[1] }))).toBe('already_set_up');
  });

  test('comes from the configuration on an empty database only', async () => {
    const configured = { email: 'Root@Example.com', password: 'a configured password' };
    expect(await prepareFirstOwner(t, configured)).toBeUndefined();
    await signInAs(t.app, 'root@example.com', configured.password);
    await prepareFirstOwner(t, { email: 'other@example.com', password: 'another long password' });
    expect((await t.database.select().from(users)).map(({ email }) => email)).toEqual(['root@example.com']);
  });

  test('is one, however many are made at the same moment', async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        createFirstOwner(t.database, { ...owner, email: `a${index}@example.com` }),
      ),
    );
    expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await t.database.select().from(teams)).toHaveLength(1);
    expect(await t.database.select().from(users)).toHaveLength(1);
    expect(await t.database.select().from(members)).toHaveLength(1);
  });
});
