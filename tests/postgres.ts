import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findFreePort } from '../sandbox/free-port.ts';
import { findPostgres, MissingRequirementError } from '../scripts/requirements.ts';

export interface PostgresServer {
  /** Of its database `postgres`. */
  url: string;
  /** Makes a new empty database and returns its address. */
  createDatabase(): Promise<string>;
  stop(): void;
}

/** The PostgreSQL server that the whole suite is to run on instead of the embedded database. */
export const suiteServerUrl = process.env.DATABASE_URL;

/** Makes a new empty database on a server and returns its address. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await runOn(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Drops a database that `createDatabase` made, whoever is still connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  await runOn(url.href, `drop database if exists ${name} with (force)`);
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Starts a PostgreSQL server of its own, on a free port and in a folder that `stop` removes. PostgreSQL refuses to run
 * as root, so root runs it as the `postgres` user that the system's package made.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = findPostgres();
  if (programs === undefined) throw new MissingRequirementError('There is no PostgreSQL server on this machine.');
  const directory = mkdtempSync(join(tmpdir(), 'cloudcoreo-postgres-'));
  const isRoot = userInfo().uid === 0;
  const run = (program: string, words: string[]) => {
    const command = [join(programs, program), ...words];
    const [file = '', ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    execFileSync(file, rest, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  };
  if (isRoot) {
    const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(directory, id('-u'), id('-g'));
  }
  const data = join(directory, 'data');
  const port = await findFreePort();
  run('initdb', ['-D', data, '-U', 'cloudcoreo', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C']);
  const settings = `-c listen_addresses=127.0.0.1 -p ${port} -k ${directory} -c fsync=off`;
  run('pg_ctl', ['-D', data, '-w', '-l', join(directory, 'log'), '-o', settings, 'start']);
  const url = `postgres://cloudcoreo@127.0.0.1:${port}/postgres`;
  return {
    url,
    createDatabase: () => createDatabase(url),
    stop() {
      run('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
