import { type PostgresServer, startPostgres } from '../tests/postgres.ts';

/** Starts a PostgreSQL server that ends with this process, however that ends. */
export async function startOwnPostgres(): Promise<PostgresServer> {
  const server = await startPostgres();
  let isStopped = false;
  const stop = () => {
    if (isStopped) return;
    isStopped = true;
    server.stop();
  };
  process.once('exit', stop);
  return { ...server, stop };
}
