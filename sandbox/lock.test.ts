import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cloudcoreo-lock-'));
  path = join(folder, 'lock');
});

afterEach(() => rm(folder, { recursive: true }));

const neverMind = () => {};

test('only one holds the lock at a time, and who waits is told once', async () => {
  let holders = 0;
  let most = 0;
  let told = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      const release = await takeLock(path, () => told++);
      most = Math.max(most, ++holders);
      await new Promise(setImmediate);
      holders--;
      await release();
    }),
  );
  expect(most).toBe(1);
  expect(told).toBe(3);
});

test('the lock of a process that is gone is taken over', async () => {
  await mkdir(path);
  const { pid } = spawnSync('true');
  await writeFile(join(path, 'pid'), String(pid));
  const release = await takeLock(path, neverMind);
  await release();
});
