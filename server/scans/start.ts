import { and, eq, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import type { Database } from '../database/database.ts';
import { queueWithin } from '../database/queue.ts';
import { newId } from '../identifier.ts';
import { createScanQueues, planQueue } from './queues.ts';
import { type Scan, scans } from './schema.ts';

export interface ScanRequest {
  cloudAccountId: string;
  trigger: Scan['trigger'];
  requestedBy: string | null;
  /** What the scan is limited to; default: all. */
  regions?: string[] | null;
  services?: string[] | null;
}

/**
 * Starts a scan in the caller's transaction: the scan and its job are there together, or neither is. One scan of an
 * account runs at a time: a second request joins the one under way.
 */
export type StartScan = (tx: Database, request: ScanRequest) => Promise<{ id: string; isNew: boolean }>;

const isActive = sql`state in ('queued', 'running')`;

export async function createStartScan(boss: PgBoss): Promise<StartScan> {
  // Within the transaction the queue must be known already: the embedded database has one connection.
  await createScanQueues(boss);
  return async (tx, request) => {
    // The scan that is in the way may end before it is looked up.
    for (let count = 0; count < 5; count += 1) {
      const [added] = await tx
        .insert(scans)
        .values({ ...request, id: newId('scan'), state: 'queued', queuedAt: new Date() })
        .onConflictDoNothing({ target: scans.cloudAccountId, where: isActive })
        .returning({ id: scans.id });
      if (added !== undefined) {
        const data = { cloudAccountId: request.cloudAccountId, scanId: added.id };
        await boss.send(planQueue, data, { db: queueWithin(tx) });
        return { id: added.id, isNew: true };
      }
      const [active] = await tx
        .select({ id: scans.id })
        .from(scans)
        .where(and(eq(scans.cloudAccountId, request.cloudAccountId), isActive));
      if (active !== undefined) return { id: active.id, isNew: false };
    }
    throw new Error('Scans of this account start and end faster than one of them can be joined.');
  };
}
