import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { requestWith } from './aws-console.ts';
import { until } from './product.ts';

// The README's first command, as scripts use it.

const repository = fileURLToPath(new URL('..', import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => {
  child?.kill('SIGKILL');
});

function startSandbox(words: string[] = []) {
  const started = spawn('npm', ['run', '--silent', 'sandbox', '--', '--json', ...words], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  let output = '';
  started.stdout.on('data', (chunk) => (output += chunk));
  const ready = until('the sandbox has printed its line', async () => {
    if (started.exitCode !== null) throw new Error(`The sandbox ended with ${started.exitCode}.`);
    return output.includes('\n') ? JSON.parse(output) : undefined;
  });
  return { started, ready, output: () => output };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

it('prints exactly one line of JSON when all is ready, and SIGTERM ends all of it', async () => {
  const { started, ready, output } = startSandbox();
  const sandbox = await ready;
  const key = {
    accountId: expect.any(String),
    userName: expect.any(String),
    accessKeyId: expect.stringMatching(/^AKIA/),
    secretAccessKey: expect.any(String),
  };
  expect(sandbox).toEqual({
    url: expect.stringMatching(/^http:/),
    owner: { email: expect.any(String), password: expect.any(String) },
    apiKey: expect.any(String),
    awsEndpoint: expect.stringMatching(/^http:/),
    hubAccountId: expect.stringMatching(/^\d{12}$/),
    setupKey: key,
    secondSetupKey: key,
  });
  const connected = await fetch(`${sandbox.url}/api/v1/cloud-accounts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(requestWith(sandbox.setupKey, 'production')),
  });
  expect(connected.status).toBe(201);
  started.kill('SIGTERM');
  await once(started, 'exit');
  expect(output().trim().split('\n')).toHaveLength(1);
  expect(await answers(sandbox.url)).toBe(false);
  expect(await answers(sandbox.awsEndpoint)).toBe(false);
});

it('keeps the data in a folder that it is given, and the same owner signs in again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'cloudcoreo-kept-'));
  try {
    const first = startSandbox(['--data-dir', directory]);
    const { owner } = await first.ready;
    first.started.kill('SIGTERM');
    await once(first.started, 'exit');
    expect(existsSync(join(directory, 'database'))).toBe(true);
    const second = startSandbox(['--data-dir', directory]);
    expect((await second.ready).owner).toEqual(owner);
    second.started.kill('SIGTERM');
    await once(second.started, 'exit');
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
