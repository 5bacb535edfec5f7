import { type SQL, sql } from 'drizzle-orm';
import { type Db, fromDrizzle, PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, OpenDatabase } from './database.ts';

/** How often lost jobs are looked for. */
const superviseSeconds = 8;

/** How often finished jobs are removed; until then each look for lost ones reads past them. */
const maintenanceSeconds = 60;

/**
 * Starts the queue on the same database.
 * @param options.runsJobs false for a process that only adds jobs: it neither listens for them nor looks after lost ones
 */
export async function startQueue(
  connection: OpenDatabase['queueConnection'],
  log: Pick<Logger, 'error' | 'warn'>,
  { runsJobs }: { runsJobs: boolean },
): Promise<{ boss: PgBoss; stop(): Promise<void> }> {
  const boss = new PgBoss({
    ...connection,
    max: 6,
    supervise: runsJobs,
    schedule: runsJobs,
    useListenNotify: runsJobs,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
    maintenanceIntervalSeconds: maintenanceSeconds,
  });
  // Only the message: an error of the database driver carries the statement's values.
  boss.on('error', (error) => log.error({ reason: error.message }, 'the job queue failed'));
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'the job queue warns'));
  await boss.start();
  return {
    boss,
    /** Waits a little for running jobs; what does not end in time is given to another process. */
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

/** Lets the queue add jobs within a transaction: `boss.send(queue, data, { db: queueWithin(tx) })`. */
export function queueWithin(tx: Database): Db {
  // Both drivers answer with rows; the common type of the two does not say so.
  return fromDrizzle({ execute: async (query) => (await tx.execute(query as SQL)) as { rows: unknown[] } }, sql);
}
