import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpenAPIHono } from '@hono/zod-openapi';
import { hashPassword } from 'better-auth/crypto';
import { type Logger, pino } from 'pino';
import { suiteServerUrl } from '../../tests/postgres.ts';
import { type Auth, createAuth } from '../access/auth.ts';
import type { Role } from '../access/roles.ts';
import { accessRoutes } from '../access/routes.ts';
import { members, teams } from '../access/schema.ts';
import { insertUser } from '../access/users.ts';
import { auditRoutes } from '../audit/routes.ts';
import { type Database, openDatabase } from '../database/database.ts';
import { testDatabaseKind } from '../database/test-database.ts';
import { newId } from '../identifier.ts';
import type { ApiEnvironment } from './api.ts';
import { type AppDependencies, createApp } from './app.ts';
import { createMetrics } from './metrics.ts';
import { createRateLimiter } from './rate-limit.ts';

export const testOrigin = 'http://127.0.0.1:8400';
export const testPassword = 'correct horse battery';

export interface TestApp {
  app: OpenAPIHono<ApiEnvironment>;
  /** The routes alone, as they declare themselves. */
  api: OpenAPIHono<ApiEnvironment>;
  auth: Auth;
  database: Database;
  /** Everything that was logged, as written. */
  logged: string[];
  log: Logger;
  /** Another app over the same database. */
  again(changes: Partial<AppDependencies> & { publicUrl?: string }): OpenAPIHono<ApiEnvironment>;
  close(): Promise<void>;
}

/** The real app over a real database of its own. */
export async function openTestApp(
  changes: Partial<AppDependencies> = {},
  moreRoutes: (context: Pick<AppDependencies, 'database' | 'limiter' | 'log'>) => AppDependencies['routes'] = () => [],
): Promise<TestApp> {
  const directory = await mkdtemp(join(tmpdir(), 'cloudcoreo-test-'));
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const { database, close } = await openEmptyDatabase(directory, log);

  const make = (overrides: Partial<AppDependencies>) => {
    const publicUrl = overrides.publicUrl ?? testOrigin;
    const origins = overrides.origins ?? [publicUrl];
    const secret = 'a secret of the tests, which signs nothing that lasts';
    const auth = createAuth({ database, log, secret, publicUrl, origins });
    const limiter = createRateLimiter(database);
    const version = '0.0.0-test';
    const signInsPerMinute = overrides.signInsPerMinute ?? 1000;
    const routes = overrides.routes ?? [
      accessRoutes({ database, auth, limiter, signInsPerMinute, publicUrl, version }),
      auditRoutes(database),
      ...moreRoutes({ database, limiter, log }),
    ];
    const api = new OpenAPIHono<ApiEnvironment>();
    for (const group of routes) api.route('/api/v1', group);
    const app = createApp({
      database,
      auth,
      limiter,
      metrics: createMetrics(),
      log,
      routes,
      readiness: {},
      version,
      publicUrl,
      origins,
      trustedProxies: 0,
      signInsPerMinute,
      webDirectory: join(directory, 'no-web'),
      ...overrides,
    });
    return { app, api, auth };
  };
  return {
    ...make(changes),
    database,
    logged,
    log,
    again: (overrides) => make({ ...changes, ...overrides }).app,
    async close() {
      await close();
      await rm(directory, { recursive: true });
    },
  };
}

const migrations = fileURLToPath(new URL('../database/migrations', import.meta.url));
const cache = fileURLToPath(new URL('../../node_modules/.cache/cloudcoreo-empty-database', import.meta.url));

async function openEmptyDatabase(directory: string, log: Logger) {
  if (suiteServerUrl !== undefined) return testDatabaseKind().open();
  await copyEmptyDatabase(directory);
  return openDatabase({ dataDirectory: directory }, log);
}

/** Making an embedded database takes seconds; a copy of an empty one with today's tables takes tenths of one. */
async function copyEmptyDatabase(directory: string): Promise<void> {
  const hash = createHash('sha256');
  for (const file of (await readdir(migrations)).filter((name) => name.endsWith('.sql')).sort()) {
    hash.update(await readFile(join(migrations, file)));
  }
  const template = join(cache, hash.digest('hex').slice(0, 20));
  try {
    await cp(join(template, 'database'), join(directory, 'database'), { recursive: true });
    return;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  await mkdir(cache, { recursive: true });
  const made = await mkdtemp(join(cache, 'new-'));
  await (await openDatabase({ dataDirectory: made }, { warn() {} })).close();
  // Another worker may have been faster: its template is as good.
  await rename(made, template).catch(() => rm(made, { recursive: true }));
  await cp(join(template, 'database'), join(directory, 'database'), { recursive: true });
}

let passwordHash: Promise<string> | undefined;

/** A team with one member of each role; all of them have `testPassword`. */
export async function addTeam(database: Database, name: string) {
  passwordHash ??= hashPassword(testPassword);
  const hash = await passwordHash;
  const now = new Date();
  const teamId = newId('team');
  await database.insert(teams).values({ id: teamId, name, slug: teamId, createdAt: now });
  const add = async (role: Role, who: string = role) => {
    const email = `${who}@${name}.example.com`;
    const userId = await insertUser(database, { name: `${who} of ${name}`, email, passwordHash: hash });
    const memberId = newId('mem');
    await database.insert(members).values({ id: memberId, organizationId: teamId, userId, role, createdAt: now });
    return { email, userId, memberId, role };
  };
  return {
    teamId,
    add,
    owner: await add('owner'),
    admin: await add('admin'),
    operator: await add('operator'),
    viewer: await add('viewer'),
  };
}

interface Request {
  cookie?: string;
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
  address?: string;
}

/** Sends a request as a browser of CloudCoreo's own page, or with `key` as a program. */
export async function send(
  app: OpenAPIHono<ApiEnvironment>,
  method: string,
  path: string,
  { cookie, key, body, headers, address = '192.0.2.1' }: Request = {},
): Promise<Response> {
  const all = new Headers(key === undefined ? { origin: testOrigin, 'sec-fetch-site': 'same-origin' } : {});
  if (key !== undefined) all.set('authorization', `Bearer ${key}`);
  if (cookie !== undefined) all.set('cookie', cookie);
  if (body !== undefined) all.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(headers ?? {})) all.set(name, value);
  return await app.request(
    path,
    { method, headers: all, body: body === undefined ? null : JSON.stringify(body) },
    { incoming: { socket: { remoteAddress: address } } },
  );
}

/** The cookies of an answer as the next request would send them. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .filter((cookie) => !cookie.endsWith('='))
    .join('; ');
}

export async function signInAs(
  app: OpenAPIHono<ApiEnvironment>,
  email: string,
  password: string = testPassword,
): Promise<string> {
  const response = await send(app, 'POST', '/api/auth/sign-in/email', { body: { email, password } });
  if (!response.ok) throw new Error(`signing in as ${email} answered ${response.status}: ${await response.text()}`);
  return cookiesOf(response);
}
