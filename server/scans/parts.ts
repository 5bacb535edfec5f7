import { and, eq, exists, isNull, not, sql } from 'drizzle-orm';
import { type ChangedAsset, markDeleted, noteListed, writeAssets } from '../assets/store.ts';
import type { Gap, LedgerLine } from '../aws/collect.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import type { HeldPart } from './claims.ts';
import type { PartJob, ScanJob } from './queues.ts';
import { type ScanRegion, scanParts, scans } from './schema.ts';
import { totalsOf } from './store.ts';

/** Another try has taken the part over, or the scan is no more. Nothing was written. */
export class PartLostError extends Error {
  override name = 'PartLostError';
}

/** What a part has come to so far. Counts of what was added and changed are kept by `writeBatch`. */
export interface PartProgress {
  regions: Record<string, ScanRegion>;
  ledger: LedgerLine[];
}

/** What is done in the transaction that ends a scan. */
export type OnScanEnd = (tx: Database, cloudAccountId: string) => Promise<void>;

function isPart({ cloudAccountId, scanId, service }: PartJob) {
  return and(
    eq(scanParts.cloudAccountId, cloudAccountId),
    eq(scanParts.scanId, scanId),
    eq(scanParts.service, service),
  );
}

/**
 * Writes a batch of assets of one region. Holding the claim is checked in the same transaction: a try that was taken
 * for dead and wakes up writes nothing.
 * @throws {PartLostError}
 */
export async function writeBatch(
  database: Database,
  part: HeldPart,
  region: string,
  changed: readonly ChangedAsset[],
): Promise<void> {
  const added = changed.filter(({ kind }) => kind === 'new' || kind === 'returned').length;
  const different = changed.filter(({ kind }) => kind === 'changed').length;
  await database.transaction(async (tx) => {
    await updateHeld(tx, part, {
      added: sql`${scanParts.added} + ${added}` as never,
      changed: sql`${scanParts.changed} + ${different}` as never,
    });
    await writeAssets(tx, part, region, changed, new Date());
  });
}

/**
 * Writes how far a part is.
 * @throws {PartLostError}
 */
export async function saveProgress(database: Database, part: HeldPart, progress: PartProgress): Promise<void> {
  await updateHeld(database, part, columnsOf(progress));
}

/**
 * Ends a part: marks what is no more, notes what was listed, and ends the scan when this was its last part.
 * @param outcome.unseen IDs of assets that complete listings did not bring
 * @throws {PartLostError}
 */
export async function finishPart(
  database: Database,
  part: HeldPart,
  outcome: PartProgress & { gaps: Gap[]; unseen: string[]; listed: { region: string; type: string }[] },
  onScanEnd?: OnScanEnd,
): Promise<void> {
  const at = new Date();
  await database.transaction(async (tx) => {
    await lockScan(tx, part);
    await updateHeld(tx, part, {
      ...columnsOf(outcome),
      state: stateOf(Object.values(outcome.regions).map(({ state }) => state)),
      finishedAt: at,
      gaps: outcome.gaps,
      deleted: outcome.unseen.length,
    });
    await markDeleted(tx, part, outcome.unseen, at);
    await noteListed(tx, part, outcome.listed, at);
    await endScanAfterLastPart(tx, part, onScanEnd);
  });
}

/** Ends a part that no try could finish: of all its regions it is unknown what they have. */
export async function givePartUp(database: Database, part: PartJob, gaps: Gap[], onScanEnd?: OnScanEnd): Promise<void> {
  const at = new Date();
  const ending = JSON.stringify({ state: 'failed', finishedAt: at.toISOString() });
  await database.transaction(async (tx) => {
    await lockScan(tx, part);
    const ended = await tx
      .update(scanParts)
      .set({
        state: 'failed',
        claim: null,
        worker: null,
        finishedAt: at,
        gaps,
        regions: sql`(select jsonb_object_agg(key, value || ${ending}::jsonb) from jsonb_each(${scanParts.regions}))`,
      })
      .where(and(isPart(part), isNull(scanParts.finishedAt)))
      .returning({ scanId: scanParts.scanId });
    if (ended.length > 0) await endScanAfterLastPart(tx, part, onScanEnd);
  });
}

/** Ends a scan that could not even be planned. One that has parts is ended by them. */
export async function failScan(
  database: Database,
  { cloudAccountId, scanId }: ScanJob,
  failure: Failure,
): Promise<void> {
  const parts = database
    .select({ scanId: scanParts.scanId })
    .from(scanParts)
    .where(and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, scanId)));
  await database
    .update(scans)
    .set({ state: 'failed', failure, finishedAt: new Date(), totals: null })
    .where(
      and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, scanId), isNull(scans.finishedAt), not(exists(parts))),
    );
}

/**
 * Ends a scan at once: what waits is never begun, what runs is stopped by its worker within a second or two. What was
 * written stays. False when there was nothing to cancel.
 */
export async function cancelScan(database: Database, { cloudAccountId, scanId }: ScanJob): Promise<boolean> {
  const at = new Date();
  return database.transaction(async (tx) => {
    const isScan = and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, scanId), isNull(scans.finishedAt));
    const [scan] = await tx.select({ id: scans.id }).from(scans).where(isScan).for('update');
    if (scan === undefined) return false;
    await tx
      .update(scanParts)
      .set({
        state: 'cancelled',
        claim: null,
        worker: null,
        finishedAt: at,
        regions: sql`(select jsonb_object_agg(key, case when value ->> 'state' in ('waiting', 'running')
          then value || '{"state":"cancelled"}' else value end) from jsonb_each(${scanParts.regions}))`,
      })
      .where(
        and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, scanId), isNull(scanParts.finishedAt)),
      );
    const totals = (await totalsOf(tx, [{ cloudAccountId, id: scanId }])).get(scanId) ?? null;
    await tx.update(scans).set({ state: 'cancelled', finishedAt: at, totals }).where(isScan);
    return true;
  });
}

/**
 * Whoever ends parts takes their scan first and the parts then. In the other order, a part that ends and a scan that is
 * cancelled could wait for each other for ever.
 */
async function lockScan(tx: Database, { cloudAccountId, scanId }: ScanJob): Promise<void> {
  const isScan = and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, scanId));
  await tx.select({ id: scans.id }).from(scans).where(isScan).for('update');
}

/** Ends a scan when none of its parts is open. The caller has locked the scan: of parts that end at the same moment
 * exactly one sees that it is the last. */
export async function endScanAfterLastPart(
  tx: Database,
  { cloudAccountId, scanId }: ScanJob,
  onScanEnd?: OnScanEnd,
): Promise<void> {
  const isOfScan = and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, scanId));
  const isScan = and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, scanId));
  const [scan] = await tx.select({ state: scans.state }).from(scans).where(isScan);
  if (scan?.state !== 'running') return;
  const [open] = await tx
    .select({ service: scanParts.service })
    .from(scanParts)
    .where(and(isOfScan, isNull(scanParts.finishedAt)))
    .limit(1);
  if (open !== undefined) return;
  const states = await tx.selectDistinct({ state: scanParts.state }).from(scanParts).where(isOfScan);
  const totals = (await totalsOf(tx, [{ cloudAccountId, id: scanId }])).get(scanId) ?? null;
  const state = stateOf(states.map((row) => row.state));
  await tx
    .update(scans)
    .set({ state, finishedAt: new Date(), totals, failure: state === 'failed' ? nothingRead : null })
    .where(isScan);
  await onScanEnd?.(tx, cloudAccountId);
}

/** What several parts come to together. A service that a region does not have is nobody's failure. */
function stateOf(states: readonly ScanRegion['state'][]): 'succeeded' | 'partial' | 'failed' {
  const counted = states.filter((state) => state !== 'not_offered');
  if (counted.every((state) => state === 'succeeded')) return 'succeeded';
  return counted.every((state) => state === 'failed') ? 'failed' : 'partial';
}

const nothingRead: Failure = {
  code: 'scan_read_nothing',
  detail: 'Nothing of this account could be read.',
  mend: 'The scan’s list of gaps says what AWS refused. Verify the connection, mend what it shows, then scan again.',
};

type PartChange = Partial<typeof scanParts.$inferInsert>;

function columnsOf({ regions, ledger }: PartProgress): PartChange {
  return {
    regions,
    ledger,
    assets: Object.values(regions).reduce((sum, { assets }) => sum + assets, 0),
    calls: ledger.reduce((sum, { calls }) => sum + calls, 0),
  };
}

async function updateHeld(tx: Database, part: HeldPart, change: PartChange): Promise<void> {
  const held = await tx
    .update(scanParts)
    .set(change)
    .where(and(isPart(part), eq(scanParts.claim, part.claim), isNull(scanParts.finishedAt)))
    .returning({ scanId: scanParts.scanId });
  if (held.length === 0) throw new PartLostError('Another try has taken this part of the scan over.');
}
