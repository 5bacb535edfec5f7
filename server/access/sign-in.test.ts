import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLog } from '../audit/schema.ts';
import {
  addTeam,
  cookiesOf,
  openTestApp,
  send,
  signInAs,
  type TestApp,
  testOrigin,
  testPassword,
} from '../http/test-app.ts';
import { passkeys, twoFactors, users } from './schema.ts';
import { createAuthenticator } from './test-authenticator.ts';
import { totpCode } from './test-totp.ts';

let t: TestApp;
let team: Awaited<ReturnType<typeof addTeam>>;

beforeAll(async () => {
  t = await openTestApp({ origins: [testOrigin, 'http://localhost:8400'] });
  team = await addTeam(t.database, 'acme');
});
afterAll(() => t.close());

const me = (cookie: string) => send(t.app, 'GET', '/api/v1/me', { cookie });
const post = (path: string, body: unknown, cookie?: string) =>
  send(t.app, 'POST', `/api/auth${path}`, { body, cookie });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const auditedOf = async (userId: string) =>
  (await t.database.select().from(auditLog).where(eq(auditLog.actorId, userId))).map(({ action }) => action);

describe('signing in with a password', () => {
  test('gives a session, and signing out ends it', async () => {
    const cookie = await signInAs(t.app, team.viewer.email);
    expect((await me(cookie)).status).toBe(200);
    expect((await post('/sign-out', {}, cookie)).status).toBe(200);
    expect((await me(cookie)).status).toBe(401);
    expect(await auditedOf(team.viewer.userId)).toContain('session.sign_in');
  });

  test('is case-insensitive in the e-mail address and exact in the password', async () => {
    const upper = { email: team.viewer.email.toUpperCase(), password: testPassword };
    expect((await post('/sign-in/email', upper)).status).toBe(200);
    const wrong = await post('/sign-in/email', { email: team.viewer.email, password: `${testPassword} ` });
    expect(wrong.status).toBe(401);
  });

  test('answers a wrong password and an unknown address alike', async () => {
    const wrong = await post('/sign-in/email', { email: team.viewer.email, password: 'wrong wrong wrong' });
    const unknown = await post('/sign-in/email', { email: 'nobody@example.com', password: 'wrong wrong wrong' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.headers.get('content-type')).toBe('application/problem+json');
    expect(await wrong.text()).toBe(await unknown.text());
    expect(cookiesOf(wrong)).toBe('');
  });

  test('sets a cookie that scripts and other sites never get, over HTTPS only where there is HTTPS', async () => {
    const body = { email: team.viewer.email, password: testPassword };
    const [plain = ''] = (await post('/sign-in/email', body)).headers.getSetCookie();
    expect(plain).toMatch(/^cloudcoreo\.session_token=/);
    expect(plain).toMatch(/; Path=\/(;|$)/);
    expect(plain).toMatch(/; HttpOnly(;|$)/);
    expect(plain).toMatch(/; SameSite=Strict(;|$)/i);
    expect(plain).not.toMatch(/; Secure/);

    const https = t.again({ publicUrl: 'https://cloudcoreo.example.com', origins: ['https://cloudcoreo.example.com'] });
    const headers = { origin: 'https://cloudcoreo.example.com' };
    const response = await send(https, 'POST', '/api/auth/sign-in/email', { body, headers });
    const [secure = ''] = response.headers.getSetCookie();
    expect(secure).toMatch(/^__Secure-cloudcoreo\.session_token=/);
    expect(secure).toMatch(/; Secure(;|$)/);
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  test('is limited by address, and /64 network, whatever X-Forwarded-For claims', async () => {
    const app = t.again({ signInsPerMinute: 3 });
    const attempt = (address: string, forwarded = '') =>
      send(app, 'POST', '/api/auth/sign-in/email', {
        body: { email: team.viewer.email, password: 'wrong wrong wrong' },
        address,
        headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
      });
    for (const claimed of ['', '10.0.0.1', '10.0.0.2'])
      expect((await attempt('203.0.113.5', claimed)).status).toBe(401);
    const refused = await attempt('203.0.113.5', '10.0.0.3');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await codeOf(refused)).toBe('rate_limited');
    expect((await attempt('203.0.113.6')).status).toBe(401);

    for (const last of ['1', '2', '3']) expect((await attempt(`2001:db8:1:2::${last}`)).status).toBe(401);
    expect((await attempt('2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await attempt('2001:db8:1:3::1')).status).toBe(401);
  });

  test('by the caller behind trusted proxies is limited by what the proxies saw', async () => {
    const app = t.again({ signInsPerMinute: 1, trustedProxies: 2 });
    const attempt = (forwarded: string) =>
      send(app, 'POST', '/api/auth/sign-in/email', {
        body: { email: team.viewer.email, password: 'wrong wrong wrong' },
        address: '10.0.0.9',
        headers: { 'x-forwarded-for': forwarded },
      });
    expect((await attempt('1.1.1.1, 198.51.100.1, 10.0.0.8')).status).toBe(401);
    expect((await attempt('2.2.2.2, 198.51.100.1, 10.0.0.8')).status).toBe(429);
    expect((await attempt('1.1.1.1, 198.51.100.2, 10.0.0.8')).status).toBe(401);
  });

  test('keeps the passwords out of the log', () => {
    expect(t.logged.join('')).not.toContain(testPassword);
    expect(t.logged.join('')).not.toContain('wrong wrong wrong');
  });
});

describe('sessions', () => {
  test('of other browsers can be listed and ended', async () => {
    const one = await signInAs(t.app, team.operator.email);
    const two = await signInAs(t.app, team.operator.email);
    const list = (await (await send(t.app, 'GET', '/api/auth/list-sessions', { cookie: one })).json()) as unknown[];
    expect(list).toHaveLength(2);
    expect((await post('/revoke-other-sessions', {}, one)).status).toBe(200);
    expect([(await me(one)).status, (await me(two)).status]).toEqual([200, 401]);
    expect(await auditedOf(team.operator.userId)).toContain('session.revoke');
  });

  test('of somebody else cannot be ended', async () => {
    const mine = await signInAs(t.app, team.operator.email);
    const theirs = await signInAs(t.app, team.admin.email);
    const list = await send(t.app, 'GET', '/api/auth/list-sessions', { cookie: theirs });
    const [{ token }] = (await list.json()) as [{ token: string }];
    await post('/revoke-session', { token }, mine);
    expect((await me(theirs)).status).toBe(200);
  });

  test('are not opened by the token alone, without its signature', async () => {
    const cookie = await signInAs(t.app, team.operator.email);
    const unsigned = cookie.replace(/\.[^.;]*$/, '');
    expect((await me(unsigned)).status).toBe(401);
  });

  test('end elsewhere when the password changes, which needs the old one', async () => {
    const person = await team.add('viewer', 'changer');
    const here = await signInAs(t.app, person.email);
    const elsewhere = await signInAs(t.app, person.email);
    const change = (currentPassword: string, newPassword: string) =>
      post('/change-password', { currentPassword, newPassword, revokeOtherSessions: true }, here);
    expect(await codeOf(await change('not the password', 'a brand new password'))).toBe('invalid_password');
    expect(await codeOf(await change(testPassword, 'too short'))).toBe('password_too_short');
    expect((await change(testPassword, 'a brand new password')).status).toBe(200);
    expect((await me(elsewhere)).status).toBe(401);
    expect((await me(await signInAs(t.app, person.email, 'a brand new password'))).status).toBe(200);
    expect(await auditedOf(person.userId)).toContain('password.change');
  });
});

describe('the second factor', () => {
  test('is asked for after the password, by code or backup code, each of which works once', async () => {
    const person = await team.add('viewer', 'careful');
    let cookie = await signInAs(t.app, person.email);
    expect(await codeOf(await post('/two-factor/enable', { password: 'not the password' }, cookie))).toBe(
      'invalid_password',
    );
    const enabled = await post('/two-factor/enable', { password: testPassword }, cookie);
    const { totpURI, backupCodes } = (await enabled.json()) as { totpURI: string; backupCodes: string[] };
    expect(totpURI).toContain('issuer=CloudCoreo');
    const confirmed = await post('/two-factor/verify-totp', { code: totpCode(totpURI) }, cookie);
    expect(confirmed.status).toBe(200);
    cookie = cookiesOf(confirmed);
    expect(((await (await me(cookie)).json()) as { user: unknown }).user).toMatchObject({ twoFactorEnabled: true });

    const firstStep = async () => {
      const response = await post('/sign-in/email', { email: person.email, password: testPassword });
      expect(await response.json()).toMatchObject({ twoFactorRedirect: true });
      return cookiesOf(response);
    };
    const pending = await firstStep();
    expect((await me(pending)).status).toBe(401);
    expect((await post('/two-factor/verify-totp', { code: '000000' }, pending)).status).toBe(401);
    const done = await post('/two-factor/verify-totp', { code: totpCode(totpURI) }, pending);
    expect(done.status).toBe(200);
    expect((await me(cookiesOf(done))).status).toBe(200);

    const [backupCode] = backupCodes;
    const withBackup = await post('/two-factor/verify-backup-code', { code: backupCode }, await firstStep());
    expect((await me(cookiesOf(withBackup))).status).toBe(200);
    expect((await post('/two-factor/verify-backup-code', { code: backupCode }, await firstStep())).status).toBe(401);

    const [stored] = await t.database.select().from(twoFactors).where(eq(twoFactors.userId, person.userId));
    const secret = new URL(totpURI).searchParams.get('secret') ?? '?';
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(stored)).not.toContain(backupCodes[1]);
    expect(await auditedOf(person.userId)).toContain('two_factor.enable');

    expect((await post('/two-factor/disable', { password: testPassword }, cookie)).status).toBe(200);
    expect((await me(await signInAs(t.app, person.email))).status).toBe(200);
    expect(await auditedOf(person.userId)).toContain('two_factor.disable');
  });

  test('locks after too many wrong codes, even over several sign-ins', async () => {
    const person = await team.add('viewer', 'guessed');
    const cookie = await signInAs(t.app, person.email);
    const enabled = await post('/two-factor/enable', { password: testPassword }, cookie);
    const { totpURI } = (await enabled.json()) as { totpURI: string };
    await post('/two-factor/verify-totp', { code: totpCode(totpURI) }, cookie);
    let last: Response | undefined;
    for (let round = 0; round < 3; round++) {
      const pending = cookiesOf(await post('/sign-in/email', { email: person.email, password: testPassword }));
      for (let guess = 0; guess < 5; guess++) last = await post('/two-factor/verify-totp', { code: '000000' }, pending);
    }
    expect(last?.status).toBe(429);
    const pending = cookiesOf(await post('/sign-in/email', { email: person.email, password: testPassword }));
    expect((await post('/two-factor/verify-totp', { code: totpCode(totpURI) }, pending)).status).toBe(429);
  });
});

describe('a passkey', () => {
  const challengeFor = async (path: string, cookie?: string) => {
    const response = await send(t.app, 'GET', `/api/auth/passkey/${path}`, { cookie });
    const options = (await response.json()) as { challenge: string; rp?: { id: string }; rpId?: string };
    return { options, cookie: [cookie, cookiesOf(response)].filter(Boolean).join('; ') };
  };
  const authenticator = (verifiesUser: boolean) =>
    createAuthenticator({ origin: 'http://localhost:8400', rpId: 'localhost', verifiesUser });

  test('is added by somebody signed in, and signs in without a password', async () => {
    const cookie = await signInAs(t.app, team.admin.email);
    const device = authenticator(true);
    const registration = await challengeFor('generate-register-options', cookie);
    expect(registration.options).toMatchObject({
      rp: { id: 'localhost', name: 'CloudCoreo' },
      authenticatorSelection: { userVerification: 'required', residentKey: 'required' },
    });
    const added = await post(
      '/passkey/verify-registration',
      { response: device.register(registration.options.challenge), name: 'Laptop' },
      registration.cookie,
    );
    expect([added.status, await added.clone().text()]).toMatchObject([200, expect.stringContaining('Laptop')]);

    const question = await challengeFor('generate-authenticate-options');
    const answer = device.authenticate(question.options.challenge);
    const signedIn = await post('/passkey/verify-authentication', { response: answer }, question.cookie);
    expect(signedIn.status).toBe(200);
    expect(await (await me(cookiesOf(signedIn))).json()).toMatchObject({ user: { email: team.admin.email } });
    const again = await post('/passkey/verify-authentication', { response: answer }, question.cookie);
    expect(again.status).toBe(400);

    const list = await send(t.app, 'GET', '/api/auth/passkey/list-user-passkeys', { cookie });
    const [{ id }] = (await list.json()) as [{ id: string }];
    const stranger = await signInAs(t.app, team.operator.email);
    expect((await post('/passkey/delete-passkey', { id }, stranger)).ok).toBe(false);
    expect((await post('/passkey/delete-passkey', { id }, cookie)).status).toBe(200);
    expect(await auditedOf(team.admin.userId)).toEqual(expect.arrayContaining(['passkey.add', 'passkey.remove']));
  });

  test('that asked its holder for nothing is refused, since it would stand for both factors', async () => {
    const cookie = await signInAs(t.app, team.admin.email);
    const before = await t.database.select().from(passkeys);
    const registration = await challengeFor('generate-register-options', cookie);
    const refused = await post(
      '/passkey/verify-registration',
      { response: authenticator(false).register(registration.options.challenge) },
      registration.cookie,
    );
    expect([refused.status, await codeOf(refused)]).toEqual([400, 'passkey_without_user_verification']);
    expect(await t.database.select().from(passkeys)).toHaveLength(before.length);
  });

  test('cannot be added by somebody who is not signed in', async () => {
    expect((await send(t.app, 'GET', '/api/auth/passkey/generate-register-options')).status).toBe(401);
  });
});

describe('endpoints of the sign-in library', () => {
  const open = [
    'POST /sign-in/email',
    'POST /sign-out',
    'GET /get-session',
    'POST /change-password',
    'GET /list-sessions',
    'POST /revoke-session',
    'POST /revoke-sessions',
    'POST /revoke-other-sessions',
    'POST /two-factor/enable',
    'POST /two-factor/disable',
    'POST /two-factor/get-totp-uri',
    'POST /two-factor/verify-totp',
    'POST /two-factor/verify-backup-code',
    'POST /two-factor/generate-backup-codes',
    'GET /passkey/generate-register-options',
    'POST /passkey/verify-registration',
    'GET /passkey/generate-authenticate-options',
    'POST /passkey/verify-authentication',
    'GET /passkey/list-user-passkeys',
    'POST /passkey/delete-passkey',
    'POST /passkey/update-passkey',
  ];

  test('are closed unless the pages need them, also to an owner', async () => {
    const cookie = await signInAs(t.app, team.owner.email);
    const mounted = Object.values(t.auth.api)
      .filter((endpoint) => 'path' in endpoint && typeof endpoint.path === 'string')
      .flatMap((endpoint) =>
        [endpoint.options.method].flat().map((method) => `${method} ${(endpoint as { path: string }).path}`),
      );
    expect(mounted.length).toBeGreaterThan(open.length);
    expect(mounted).toEqual(expect.arrayContaining(open));
    for (const endpoint of mounted) {
      const [method = '', path = ''] = endpoint.split(' ');
      const response = await send(t.app, method, `/api/auth${path.replaceAll(/:\w+/g, 'x')}`, {
        // Signing out and the like would end the walk's session.
        ...(open.includes(endpoint) ? {} : { cookie }),
        ...(method === 'POST' ? { body: {} } : {}),
      });
      const code = response.ok ? 'ok' : await codeOf(response);
      if (open.includes(endpoint)) expect(code, endpoint).not.toBe('route_not_found');
      else expect([response.status, code], endpoint).toEqual([404, 'route_not_found']);
    }
  });

  test.each([
    '/sign-up/email/',
    '//sign-up/email',
    '/sign-up%2Femail',
    '/SIGN-UP/email',
    '/sign-in/../sign-up/email',
    '/x/../ok',
  ])('stay closed when the path is written as %s', async (path) => {
    const body = { email: 'intruder@example.com', password: 'a long enough password', name: 'Intruder' };
    const response = await send(t.app, 'POST', `/api/auth${path}`, { body });
    expect(response.status).toBe(404);
    expect(await t.database.select().from(users).where(eq(users.email, body.email))).toEqual([]);
  });

  test('take no API key for a session', async () => {
    const cookie = await signInAs(t.app, team.owner.email);
    const created = await send(t.app, 'POST', '/api/v1/api-keys', { cookie, body: { name: 'k', role: 'owner' } });
    const { key } = (await created.json()) as { key: string };
    expect(await (await send(t.app, 'GET', '/api/auth/get-session', { key })).json()).toBeNull();
    expect((await send(t.app, 'GET', '/api/auth/list-sessions', { key, cookie })).status).toBe(401);
  });
});
