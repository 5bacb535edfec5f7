import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Aws } from '../sandbox/aws.ts';
import { findFreePort } from '../sandbox/free-port.ts';
import type { CloudAccountView } from '../server/accounts/api.ts';
import type { Problem } from '../server/http/schemas.ts';
import type { ScanView } from '../server/scans/api.ts';
import { createDatabase, dropDatabase, suiteServerUrl } from './postgres.ts';

export interface Answer<Body> {
  status: number;
  body: Body;
}

export interface Product {
  url: string;
  processId: number;
  dataDirectory: string;
  /** Where its tables are, when that is a PostgreSQL server. */
  databaseUrl: string | undefined;
  owner: { email: string; password: string };
  apiKey: string;
  /** All that the process has written so far, at the most verbose level. */
  log(): string;
  /** Calls the API with the owner's key. */
  call<Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Connects with a key, as a script would. */
  connect(request: object): Promise<Answer<CloudAccountView & Problem>>;
  /** Resolves with the scan when it has ended. */
  finishedScan(cloudAccountId: string, scanId: string): Promise<ScanView>;
  /** SIGKILL, and nothing is tidied up. */
  kill(): Promise<void>;
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>;
}

export interface ProductOptions {
  aws: Pick<Aws, 'endpoint' | 'region' | 'hubCredentials'>;
  /** A folder that an earlier process used; default: a new one, removed by `stop` and `removeData`. */
  from?: Product;
  environment?: Record<string, string>;
}

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Starts the product as a process of its own, as `npm start` does, and makes an API key for its owner. */
export async function startProduct({ aws, from, environment = {} }: ProductOptions): Promise<Product> {
  const dataDirectory = from?.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'cloudcoreo-product-')));
  const owner = from?.owner ?? { email: 'owner@example.com', password: randomBytes(12).toString('base64url') };
  const databaseUrl = from?.databaseUrl ?? environment.DATABASE_URL ?? (await databaseOfSuite());
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      // As `npm start` has it: the second start of the same sources takes half the time.
      NODE_COMPILE_CACHE: join(repository, '.cache', 'compile'),
      HOME: dataDirectory,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: aws.region,
      AWS_ACCESS_KEY_ID: aws.hubCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.hubCredentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: 'true',
      CLOUDCOREO_PORT: String(port),
      CLOUDCOREO_DATA_DIR: dataDirectory,
      CLOUDCOREO_OWNER_EMAIL: owner.email,
      CLOUDCOREO_OWNER_PASSWORD: owner.password,
      CLOUDCOREO_LOG_LEVEL: 'trace',
      CLOUDCOREO_PROPAGATION_SECONDS: '3',
      CLOUDCOREO_CONNECTS_PER_MINUTE: '1000',
      CLOUDCOREO_SIGN_INS_PER_MINUTE: '1000',
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, CLOUDCOREO_SECRET: secretOfSuite }),
      ...environment,
    },
  });
  // A test that fails in its preparation must not leave a server behind.
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  child.once('exit', () => process.off('exit', killAtExit));
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  let apiKey: string;
  try {
    await untilReady(url, child, () => output);
    apiKey = from?.apiKey ?? (await createApiKey(url, owner));
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }

  const call: Product['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  return {
    url,
    processId: child.pid ?? 0,
    dataDirectory,
    databaseUrl,
    owner,
    apiKey,
    log: () => output,
    call,
    connect: (request) => call('POST', '/api/v1/cloud-accounts', request),
    async finishedScan(cloudAccountId, scanId) {
      return until(`scan ${scanId} has ended`, async () => {
        const { body } = await call<ScanView>('GET', `/api/v1/cloud-accounts/${cloudAccountId}/scans/${scanId}`);
        return body.finishedAt === null ? undefined : body;
      });
    },
    async kill() {
      child.kill('SIGKILL');
      await hasExited(child);
    },
    async stop() {
      child.kill('SIGTERM');
      await hasExited(child);
      await rm(dataDirectory, { recursive: true, force: true });
      if (databaseUrl !== undefined && suiteServerUrl !== undefined) await dropDatabase(databaseUrl);
      return child.exitCode;
    },
  };
}

/** Processes that share a database share the secret, too. */
const secretOfSuite = randomBytes(32).toString('base64url');

/** A new database on the server that the suite runs on; none when each product has its own embedded one. */
async function databaseOfSuite(): Promise<string | undefined> {
  return suiteServerUrl === undefined ? undefined : createDatabase(suiteServerUrl);
}

/** Signs in with a password and returns the session's cookie. */
export async function signIn(url: string, { email, password }: Product['owner']): Promise<string> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`Signing in answered ${response.status}: ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function createApiKey(url: string, owner: Product['owner']): Promise<string> {
  const response = await fetch(`${url}/api/v1/api-keys`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie: await signIn(url, owner) },
    body: JSON.stringify({ name: 'tests', role: 'owner', expiresInDays: 1 }),
  });
  if (response.status !== 201)
    throw new Error(`Making an API key answered ${response.status}: ${await response.text()}`);
  const { key } = (await response.json()) as { key: string };
  return key;
}

/** Waits for a condition by asking again, and says what did not come true. */
export async function until<Value>(what: string, ask: () => Promise<Value | undefined>, seconds = 120): Promise<Value> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`After ${seconds} s it is still not true that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  await until('the server is ready', async () => {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${output()}`);
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    await response?.body?.cancel();
    return response?.status === 200 ? true : undefined;
  });
}

async function hasExited(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
