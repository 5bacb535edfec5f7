import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { LedgerLine } from '../aws/collect.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import type { PartJob } from './queues.ts';
import { type ScanRegion, scanParts, scans, scanWorkers } from './schema.ts';

/** A part of a scan in the hands of one try. */
export interface HeldPart extends PartJob {
  teamId: string;
  claim: string;
  /** How often it was tried, this try included. */
  tries: number;
  regions: string[];
  /** The calls of earlier tries that died. */
  earlierLedger: LedgerLine[];
}

/** A worker that has said nothing for so long is taken for dead, and others take over what it held. */
const lostAfterSeconds = 15;

/** Says that a worker lives. By the database's clock, which all workers share. */
export async function sayAlive(database: Database, workerId: string): Promise<void> {
  await database
    .insert(scanWorkers)
    .values({ id: workerId, seenAt: sql`now()` as never })
    .onConflictDoUpdate({ target: scanWorkers.id, set: { seenAt: sql`now()` } });
}

/** Forgets workers that ended long ago. On the embedded database all others have ended. */
export async function forgetWorkers(database: Database, { all }: { all: boolean }): Promise<void> {
  await database.delete(scanWorkers).where(all ? undefined : lt(scanWorkers.seenAt, sql`now() - interval '1 hour'`));
}

/**
 * Takes parts that wait, and parts whose worker was lost, the most urgent first. The same part is never given to two
 * workers: a row that another one is just taking is passed over.
 * @param held the claims that the worker knows it has. What is its own by the table alone is lost too: the database
 * failed between a claim and its answer, or when a part was given back.
 */
export async function claimParts(
  database: Database,
  workerId: string,
  { most, held }: { most: number; held: readonly string[] },
): Promise<HeldPart[]> {
  const answer = await database.execute(sql`
    with due as (
      select part.cloud_account_id, part.scan_id, part.service from ${scanParts} part
      where part.finished_at is null and (part.state = 'waiting' or not exists (
        select 1 from ${scanWorkers} worker
        where worker.id = part.worker and worker.seen_at > now() - make_interval(secs => ${lostAfterSeconds}))
        or (part.worker = ${workerId}
          and part.claim not in (select jsonb_array_elements_text(${JSON.stringify(held)}::jsonb))))
      order by part.priority desc, part.scan_id, part.service
      limit ${most}
      for update of part skip locked)
    update ${scanParts} part
    set state = 'running', worker = ${workerId}, claim = ${newId('claim')} || part.service, tries = part.tries + 1,
      started_at = coalesce(part.started_at, now()), assets = 0, gaps = '[]'
    from due
    where part.cloud_account_id = due.cloud_account_id and part.scan_id = due.scan_id and part.service = due.service
    returning part.cloud_account_id, part.scan_id, part.service, part.claim, part.tries, part.regions, part.ledger`);
  const { rows } = answer as unknown as {
    rows: {
      cloud_account_id: string;
      scan_id: string;
      service: string;
      claim: string;
      tries: number;
      regions: Record<string, ScanRegion>;
      ledger: LedgerLine[];
    }[];
  };
  if (rows.length === 0) return [];
  const accounts = await database
    .select({ id: cloudAccounts.id, teamId: cloudAccounts.teamId })
    .from(cloudAccounts)
    .where(inArray(cloudAccounts.id, [...new Set(rows.map((row) => row.cloud_account_id))]));
  const teams = new Map(accounts.map(({ id, teamId }) => [id, teamId]));
  return rows.flatMap((row) => {
    const teamId = teams.get(row.cloud_account_id);
    // The account was disconnected; its scans go with it.
    if (teamId === undefined) return [];
    return {
      cloudAccountId: row.cloud_account_id,
      scanId: row.scan_id,
      service: row.service,
      teamId,
      claim: row.claim,
      tries: row.tries,
      regions: Object.keys(row.regions),
      earlierLedger: row.ledger,
    };
  });
}

/** Whether any scan has parts that are not finished. */
export async function hasOpenParts(database: Database): Promise<boolean> {
  const rows = await database
    .select({ scanId: scanParts.scanId })
    .from(scanParts)
    .where(isNull(scanParts.finishedAt))
    .limit(1);
  return rows.length > 0;
}

/** Gives a part back that a try failed on, to be tried again. */
export async function releasePart(database: Database, part: HeldPart): Promise<void> {
  await database
    .update(scanParts)
    .set({ state: 'waiting', worker: null, claim: null })
    .where(and(eq(scanParts.claim, part.claim), isNull(scanParts.finishedAt)));
}

/** Gives back what a worker that stops in order still holds, so that others need not wait for it. */
export async function releaseParts(database: Database, workerId: string): Promise<void> {
  await database
    .update(scanParts)
    .set({ state: 'waiting', worker: null, claim: null, tries: sql`${scanParts.tries} - 1` as never })
    .where(and(eq(scanParts.worker, workerId), isNull(scanParts.finishedAt)));
  await database.delete(scanWorkers).where(eq(scanWorkers.id, workerId));
}

/** Of the scans given, those that run no more: they were cancelled, or went with their account. */
export async function findEnded(database: Database, scanIds: readonly string[]): Promise<Set<string>> {
  if (scanIds.length === 0) return new Set();
  const running = await database
    .select({ id: scans.id })
    .from(scans)
    .where(and(inArray(scans.id, [...scanIds]), isNull(scans.finishedAt)));
  const runningIds = new Set(running.map(({ id }) => id));
  return new Set(scanIds.filter((id) => !runningIds.has(id)));
}
