import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTeam, openTestApp, signInAs, type TestApp, testOrigin, testPassword } from '../http/test-app.ts';

let t: TestApp;
let cookie: string;
let email: string;
beforeAll(async () => {
  t = await openTestApp();
  ({ email } = (await addTeam(t.database, 'acme')).owner);
  cookie = await signInAs(t.app, email);
});
afterAll(() => t.close());

const post = async (headers: Record<string, string>, path = '/api/v1/invitations', body: string = '{}') => {
  const response = await t.app.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return [response.status, response.ok ? 'ok' : ((await response.json()) as { code: string }).code];
};
const refused = [403, 'origin_refused'];
const admitted = [400, 'input_invalid'];

describe('a request that changes something with a cookie', () => {
  test('passes from CloudCoreo’s own pages', async () => {
    expect(await post({ cookie, origin: testOrigin })).toEqual(admitted);
    expect(await post({ cookie, origin: testOrigin, 'sec-fetch-site': 'same-origin' })).toEqual(admitted);
    expect(await post({ cookie, 'sec-fetch-site': 'same-origin' })).toEqual(admitted);
  });

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: `${testOrigin}.evil.example` },
    { origin: 'http://127.0.0.1:8401' },
    { origin: 'https://127.0.0.1:8400' },
    { origin: testOrigin, 'sec-fetch-site': 'cross-site' },
    { origin: testOrigin, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { referer: `${testOrigin}/settings` },
  ])('is refused with %j', async (headers) => {
    expect(await post({ cookie, ...headers })).toEqual(refused);
  });

  test('is refused without any word of where it comes from', async () => {
    expect(await post({ cookie })).toEqual(refused);
  });

  test.each(['PUT', 'PATCH', 'DELETE'])('is refused from elsewhere with %s too', async (method) => {
    const response = await t.app.request('/api/v1/members/x', {
      method,
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });
});

test('another site cannot sign a visitor in as somebody else, or make the first owner', async () => {
  const body = JSON.stringify({ email, password: testPassword });
  expect(await post({ origin: 'https://evil.example' }, '/api/auth/sign-in/email', body)).toEqual(refused);
  expect(await post({ 'sec-fetch-site': 'cross-site' }, '/api/auth/sign-in/email', body)).toEqual(refused);
  expect(await post({ origin: 'https://evil.example' }, '/api/v1/setup/owner')).toEqual(refused);
});

test('a form, which another site could send, is not understood', async () => {
  for (const type of [
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ]) {
    expect(await post({ origin: testOrigin, 'content-type': type }, '/api/auth/sign-in/email', 'email=a')).toEqual([
      415,
      'media_type_unsupported',
    ]);
  }
});

test('programs without cookies need no origin', async () => {
  expect(await post({}, '/api/v1/setup/owner')).toEqual(admitted);
  expect(await post({ authorization: 'Bearer x' })).toEqual([401, 'api_key_invalid']);
});

test('an Authorization header does not open the sign-in endpoints to cookies from elsewhere', async () => {
  const headers = { cookie, authorization: 'x', origin: 'https://evil.example' };
  await post(headers, '/api/auth/revoke-sessions');
  expect((await t.app.request('/api/v1/me', { headers: { cookie } })).status).toBe(200);
});

test('no answer allows other origins to read it', async () => {
  for (const method of ['GET', 'OPTIONS']) {
    const response = await t.app.request('/api/v1/me', { method, headers: { cookie, origin: 'https://evil.example' } });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});
