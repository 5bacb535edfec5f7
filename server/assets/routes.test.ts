import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addTeam, openTestApp, send, signInAs, type TestApp } from '../http/test-app.ts';
import { insertTestAccount } from '../scans/test-account.ts';
import { assetRoutes } from './routes.ts';
import { collectedAsset, type TestOwner, writeTestAssets } from './test-asset.ts';

let t: TestApp;
let owner: TestOwner;
let viewer: string;
let colleague: string;

beforeAll(async () => {
  t = await openTestApp({}, ({ database }) => [assetRoutes({ database })]);
  const team = await addTeam(t.database, 'acme');
  viewer = await signInAs(t.app, team.viewer.email);
  colleague = await signInAs(t.app, team.owner.email);
  owner = await insertTestAccount(t.database, { teamId: team.teamId });
  const collected = Array.from({ length: 1800 }, (_, index) => collectedAsset(`bucket${index}`));
  for (let start = 0; start < collected.length; start += 600) {
    await writeTestAssets(t.database, owner, collected.slice(start, start + 600));
  }
});
afterAll(() => t.close());

const get = (path: string) => send(t.app, 'GET', `/api/v1${path}`, { cookie: viewer });

describe('what the asset routes take', () => {
  it.each([
    ['/assets?limit=0', 'limit'],
    ['/assets?limit=1001', 'limit'],
    ['/assets?limit=ten', 'limit'],
    ['/assets?sort=document', 'sort'],
    ['/assets?state=maybe', 'state'],
    [`/assets?name=${'x'.repeat(301)}`, 'name'],
    [`/assets?text=${'x'.repeat(301)}`, 'text'],
    [`/assets?tag=${'x'.repeat(4001)}`, 'tag'],
    ['/assets?cursor=nonsense', 'cursor'],
    ['/assets/counts?state=maybe', 'state'],
    ['/assets/export', 'format'],
    ['/assets/export?format=xlsx', 'format'],
    [`/assets/${'x'.repeat(101)}`, 'id'],
  ])('GET %s is refused and the field named', async (path, field) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    const problem = (await response.json()) as { code: string; detail: string };
    expect(problem).toMatchObject({ code: 'input_invalid' });
    expect(problem.detail).toContain(`${field}:`);
  });

  it.each(['/assets/none', '/assets/none/history', '/assets/none/relations', '/assets/a%00b', '/assets/%27or%201=1'])(
    'GET %s finds nothing',
    async (path) => {
      expect((await get(path)).status).toBe(404);
    },
  );

  it.each([
    `/assets?name=%00&tag=%00%3D%00&text=%00%00%00&region=%00`,
    `/assets?tag=${'%3D'.repeat(1300)}`,
    `/assets?text=${'%25'.repeat(100)}`,
    '/assets/counts?name=%00',
    '/assets?name=%ED%A0%80',
  ])('GET %s is taken as text', async (path) => {
    expect((await get(path)).status).toBe(200);
  });

  it.each([
    [{ name: '', query: '' }, 'name'],
    [{ name: '   ', query: '' }, 'name'],
    [{ name: 'x'.repeat(81), query: '' }, 'name'],
    [{ name: 'a\u0000b', query: '' }, 'name'],
    [{ name: 'a', query: 'x'.repeat(4001) }, 'query'],
    [{ name: 'a', query: '\u0000' }, 'query'],
    [{ name: 'a', query: '', isShared: 'yes' }, 'isShared'],
    [{}, 'name'],
  ])('the saved filter %j is refused and the field named', async (body, field) => {
    const response = await send(t.app, 'POST', '/api/v1/saved-filters', { cookie: viewer, body });
    expect(response.status).toBe(400);
    expect((await response.json()) as { detail: string }).toMatchObject({
      detail: expect.stringContaining(`${field}:`),
    });
  });
});

describe('saved filters by HTTP', () => {
  it('are made, listed, refused a second time, kept from others and deleted', async () => {
    const body = { name: 'Buckets', query: 'type=AWS::S3::Bucket' };
    const made = await send(t.app, 'POST', '/api/v1/saved-filters', { cookie: viewer, body });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const again = await send(t.app, 'POST', '/api/v1/saved-filters', { cookie: viewer, body });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'filter_name_taken']);
    expect(await (await get('/saved-filters')).json()).toMatchObject([{ id, ...body, isShared: false, isOwn: true }]);

    const path = `/api/v1/saved-filters/${id}`;
    expect(await (await send(t.app, 'GET', '/api/v1/saved-filters', { cookie: colleague })).json()).toEqual([]);
    expect((await send(t.app, 'DELETE', path, { cookie: colleague })).status).toBe(404);
    expect((await send(t.app, 'DELETE', path, { cookie: viewer })).status).toBe(204);
    expect(await (await get('/saved-filters')).json()).toEqual([]);
  });
});

describe('the export by HTTP', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['json', 'application/json'],
  ])('is a file of %s', async (format, type) => {
    const response = await get(`/assets/export?format=${format}&name=bucket17`);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="assets.${format}"`);
    const names = (await response.text()).match(/bucket17\d*(?=[,"])/g) ?? [];
    expect(new Set(names).size).toBe(111);
  });

  it('comes in pieces, and the database is left alone when the reader goes', async () => {
    const response = await get('/assets/export?format=csv');
    const reader = response.body?.getReader();
    const first = new TextDecoder().decode((await reader?.read())?.value);
    expect(first).toMatch(/^id,/);
    expect(first).not.toContain('bucket');
    const second = new TextDecoder().decode((await reader?.read())?.value);
    expect(second.split('\r\n').length).toBeLessThanOrEqual(501);
    await reader?.cancel();
    // A stream that went on reading would fail here and be logged.
    expect((await get('/assets?limit=1')).status).toBe(200);
    expect(t.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
