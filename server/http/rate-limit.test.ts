import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rateLimits } from '../access/schema.ts';
import { createRateLimiter } from './rate-limit.ts';
import { openTestApp, type TestApp } from './test-app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await openTestApp();
});
afterAll(() => t.close());

test('lets through exactly as many as allowed in a window, however many ask at once and in however many processes', async () => {
  const processes = [createRateLimiter(t.database), createRateLimiter(t.database)];
  const turns = await Promise.all(Array.from({ length: 50 }, (_, index) => processes[index % 2]?.take('burst', 7, 60)));
  expect(turns.filter((turn) => turn?.ok)).toHaveLength(7);
  for (const turn of turns) if (turn && !turn.ok) expect(turn.retryAfterSeconds).toBeGreaterThan(58);
});

test('counts each key by itself', async () => {
  const limiter = createRateLimiter(t.database);
  expect(await limiter.take('one', 1, 60)).toEqual({ ok: true });
  expect(await limiter.take('two', 1, 60)).toEqual({ ok: true });
  expect((await limiter.take('one', 1, 60)).ok).toBe(false);
});

test('begins anew when the window is over, and forgets windows that are', async () => {
  const limiter = createRateLimiter(t.database);
  await limiter.take('window', 1, 60);
  await limiter.take('idle', 1, 60);
  expect((await limiter.take('window', 1, 60)).ok).toBe(false);
  await t.database.update(rateLimits).set({ windowEndsAt: new Date(Date.now() - 1000) });
  expect((await limiter.take('window', 1, 60)).ok).toBe(true);
  expect(await t.database.select().from(rateLimits).where(eq(rateLimits.key, 'idle'))).toEqual([]);
  expect((await limiter.take('window', 1, 60)).ok).toBe(false);
});
