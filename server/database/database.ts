import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle as drizzleServer } from 'drizzle-orm/node-postgres';
import { migrate as migrateServer } from 'drizzle-orm/node-postgres/migrator';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzleEmbedded } from 'drizzle-orm/pglite';
import { migrate as migrateEmbedded } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { type ConstructorOptions, fromPglite } from 'pg-boss';
import type { Logger } from 'pino';
import { lockDirectory } from './lock.ts';
import * as schema from './schema.ts';

/** The tables, wherever they are: an embedded PGlite or a PostgreSQL server. Inside a transaction use only its `tx`. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface OpenDatabase {
  database: Database;
  /** How pg-boss reaches the same database. */
  queueConnection: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString'>;
  isEmbedded: boolean;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/** Any number does, as long as every process takes the same one. */
const migrationLock = 20_161_030;

/**
 * Opens the database and brings its tables up to date.
 * @throws {DirectoryInUseError} when another process has the embedded database open.
 */
export async function openDatabase(
  where: { url?: string; dataDirectory: string },
  log: Pick<Logger, 'warn'>,
): Promise<OpenDatabase> {
  return where.url === undefined ? openEmbedded(where.dataDirectory) : openServer(where.url, log);
}

async function openEmbedded(dataDirectory: string): Promise<OpenDatabase> {
  // PGlite makes its files readable to all; the directory is what keeps others out.
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(dataDirectory);
  try {
    const client = await PGlite.create({
      dataDir: join(dataDirectory, 'database'),
      extensions: { pg_trgm },
      // A third of the memory of PGlite's default of 128 MB; the operating system caches the files anyway.
      startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
    });
    const database = drizzleEmbedded({ client, schema });
    await migrateEmbedded(database, { migrationsFolder });
    return {
      database,
      queueConnection: { db: fromPglite(withoutTransactionBlocks(client)), backend: 'pglite' },
      isEmbedded: true,
      async close() {
        await client.close();
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * pg-boss sends some statements as one `BEGIN; …; COMMIT;` text. On PGlite's only connection a failure in the middle
 * would leave the transaction open, and application queries queued behind it would fail. PostgreSQL runs a text of
 * several statements as one implicit transaction anyway, so the two words can go.
 */
function withoutTransactionBlocks(client: PGlite): Pick<PGlite, 'query' | 'exec' | 'listen'> {
  return {
    query: client.query.bind(client),
    listen: client.listen.bind(client),
    exec: (text, options) => client.exec(text.replace(/^\s*BEGIN\s*;/i, '').replace(/COMMIT\s*;?\s*$/i, ''), options),
  };
}

async function openServer(url: string, log: Pick<Logger, 'warn'>): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // Without a listener an idle connection that the server closes would end the process; the pool opens another.
  pool.on('error', (error) => log.warn({ reason: error.message }, 'an idle database connection was closed'));
  const database = drizzleServer({ client: pool, schema });
  try {
    // Drizzle's migrator takes no lock, and two processes starting on an empty database would race.
    const connection = await pool.connect();
    try {
      await connection.query('select pg_advisory_lock($1)', [migrationLock]);
      await migrateServer(drizzleServer({ client: connection, schema }), { migrationsFolder });
      await connection.query('select pg_advisory_unlock($1)', [migrationLock]);
    } finally {
      connection.release();
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    database,
    queueConnection: { connectionString: url },
    isEmbedded: false,
    close: () => pool.end(),
  };
}
