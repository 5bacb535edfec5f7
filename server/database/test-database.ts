import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../tests/postgres.ts';
import { type OpenDatabase, openDatabase } from './database.ts';

/** A kind of database that CloudCoreo runs on, for suites that run once on each. */
export interface TestDatabaseKind {
  name: string;
  /** Opens a new, empty database. */
  open(): Promise<OpenDatabase>;
  /** Ends what all databases of this kind shared. */
  stop(): void;
}

/** Both kinds. A PostgreSQL server starts when its first database is opened. */
export function testDatabaseKinds(): TestDatabaseKind[] {
  return [embedded(), server()];
}

function embedded(): TestDatabaseKind {
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

function server(): TestDatabaseKind {
  let running: Promise<PostgresServer> | undefined;
  let stopServer = () => {};
  return {
    name: 'a PostgreSQL server',
    async open() {
      running ??= startPostgres();
      const postgres = await running;
      stopServer = () => postgres.stop();
      return openDatabase({ url: await postgres.createDatabase(), dataDirectory: '' }, { warn() {} });
    },
    stop: () => stopServer(),
  };
}
