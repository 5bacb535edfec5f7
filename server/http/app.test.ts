import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from '@hono/zod-openapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { json, jsonBody, newApi, route } from './api.ts';
import { addTeam, openTestApp, send, signInAs, type TestApp, testOrigin } from './test-app.ts';

let t: TestApp;
let web: string;
let cookie: string;

/** Routes that misbehave, among those of the product. */
function oddRoutes() {
  const app = newApi();
  const ok = { responses: { 200: json(z.object({}), 'Done.') } };
  app.openapi(route('public', { method: 'get', path: '/odd/bug', ...ok }), () => {
    const cause = Object.assign(new Error('secret-canary in the driver'), { detail: 'detail-canary' });
    throw new Error('what went wrong inside', { cause });
  });
  app.openapi(
    route('public', {
      method: 'post',
      path: '/odd/echo',
      request: jsonBody(z.object({ text: z.string().max(10) })),
      ...ok,
    }),
    (c) => c.json(c.req.valid('json'), 200),
  );
  return app;
}

beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), 'cloudcoreo-web-'));
  t = await openTestApp();
  const odd = t.again({ routes: [oddRoutes()], webDirectory: join(web, 'dist') });
  cookie = await signInAs(t.app, (await addTeam(t.database, 'acme')).owner.email);
  t = { ...t, app: odd };
});
afterAll(async () => {
  await t.close();
  await rm(web, { recursive: true });
});

const problemOfResponse = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as { status: number; code: string; detail: string; mend: string };
};

describe('errors of the API', () => {
  test('are problem details at every address below /api', async () => {
    for (const path of [
      '/api',
      '/api/',
      '/api/x',
      '/api/v1',
      '/api/v1/',
      '/api/v1/nothing',
      '/api/v2/me',
      '/api/auth',
    ]) {
      const response = await send(t.app, 'GET', path);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await problemOfResponse(response)).toMatchObject({ status: 404, code: 'route_not_found' });
    }
  });

  test('name the methods that are possible', async () => {
    const response = await send(t.app, 'DELETE', '/api/v1/odd/echo');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await problemOfResponse(response)).toMatchObject({ code: 'method_not_allowed' });
  });

  test('tell the caller of a bug its number and nothing else, and tell the log the cause', async () => {
    const response = await send(t.app, 'GET', '/api/v1/odd/bug');
    const requestId = response.headers.get('x-request-id') ?? '?';
    const text = await response.clone().text();
    expect(await problemOfResponse(response)).toMatchObject({ status: 500, code: 'internal_error' });
    expect(text).toContain(requestId);
    expect(text).not.toMatch(/canary|inside|\.ts/);
    const line = t.logged.find((entry) => entry.includes(requestId) && entry.includes('a request failed')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      requestId,
      error: { message: 'what went wrong inside', cause: { message: 'secret-canary in the driver' } },
    });
    expect(line).not.toContain('detail-canary');
  });

  test('say which field of the input is wrong', async () => {
    const response = await send(t.app, 'POST', '/api/v1/odd/echo', { body: { text: 'much too long for it' } });
    expect(await response.json()).toMatchObject({ status: 400, code: 'input_invalid', fields: [{ field: 'text' }] });
  });

  test.each([
    '{',
    '',
    'null',
    '[]',
    '"x"',
    '{"text": 1}',
    '{"text": "a"} x',
    '['.repeat(30_000),
    '{"__proto__": {"text": "a"}}',
  ])('answer the body %j with a clear refusal', async (body) => {
    const headers = { 'content-type': 'application/json', origin: testOrigin };
    const response = await t.app.request('/api/v1/odd/echo', { method: 'POST', headers, body });
    expect(response.status).toBe(400);
    expect(await problemOfResponse(response)).toMatchObject({ code: 'input_invalid' });
  });

  test('refuse a body over 64 KiB, with and without a length given', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(64 * 1024) });
    const headers = { 'content-type': 'application/json', origin: testOrigin };
    const stream = new Blob([body]).stream();
    for (const init of [
      { body, headers: { ...headers, 'content-length': String(body.length) } },
      { body: stream, headers, duplex: 'half' },
    ]) {
      const response = await t.app.request('/api/v1/odd/echo', { method: 'POST', ...init } as RequestInit);
      expect(response.status).toBe(413);
      expect(await problemOfResponse(response)).toMatchObject({ code: 'body_too_large' });
    }
  });

  test('refuse a NUL character, which the database cannot store', async () => {
    const app = t.again({});
    const body = { name: 'a\u0000b', role: 'viewer' };
    const response = await send(app, 'POST', '/api/v1/api-keys', { cookie, body });
    expect([response.status, (await problemOfResponse(response)).code]).toEqual([400, 'input_invalid']);
    expect((await send(app, 'DELETE', '/api/v1/api-keys/a%00b', { cookie })).status).toBe(400);
  });
});

describe('a route', () => {
  const create = (group: ReturnType<typeof newApi>) => () => t.again({ routes: [group] });

  test('that does not declare who may call it keeps the server from starting', () => {
    const { createRoute, ...undeclared } = { createRoute: null, method: 'get' as const, path: '/open' };
    expect(createRoute).toBeNull();
    const declaredElsewhere = newApi();
    declaredElsewhere.openapi(
      { ...undeclared, responses: { 200: { description: 'x' } } } as never,
      ((c: never) => c) as never,
    );
    expect(create(declaredElsewhere)).toThrow('GET /api/v1/open does not declare who may call it');

    const bare = newApi();
    bare.get('/bare', (c) => c.text('in'));
    expect(create(bare)).toThrow('GET /api/v1/bare is registered without a declaration');
  });

  test('registered for all methods, past the declaration, is still not reached', async () => {
    const group = oddRoutes();
    group.all('/hidden', (c) => c.text('in'));
    expect((await send(t.again({ routes: [group] }), 'GET', '/api/v1/hidden', { cookie })).status).toBe(404);
  });

  test('that fits beside a stricter one needs what the stricter one needs', async () => {
    const group = newApi();
    const ok = { responses: { 200: json(z.object({}), 'Done.') } };
    group.openapi(route('public', { method: 'get', path: '/things/{id}', ...ok }), (c) => c.json({}, 200));
    group.openapi(route('owner', { method: 'get', path: '/things/secret', ...ok }), (c) => c.json({}, 200));
    const app = t.again({ routes: [group] });
    expect((await send(app, 'GET', '/api/v1/things/1')).status).toBe(200);
    expect((await send(app, 'GET', '/api/v1/things/secret')).status).toBe(401);
  });
});

describe('every answer', () => {
  test('carries the security headers, whatever it is', async () => {
    for (const path of ['/', '/api/v1/odd/bug', '/api/x', '/healthz', '/metrics', '/api/openapi.json', '/nothing.js']) {
      const { headers } = await send(t.app, 'GET', path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('referrer-policy'), path).toBe('no-referrer');
      expect(headers.get('strict-transport-security'), path).toBeNull();
      expect(headers.get('x-request-id'), path).toMatch(/^req_/);
    }
  });

  test('of the API stays out of caches', async () => {
    expect((await send(t.again({}), 'GET', '/api/v1/me', { cookie })).headers.get('cache-control')).toBe('no-store');
    expect((await send(t.app, 'GET', '/api/v1/nothing')).headers.get('cache-control')).toBe('no-store');
  });

  test('is logged by method, path and status, without query, headers or body', async () => {
    const response = await send(t.app, 'POST', '/api/v1/odd/echo?token=canary-query', {
      body: { text: 'canarybody' },
      headers: { 'x-custom': 'canary-header', 'x-request-id': 'canary-id' },
    });
    const requestId = response.headers.get('x-request-id') ?? '?';
    const line = t.logged.find((entry) => entry.includes(requestId)) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      method: 'POST',
      path: '/api/v1/odd/echo',
      status: 200,
      ms: expect.any(Number),
    });
    expect(t.logged.join('')).not.toMatch(/canary-?(query|body|header|id)/);
  });
});

describe('the pages', () => {
  const dist = () => join(web, 'dist');

  test('say what to do while they are not built', async () => {
    const response = await send(t.app, 'GET', '/');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });

  test('are served with the app’s routes falling back to the index, and assets cached for good', async () => {
    await mkdir(join(dist(), 'static'), { recursive: true });
    await writeFile(join(dist(), 'index.html'), '<!doctype html><title>first</title>');
    await writeFile(join(dist(), 'static/main-abc123.js'), `export const text = '${'x'.repeat(5000)}';`);
    await writeFile(join(dist(), 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(web, 'outside.txt'), 'outside-canary');
    await symlink(join(web, 'outside.txt'), join(dist(), 'link.txt'));

    for (const path of ['/', '/settings/cloud-accounts', '/assets-page', '/compliance/cis-7.0', '/index.html']) {
      const response = await send(t.app, 'GET', path);
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(await response.text()).toContain('first');
    }
    const script = await send(t.app, 'GET', '/static/main-abc123.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const etag = script.headers.get('etag') ?? '';
    const gzipped = await send(t.app, 'GET', '/static/main-abc123.js', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(gzipped.headers.get('content-encoding')).toBe('gzip');
    const known = await send(t.app, 'GET', '/static/main-abc123.js', { headers: { 'if-none-match': etag } });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const head = await send(t.app, 'HEAD', '/');
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await send(t.app, 'GET', '/favicon.svg')).headers.get('content-type')).toBe('image/svg+xml');
  });

  test.each([
    '/../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/static/..%2f..%2foutside.txt',
    '/static/%2e%2e%2f%2e%2e%2foutside.txt',
    '/..\\outside.txt',
    '/link.txt',
    '/static/',
    '/static/missing.js',
    '/missing.js',
    '/%00',
    '/%',
    '//etc/passwd',
    '/.env',
  ])('never show what is not theirs: %s', async (path) => {
    const response = await t.app.request(`http://localhost${path}`);
    expect(await response.text()).not.toContain('canary');
    expect([200, 404]).toContain(response.status);
    if (response.status === 200) expect(response.headers.get('content-type')).toContain('text/html');
  });

  test('are noticed when they are built again', async () => {
    await rm(dist(), { recursive: true });
    expect((await send(t.app, 'GET', '/')).status).toBe(503);
    await mkdir(dist());
    await writeFile(join(dist(), 'index.html'), '<!doctype html><title>second</title>');
    expect(await (await send(t.app, 'GET', '/')).text()).toContain('second');
  });
});

describe('what runs the server', () => {
  test('learns that it lives, whether it is ready, and why not', async () => {
    expect((await send(t.app, 'GET', '/healthz')).status).toBe(200);
    const ready = t.again({ readiness: { database: () => true, queue: async () => true } });
    const yes = await send(ready, 'GET', '/readyz');
    expect([yes.status, await yes.json()]).toEqual([200, { database: true, queue: true }]);
    const broken = t.again({
      readiness: {
        database: () => Promise.reject(new Error('gone')),
        queue: () => false,
      },
    });
    const no = await send(broken, 'GET', '/readyz');
    expect([no.status, await no.json()]).toEqual([503, { database: false, queue: false }]);
  });

  test('gets measurements by route, never by path', async () => {
    await send(t.app, 'GET', '/api/v1/odd/bug');
    await send(t.app, 'GET', '/api/v1/odd/canary-path');
    const response = await send(t.app, 'GET', '/metrics');
    const text = await response.text();
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(text).toMatch(/http_server_requests_total\{method="GET",route="\/api\/v1\/odd\/bug",status="500"\} \d+/);
    expect(text).toMatch(/http_server_request_duration_seconds_bucket\{.*le="0\.005"\}/);
    expect(text).toMatch(/process_resident_memory_bytes \d{7,}/);
    expect(text).not.toContain('canary');
  });
});

describe('the description of the API', () => {
  test('is OpenAPI 3.1 with who may call each route and how', async () => {
    const document = await (await send(t.again({}), 'GET', '/api/openapi.json')).json();
    expect(document).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: testOrigin }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'cloudcoreo.session_token' },
          apiKey: { type: 'http', scheme: 'bearer' },
        },
        schemas: { Problem: expect.any(Object) },
      },
      paths: {
        '/api/v1/members/{id}': {
          patch: { 'x-cloudcoreo-access': 'admin', security: [{ session: [] }, { apiKey: [] }] },
        },
        '/api/v1/setup': { get: { 'x-cloudcoreo-access': 'public', security: [] } },
        '/api/v1/api-keys': { post: { tags: ['Api keys'] } },
      },
    });
  });

  test('is shown by a viewer that comes from this server alone', async () => {
    const page = await send(t.app, 'GET', '/api/docs');
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    for (const [, path] of html.matchAll(/src="([^"]+)"/g)) {
      const script = await send(t.app, 'GET', path ?? '', { headers: { 'accept-encoding': 'gzip' } });
      expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    }
  });
});
