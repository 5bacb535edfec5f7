import { and, eq, exists, isNull, not, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import {
  type AssetSource,
  type ChangedAsset,
  markDeleted,
  noteListed,
  sourceOf,
  writeAssets,
} from '../assets/store.ts';
import type { Gap, LedgerLine } from '../aws/collect.ts';
import type { Database } from '../database/database.ts';
import type { Failure } from '../failure.ts';
import { newId } from '../identifier.ts';
import type { PartJob, ScanJob } from './queues.ts';
import { scanParts, scans } from './schema.ts';
import { totalsOf } from './store.ts';

/** A part of a scan in the hands of one try. */
export interface HeldPart extends PartJob, AssetSource {
  claim: string;
  /** The calls of earlier tries that died. */
  earlierLedger: LedgerLine[];
}

/** Another try has taken the part over, or the scan is no more. Nothing was written. */
export class PartLostError extends Error {
  override name = 'PartLostError';
}

/** What a part has come to. Counts of what was added and changed are kept by `writeBatch`. */
export interface PartProgress {
  assets: number;
  ledger: LedgerLine[];
}

function isPart({ cloudAccountId, scanId, service, region }: PartJob) {
  return and(
    eq(scanParts.cloudAccountId, cloudAccountId),
    eq(scanParts.scanId, scanId),
    eq(scanParts.service, service),
    eq(scanParts.region, region),
  );
}

/** Takes a part, also one that a try which died has left; `undefined` when it is finished or gone. */
export async function claimPart(database: Database, part: PartJob): Promise<HeldPart | undefined> {
  const claim = newId('claim');
  const [claimed] = await database
    .update(scanParts)
    .set({
      state: 'running',
      claim,
      startedAt: sql`coalesce(${scanParts.startedAt}, ${new Date().toISOString()}::timestamptz)`,
      // A new try sees all assets again and meets all gaps again; what was added and changed stays counted.
      assets: 0,
      gaps: [],
    })
    .where(and(isPart(part), isNull(scanParts.finishedAt)))
    .returning({ ledger: scanParts.ledger });
  if (claimed === undefined) return undefined;
  const [account] = await database
    .select({ teamId: cloudAccounts.teamId })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, part.cloudAccountId));
  if (account === undefined) return undefined;
  const source = sourceOf(part.service, part.region);
  return { ...part, teamId: account.teamId, source, claim, earlierLedger: claimed.ledger };
}

/**
 * Writes a batch of assets together with the part's counts. Holding the claim is checked in the same transaction: a
 * try that was taken for dead and wakes up writes nothing.
 * @throws {PartLostError}
 */
export async function writeBatch(
  database: Database,
  part: HeldPart,
  changed: readonly ChangedAsset[],
  progress: PartProgress,
): Promise<void> {
  const added = changed.filter(({ isNew }) => isNew).length;
  await database.transaction(async (tx) => {
    await updateHeld(tx, part, {
      ...columnsOf(progress),
      added: sql`${scanParts.added} + ${added}` as never,
      changed: sql`${scanParts.changed} + ${changed.length - added}` as never,
    });
    await writeAssets(tx, part, changed, new Date());
  });
}

/**
 * Ends a part: marks what is no more, notes what was listed, and ends the scan when this was its last part.
 * @param outcome.unseen IDs of assets that complete listings did not bring
 * @throws {PartLostError}
 */
export async function finishPart(
  database: Database,
  part: HeldPart,
  outcome: PartProgress & {
    state: 'succeeded' | 'partial' | 'failed';
    gaps: Gap[];
    unseen: string[];
    listedTypes: string[];
  },
): Promise<void> {
  const at = new Date();
  await database.transaction(async (tx) => {
    await updateHeld(tx, part, {
      ...columnsOf(outcome),
      state: outcome.state,
      finishedAt: at,
      gaps: outcome.gaps,
      deleted: outcome.unseen.length,
    });
    await markDeleted(tx, part, outcome.unseen, at);
    await noteListed(tx, part, outcome.listedTypes, at);
    await endScanAfterLastPart(tx, part);
  });
}

/** Ends a part that no try could finish. */
export async function givePartUp(database: Database, part: PartJob, gap: Gap): Promise<void> {
  await database.transaction(async (tx) => {
    const ended = await tx
      .update(scanParts)
      .set({ state: 'failed', claim: null, finishedAt: new Date(), gaps: [gap] })
      .where(and(isPart(part), isNull(scanParts.finishedAt)))
      .returning({ scanId: scanParts.scanId });
    if (ended.length > 0) await endScanAfterLastPart(tx, part);
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

export async function endScanAfterLastPart(tx: Database, { cloudAccountId, scanId }: ScanJob): Promise<void> {
  const isScan = and(eq(scans.cloudAccountId, cloudAccountId), eq(scans.id, scanId));
  // Parts that end at the same moment pass here one after the other, so that exactly one sees that it is the last.
  const [scan] = await tx.select({ state: scans.state }).from(scans).where(isScan).for('update');
  if (scan?.state !== 'running') return;
  const states = await tx
    .selectDistinct({ state: scanParts.state })
    .from(scanParts)
    .where(and(eq(scanParts.cloudAccountId, cloudAccountId), eq(scanParts.scanId, scanId)));
  const all = states.map(({ state }) => state);
  if (all.includes('waiting') || all.includes('running')) return;
  const totals = (await totalsOf(tx, [{ cloudAccountId, id: scanId }])).get(scanId) ?? null;
  const state = all.every((one) => one === 'succeeded')
    ? 'succeeded'
    : all.every((one) => one === 'failed')
      ? 'failed'
      : 'partial';
  await tx
    .update(scans)
    .set({ state, finishedAt: new Date(), totals, failure: state === 'failed' ? nothingRead : null })
    .where(isScan);
}

const nothingRead: Failure = {
  code: 'scan_read_nothing',
  detail: 'Nothing of this account could be read.',
  mend: 'The scan’s list of gaps says what AWS refused. Verify the connection, mend what it shows, then scan again.',
};

type PartChange = Partial<typeof scanParts.$inferInsert>;

function columnsOf({ assets, ledger }: PartProgress): PartChange {
  return { assets, ledger, calls: ledger.reduce((sum, { calls }) => sum + calls, 0) };
}

async function updateHeld(tx: Database, part: HeldPart, change: PartChange): Promise<void> {
  const held = await tx
    .update(scanParts)
    .set(change)
    .where(and(isPart(part), eq(scanParts.claim, part.claim), isNull(scanParts.finishedAt)))
    .returning({ scanId: scanParts.scanId });
  if (held.length === 0) throw new PartLostError('Another try has taken this part of the scan over.');
}
