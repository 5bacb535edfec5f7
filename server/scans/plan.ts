import { and, eq, isNull, sql } from 'drizzle-orm';
import type { PgBoss } from 'pg-boss';
import { openCaller } from '../aws/call.ts';
import type { AccountSession } from '../aws/clients.ts';
import { type Gap, globalRegion, type LedgerLine } from '../aws/collect.ts';
import { isDenied } from '../aws/errors.ts';
import { openLedger } from '../aws/ledger.ts';
import { homeRegionOf } from '../aws/partition.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import { ec2 } from '../aws/services/ec2.ts';
import type { Database } from '../database/database.ts';
import { queueWithin } from '../database/queue.ts';
import { endScanAfterLastPart, failScan } from './parts.ts';
import { partQueue, type ScanJob } from './queues.ts';
import { scanParts, scans } from './schema.ts';
import type { ScanSessions } from './sessions.ts';

export interface PlanContext {
  database: Database;
  boss: PgBoss;
  services: readonly ServiceDeclaration[];
  sessions: ScanSessions;
}

/** Verifies the connection, asks which regions the account has, and makes a job for each service in each of them. */
export async function planScan(context: PlanContext, scan: ScanJob, signal: AbortSignal): Promise<void> {
  const { database, boss, services } = context;
  const isScan = and(
    eq(scans.cloudAccountId, scan.cloudAccountId),
    eq(scans.id, scan.scanId),
    isNull(scans.finishedAt),
  );
  const begun = await database
    .update(scans)
    .set({ state: 'running', startedAt: sql`coalesce(${scans.startedAt}, ${new Date().toISOString()}::timestamptz)` })
    .where(isScan)
    .returning({ id: scans.id });
  if (begun.length === 0) return;

  const session = await context.sessions.open(scan);
  if (!session.ok) return failScan(database, scan, session.failure);
  const { regions, ledger, gaps } = await listRegions(session.value, signal);

  const planned = services
    .filter(({ listings, settings }) => listings.length + settings.length > 0)
    .flatMap(({ id, scope }) =>
      (scope === 'global' ? [globalRegion] : regions).map((region) => ({ service: id, region })),
    );
  await database.transaction(async (tx) => {
    // The scan may have been removed with its account meanwhile, or planned by a try that was taken for dead.
    const [open] = await tx.select({ id: scans.id }).from(scans).where(isScan).for('update');
    if (open === undefined) return;
    const added = await tx
      .insert(scanParts)
      .values([
        ...planned.map((part) => ({ ...scan, ...part, state: 'waiting' as const })),
        planningPart(scan, ledger, gaps),
      ])
      .onConflictDoNothing()
      .returning({ service: scanParts.service, region: scanParts.region, state: scanParts.state });
    const jobs = added
      .filter(({ state }) => state === 'waiting')
      .map(({ service, region }) => ({
        data: { ...scan, service, region },
        // Global services make the most calls one after the other, so the scan is sooner done when they begin first.
        priority: region === globalRegion ? 1 : 0,
      }));
    if (jobs.length > 0) await boss.insert(partQueue, jobs, { db: queueWithin(tx) });
    else await endScanAfterLastPart(tx, scan);
  });
}

/** The planning is shown as a part of its own, so that its calls and gaps are seen too. */
function planningPart(scan: ScanJob, ledger: LedgerLine[], gaps: Gap[]): typeof scanParts.$inferInsert {
  const at = new Date();
  return {
    ...scan,
    service: ec2.id,
    region: globalRegion,
    state: gaps.length === 0 ? 'succeeded' : 'partial',
    startedAt: at,
    finishedAt: at,
    ledger,
    calls: ledger.reduce((sum, { calls }) => sum + calls, 0),
    gaps,
  };
}

/** The regions that the account has enabled. When AWS does not tell, the home region alone, and a gap that says so. */
async function listRegions(
  session: AccountSession,
  signal: AbortSignal,
): Promise<{ regions: string[]; ledger: LedgerLine[]; gaps: Gap[] }> {
  const home = homeRegionOf(session.partition);
  const ledger = openLedger();
  const caller = await openCaller({ service: ec2, session, ledger, signal, concurrency: 1 });
  try {
    const answer = await caller.call('DescribeRegions', {}, home);
    if (answer.ok) {
      const { Regions } = answer.value as { Regions?: { RegionName?: string }[] };
      const regions = (Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []);
      return { regions: regions.sort(), ledger: ledger.lines(), gaps: [] };
    }
    const { kind, code, message } = answer.failure;
    const permission = isDenied(kind) ? 'ec2:DescribeRegions' : null;
    const gap = {
      service: ec2.id,
      region: globalRegion,
      operation: 'ec2:DescribeRegions',
      code,
      permission,
      assets: 0,
    };
    return {
      regions: [home],
      ledger: ledger.lines(),
      gaps: [
        { ...gap, message: `Only ${home} is scanned, since AWS does not tell which regions are enabled: ${message}` },
      ],
    };
  } finally {
    caller.close();
  }
}
