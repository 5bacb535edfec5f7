import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Aws } from './aws.ts';

export type Owner = { email: string; password: string };

export type Product = {
  url: string;
  /** Resolves with the exit code when the process has ended, for whatever reason. */
  ended: Promise<number>;
  /** Resolves when the product is ready to serve. Rejects when it ends before. */
  waitUntilReady(): Promise<void>;
  /** Signs in as the owner and makes an API key. */
  createApiKey(): Promise<string>;
  stop(): Promise<void>;
};

const repository = join(import.meta.dirname, '..');

/** Starts CloudCoreo as a user would, with the sandbox as its AWS. Its log goes to standard error. */
export function startProduct(options: { aws: Aws; port: number; dataDirectory: string; owner: Owner }): Product {
  const { aws, port, dataDirectory, owner } = options;
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(repository, 'server', 'main.ts')], {
    cwd: repository,
    stdio: ['ignore', 2, 2],
    env: {
      ...withoutAwsSettings(process.env),
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: aws.hubCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.hubCredentials.secretAccessKey,
      CLOUDCOREO_PORT: String(port),
      CLOUDCOREO_DATA_DIR: dataDirectory,
      CLOUDCOREO_OWNER_EMAIL: owner.email,
      CLOUDCOREO_OWNER_PASSWORD: owner.password,
      // What is tried out must not end up in a database that is meant for more.
      DATABASE_URL: undefined,
    },
  });
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : 1));

  return {
    url,
    ended,
    waitUntilReady: () => waitUntilReady(url, child),
    createApiKey: () => createApiKey(url, owner),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (Date.now() < giveUpAt) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error('CloudCoreo ended before it was ready; its log is above.');
    }
    try {
      if ((await fetch(`${url}/readyz`)).status === 200) return;
    } catch {
      // It does not listen yet.
    }
    await delay(50);
  }
  throw new Error(`CloudCoreo was not ready within a minute: ${url}/readyz did not answer 200. Its log is above.`);
}

async function createApiKey(url: string, owner: Owner): Promise<string> {
  const post = async (path: string, body: object, cookie = ''): Promise<Response> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered HTTP ${response.status}: ${await response.text()}`);
    return response;
  };
  const session = await post('/api/auth/sign-in/email', owner);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const answer = await post(
    '/api/v1/api-keys',
    { name: `Sandbox ${new Date().toISOString()}`, role: 'owner', expiresInDays: 7 },
    cookie,
  );
  const { key } = (await answer.json()) as { key: string };
  return key;
}

/** The developer's own AWS settings must not reach the product: the sandbox is its AWS. */
function withoutAwsSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
}
