import { and, eq, isNull, sql } from 'drizzle-orm';
import { openCaller } from '../aws/call.ts';
import type { AccountSession } from '../aws/clients.ts';
import { type Gap, globalRegion, type LedgerLine } from '../aws/collect.ts';
import { isDenied } from '../aws/errors.ts';
import { openLedger } from '../aws/ledger.ts';
import type { Limiter } from '../aws/limiter.ts';
import { homeRegionOf } from '../aws/partition.ts';
import type { ServiceDeclaration } from '../aws/service.ts';
import { ec2 } from '../aws/services/ec2.ts';
import type { Database } from '../database/database.ts';
import { endScanAfterLastPart, failScan } from './parts.ts';
import type { ScanJob } from './queues.ts';
import { type ScanRegion, scanParts, scans } from './schema.ts';
import type { ScanSessions } from './sessions.ts';

export interface PlanContext {
  database: Database;
  services: readonly ServiceDeclaration[];
  sessions: ScanSessions;
  limited: Limiter;
}

/** Shown as a part of a scan: what planning it asked of AWS. */
const planningPart = 'plan';

/** Verifies the connection, asks which regions the account has, and makes a part for each service in all of them. */
export async function planScan(context: PlanContext, scan: ScanJob, signal: AbortSignal): Promise<void> {
  const { database } = context;
  const isScan = and(
    eq(scans.cloudAccountId, scan.cloudAccountId),
    eq(scans.id, scan.scanId),
    isNull(scans.finishedAt),
  );
  const [begun] = await database
    .update(scans)
    .set({ state: 'running', startedAt: sql`coalesce(${scans.startedAt}, ${new Date().toISOString()}::timestamptz)` })
    .where(isScan)
    .returning({ regions: scans.regions, services: scans.services });
  if (begun === undefined) return;

  const session = await context.sessions.open(scan);
  if (!session.ok) return failScan(database, scan, session.failure);
  const enabled = await listRegions(session.value, context.limited, signal);
  const regions = enabled.regions.filter((region) => begun.regions?.includes(region) ?? true);
  const { partition } = session.value;
  const services = collectedServices(context.services)
    .filter(({ partitions }) => partitions?.includes(partition) ?? true)
    .filter(({ id }) => begun.services?.includes(id) ?? true);
  const notEnabled = (begun.regions ?? []).filter((region) => !enabled.regions.includes(region));
  const parts = services
    .map(({ id, scope }) => newPart(scan, id, scope === 'global' ? [globalRegion] : regions))
    .filter((part) => Object.keys(part.regions).length > 0);

  await database.transaction(async (tx) => {
    // The scan may have been removed with its account meanwhile, or planned by a try that was taken for dead.
    const [open] = await tx.select({ id: scans.id }).from(scans).where(isScan).for('update');
    if (open === undefined) return;
    await tx
      .insert(scanParts)
      .values([...parts, planned(scan, { ...enabled, gaps: [...enabled.gaps, ...notEnabled.map(notEnabledGap)] })])
      .onConflictDoNothing();
    if (parts.length === 0) await endScanAfterLastPart(tx, scan);
  });
}

/** Those that have something to list. What others are for, such as STS, a scan has no part of. */
export function collectedServices(services: readonly ServiceDeclaration[]): ServiceDeclaration[] {
  return services.filter(({ listings, settings }) => listings.length + settings.length > 0);
}

/** A region that the scan was to be limited to, and that AWS does not name among the enabled ones. */
function notEnabledGap(region: string): Gap {
  return {
    service: ec2.id,
    region,
    operation: 'ec2:DescribeRegions',
    code: 'RegionNotEnabled',
    message: `${region} is not enabled in the account, or does not exist, so nothing of it was read.`,
    permission: null,
    assets: 0,
  };
}

function newPart(scan: ScanJob, service: string, regions: readonly string[]) {
  const waiting: ScanRegion = { state: 'waiting', assets: 0, calls: 0, startedAt: null, finishedAt: null };
  return {
    ...scan,
    service,
    state: 'waiting' as const,
    // Global services make the most calls one after the other, so the scan is sooner done when they begin first.
    priority: regions.includes(globalRegion) ? 1 : 0,
    regions: Object.fromEntries(regions.map((region) => [region, waiting])),
  };
}

/** The planning is shown as a part of its own, so that its calls and gaps are seen too. */
function planned(scan: ScanJob, { ledger, gaps }: EnabledRegions): typeof scanParts.$inferInsert {
  const at = new Date();
  const state = gaps.length === 0 ? 'succeeded' : 'partial';
  const calls = ledger.reduce((sum, line) => sum + line.calls, 0);
  const region = { state, assets: 0, calls, startedAt: at.toISOString(), finishedAt: at.toISOString() } as const;
  return {
    ...scan,
    service: planningPart,
    state,
    startedAt: at,
    finishedAt: at,
    regions: { [globalRegion]: region },
    ledger,
    calls,
    gaps,
  };
}

interface EnabledRegions {
  regions: string[];
  ledger: LedgerLine[];
  gaps: Gap[];
}

/** The regions that the account has enabled. When AWS does not tell, the home region alone, and a gap that says so. */
async function listRegions(session: AccountSession, limited: Limiter, signal: AbortSignal): Promise<EnabledRegions> {
  const home = homeRegionOf(session.partition);
  const ledger = openLedger();
  const caller = await openCaller({ service: ec2, session, ledger, signal, limited });
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
