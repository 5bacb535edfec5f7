import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from '../scripts/requirements.ts';
import { chromiumFlags } from '../tests/browser/browser.ts';
import { until } from '../tests/product.ts';
import { residentMiB, round } from './measure.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Seconds from `npm run sandbox` to the first page that can be used, all parts installed before. */
export async function measureStart() {
  const beganAt = performance.now();
  const child = spawn('npm', ['run', '--silent', 'sandbox', '--', '--json'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  try {
    const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`The sandbox ended with ${code}.`)));
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), failed]);
    failed.catch(() => undefined);
    const readySeconds = (performance.now() - beganAt) / 1000;
    const { url } = JSON.parse(line);
    const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumFlags });
    const page = await browser.newPage();
    const openedAt = performance.now();
    await page.goto(url);
    await page.getByLabel('E-mail').waitFor();
    const pageSeconds = (performance.now() - openedAt) / 1000;
    await browser.close();
    return {
      readySeconds: round(readySeconds),
      pageSeconds: round(pageSeconds),
      firstUsefulPageSeconds: round(readySeconds + pageSeconds),
    };
  } finally {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
      await once(child, 'exit');
    }
  }
}

/** The server's memory when nothing happens, embedded database included. */
export async function measureMemory() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'cloudcoreo-bench-'));
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: '.cache/compile',
      CLOUDCOREO_DATA_DIR: dataDirectory,
      CLOUDCOREO_PORT: '8499',
    },
  });
  try {
    await until('the server is ready', async () => {
      const response = await fetch('http://127.0.0.1:8499/readyz').catch(() => undefined);
      return response?.ok ? true : undefined;
    });
    const samples: number[] = [];
    // A minute and a half, so that the queue's own maintenance has run.
    for (let second = 0; second < 90; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      samples.push(residentMiB(child.pid ?? 0) ?? Number.NaN);
    }
    return { idleMiB: round(samples.at(-1) ?? Number.NaN, 0), peakMiB: round(Math.max(...samples), 0) };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
