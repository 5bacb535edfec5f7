import { afterEach, expect, test, vi } from 'vitest';
import { call, withQuery } from './client.ts';

afterEach(() => vi.unstubAllGlobals());

test('leaves out query values that are not set', () => {
  expect(withQuery('/a', { limit: 10, cursor: undefined, search: '', name: 'x y&z' })).toBe('/a?limit=10&name=x+y%26z');
  expect(withQuery('/a')).toBe('/a');
});

test('throws the problem that the server answered', async () => {
  const problem = { type: '', title: '', status: 404, code: 'asset_not_found', detail: 'd', mend: 'm' };
  vi.stubGlobal('fetch', async () => Response.json(problem, { status: 404 }));
  await expect(call('GET', '/api/v1/assets/1')).rejects.toMatchObject({ problem: { code: 'asset_not_found' } });
});

test('says that the server is unreachable when the request got no answer', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  await expect(call('GET', '/api/v1/me')).rejects.toMatchObject({ problem: { code: 'server_unreachable' } });
});

test('lets an abort of the caller through', async () => {
  const controller = new AbortController();
  controller.abort();
  vi.stubGlobal('fetch', async () => {
    throw new DOMException('aborted', 'AbortError');
  });
  await expect(call('GET', '/x', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
