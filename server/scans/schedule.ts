import { createHash } from 'node:crypto';
import { Cron } from 'croner';
import { and, eq, isNull, lte, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { ScheduleChange, ScheduleView } from './api.ts';
import { type ScanSchedule, scanSchedules } from './schema.ts';
import type { StartScan } from './start.ts';

/** Every account is scanned so often unless somebody chose otherwise. */
export const defaultIntervalMinutes = 6 * 60;

type Timing = Pick<ScanSchedule, 'intervalMinutes' | 'cron' | 'timeZone'>;

const defaultTiming: Timing = { intervalMinutes: defaultIntervalMinutes, cron: null, timeZone: 'UTC' };

/**
 * When an account is due next after a moment. Each account has its own place within the interval, derived from its ID,
 * so that a thousand accounts that were connected together are not scanned together.
 */
export function nextScanAt(cloudAccountId: string, timing: Timing, after: Date): Date | null {
  if (timing.cron !== null) return new Cron(timing.cron, cronOptions(timing.timeZone)).nextRun(after);
  const interval = (timing.intervalMinutes ?? defaultIntervalMinutes) * 60_000;
  const place = createHash('sha256').update(cloudAccountId).digest().readUInt32BE() % interval;
  const next = Math.floor((after.getTime() - place) / interval) * interval + place + interval;
  return new Date(next);
}

function cronOptions(timezone: string) {
  return { timezone, mode: '5-part' as const, paused: true };
}

/** The schedule of an account, the default one where nobody chose. */
export async function findSchedule(database: Database, cloudAccountId: string): Promise<ScheduleView> {
  const [row] = await database.select().from(scanSchedules).where(eq(scanSchedules.cloudAccountId, cloudAccountId));
  const next = row?.nextAt ?? nextScanAt(cloudAccountId, row ?? defaultTiming, new Date());
  return {
    intervalMinutes: row === undefined ? defaultIntervalMinutes : row.intervalMinutes,
    cron: row?.cron ?? null,
    timeZone: row?.timeZone ?? 'UTC',
    regions: row?.regions ?? null,
    services: row?.services ?? null,
    isPaused: row?.isPaused ?? false,
    nextAt: row?.isPaused ? null : (next?.toISOString() ?? null),
  };
}

/** Chooses when and what is scanned. */
export async function changeSchedule(
  database: Database,
  cloudAccountId: string,
  change: ScheduleChange,
  userId: string,
): Promise<Result<ScheduleView>> {
  const problem = problemOf(change);
  if (problem !== undefined) return failed(problem);
  const row = {
    ...change,
    nextAt: change.isPaused ? null : nextScanAt(cloudAccountId, change, new Date()),
    updatedBy: userId,
    updatedAt: new Date(),
  };
  await database
    .insert(scanSchedules)
    .values({ cloudAccountId, ...row })
    .onConflictDoUpdate({ target: scanSchedules.cloudAccountId, set: row });
  return success(await findSchedule(database, cloudAccountId));
}

/** Two scans are at least so far from each other. */
const leastMinutes = 15;

/** What comes no more often than that comes at most so many times a day; these runs show every distance there is. */
const runsOfADay = (24 * 60) / leastMinutes;

function problemOf({ intervalMinutes, cron, timeZone }: ScheduleChange): Failure | undefined {
  if ((intervalMinutes === null) === (cron === null)) {
    return invalid(
      'A schedule is either an interval or a cron expression.',
      'Give one of the two, and null for the other.',
    );
  }
  if (!Intl.supportedValuesOf('timeZone').includes(timeZone) && timeZone !== 'UTC') {
    return invalid(`“${timeZone}” is not a time zone.`, 'Use an IANA name, for example Europe/Berlin.');
  }
  if (cron === null) return undefined;
  try {
    // The parser would take a date too, which comes once and then never again.
    if (cron.trim().split(/\s+/).length !== 5) return notCron(cron);
    // In a time without clock changes, so that the answer does not depend on the season.
    const runs = new Cron(cron, cronOptions('UTC')).nextRuns(runsOfADay + 1, new Date('2026-01-01T00:00:00Z'));
    if (runs.length === 0) return invalid(`“${cron}” never comes.`, 'Choose days that exist.');
    if (runs.some((run, index) => run.getTime() - Number(runs[index - 1] ?? 0) < leastMinutes * 60_000)) {
      return invalid(
        `“${cron}” comes more often than every ${leastMinutes} minutes.`,
        'Choose a longer distance between two scans.',
      );
    }
    return undefined;
  } catch {
    return notCron(cron);
  }
}

function notCron(cron: string): Failure {
  return invalid(
    `“${cron}” is not a cron expression.`,
    'Use five fields: minute, hour, day of month, month, day of week.',
  );
}

function invalid(detail: string, mend: string): Failure {
  return { code: 'schedule_invalid', detail, mend };
}

/** How many accounts one run starts, so that a long outage is not followed by all accounts at once. */
const startsAtATime = 20;

/**
 * Starts the scans that are due. An account that has no row yet gets one with its place in time. A scan that is under
 * way counts as the one that is due.
 */
export async function startDueScans(database: Database, startScan: StartScan, now = new Date()): Promise<number> {
  await addMissingSchedules(database, now);
  const due = await database
    .select({ schedule: scanSchedules })
    .from(scanSchedules)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, scanSchedules.cloudAccountId))
    .where(and(eq(scanSchedules.isPaused, false), lte(scanSchedules.nextAt, now), eq(cloudAccounts.state, 'connected')))
    .orderBy(scanSchedules.nextAt)
    .limit(startsAtATime);
  for (const { schedule } of due) {
    const { cloudAccountId, regions, services } = schedule;
    await database.transaction(async (tx) => {
      // Only whoever moves the time on starts the scan, however many processes look at once.
      const moved = await tx
        .update(scanSchedules)
        .set({ nextAt: nextScanAt(cloudAccountId, schedule, now) })
        .where(and(eq(scanSchedules.cloudAccountId, cloudAccountId), lte(scanSchedules.nextAt, now)))
        .returning({ id: scanSchedules.cloudAccountId });
      if (moved.length === 0) return;
      await startScan(tx, { cloudAccountId, trigger: 'schedule', requestedBy: null, regions, services });
    });
  }
  return due.length;
}

async function addMissingSchedules(database: Database, now: Date): Promise<void> {
  const missing = await database
    .select({ id: cloudAccounts.id })
    .from(cloudAccounts)
    .leftJoin(scanSchedules, eq(scanSchedules.cloudAccountId, cloudAccounts.id))
    .where(and(eq(cloudAccounts.state, 'connected'), isNull(scanSchedules.cloudAccountId)))
    .limit(1000);
  if (missing.length === 0) return;
  await database
    .insert(scanSchedules)
    .values(
      missing.map(({ id }) => ({
        cloudAccountId: id,
        intervalMinutes: defaultIntervalMinutes,
        nextAt: nextScanAt(id, defaultTiming, now),
        updatedAt: sql`now()` as never,
      })),
    )
    .onConflictDoNothing();
}
