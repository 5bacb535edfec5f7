import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  dropDatabase,
  type PostgresServer,
  startPostgres,
  suiteServerUrl,
} from '../../tests/postgres.ts';
import { type OpenDatabase, openDatabase } from './database.ts';

/** A kind of database that CloudCoreo runs on, for suites that run once on each. */
export interface TestDatabaseKind {
  name: string;
  /** Opens a new, empty database. */
  open(): Promise<OpenDatabase>;
  /** Ends what all databases of this kind shared. */
  stop(): void;
}

/**
 * Both kinds, or the one that the whole suite runs on, such as after a run on the other. A PostgreSQL server starts when its
 * first database is opened.
 */
export function testDatabaseKinds(): TestDatabaseKind[] {
  if (process.env.CLOUDCOREO_TEST_EMBEDDED_ALONE !== undefined) return [embeddedDatabases()];
  return suiteServerUrl === undefined ? [embeddedDatabases(), serverDatabases()] : [serverDatabases()];
}

/** The kind for what need not run on both: the embedded database, unless the suite runs on a server. */
export function testDatabaseKind(): TestDatabaseKind {
  return suiteServerUrl === undefined ? embeddedDatabases() : serverDatabases();
}

function embeddedDatabases(): TestDatabaseKind {
  return {
    name: 'the embedded database',
    async open() {
      const dataDirectory = await mkdtemp(join(tmpdir(), 'cloudcoreo-test-'));
      const opened = await openDatabase({ dataDirectory }, { warn() {} });
      return {
        ...opened,
        async close() {
          await opened.close();
          await rm(dataDirectory, { recursive: true, force: true });
        },
      };
    },
    stop() {},
  };
}

function serverDatabases(): TestDatabaseKind {
  let running: Promise<PostgresServer> | undefined;
  let stopServer = () => {};
  return {
    name: 'a PostgreSQL server',
    async open() {
      if (suiteServerUrl !== undefined) return openOnSuiteServer(suiteServerUrl);
      running ??= startPostgres();
      const postgres = await running;
      stopServer = () => postgres.stop();
      return openDatabase({ url: await postgres.createDatabase(), dataDirectory: '' }, { warn() {} });
    },
    stop: () => stopServer(),
  };
}

async function openOnSuiteServer(serverUrl: string): Promise<OpenDatabase> {
  const url = await createDatabase(serverUrl);
  const opened = await openDatabase({ url, dataDirectory: '' }, { warn() {} });
  return {
    ...opened,
    async close() {
      await opened.close();
      await dropDatabase(url);
    },
  };
}
