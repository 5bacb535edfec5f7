import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloudAccounts } from '../accounts/schema.ts';
import { auditLog } from '../audit/schema.ts';
import type { Database, OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import { newApi } from '../http/api.ts';
import { ProblemError } from '../http/problem.ts';
import type { ScheduleChange } from './api.ts';
import { scanRoutes } from './routes.ts';
import { changeSchedule, defaultIntervalMinutes, findSchedule, nextScanAt, startDueScans } from './schedule.ts';
import { scanSchedules } from './schema.ts';
import type { ScanRequest, StartScan } from './start.ts';
import { insertTestAccount } from './test-account.ts';

const [embedded] = testDatabaseKinds();
const everySixHours = { intervalMinutes: defaultIntervalMinutes, cron: null, timeZone: 'UTC' };
const minutes = (count: number) => count * 60_000;

describe('when an account is scanned', () => {
  const now = new Date('2026-11-25T12:34:56.789Z');

  it('is every six hours, each account at its own time: a thousand are spread evenly', () => {
    const interval = minutes(defaultIntervalMinutes);
    expect(interval).toBe(6 * 3600 * 1000);
    const perMinute = new Map<number, number>();
    const perHour = new Map<number, number>();
    for (let index = 0; index < 1000; index += 1) {
      const next = nextScanAt(`ca_${index}`, everySixHours, now);
      const wait = Number(next) - now.getTime();
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(interval);
      for (const [counts, length] of [
        [perMinute, minutes(1)],
        [perHour, minutes(60)],
      ] as const) {
        const place = Math.floor(wait / length);
        counts.set(place, (counts.get(place) ?? 0) + 1);
      }
    }
    // Even would be 2.8 a minute and 167 an hour.
    expect(Math.max(...perMinute.values())).toBeLessThanOrEqual(12);
    expect(perHour.size).toBe(6);
    for (const count of perHour.values()) expect(Math.abs(count - 1000 / 6)).toBeLessThan(50);
  });

  it('is always at the account’s same place, whenever one asks', () => {
    const first = Number(nextScanAt('ca_one', everySixHours, now));
    expect(Number(nextScanAt('ca_one', everySixHours, new Date(first - 1)))).toBe(first);
    expect(Number(nextScanAt('ca_one', everySixHours, new Date(first)))).toBe(first + minutes(360));
    const longest = { ...everySixHours, intervalMinutes: 60 * 24 * 31 };
    const next = Number(nextScanAt('ca_one', longest, now));
    expect(next - now.getTime()).toBeLessThanOrEqual(minutes(longest.intervalMinutes));
    expect(Number(nextScanAt('ca_one', longest, new Date(next)))).toBe(next + minutes(longest.intervalMinutes));
  });

  const runsFrom = (cron: string, timeZone: string, from: string, count = 3) => {
    const runs: string[] = [];
    for (let after = new Date(from); runs.length < count; ) {
      const next = nextScanAt('ca_one', { intervalMinutes: null, cron, timeZone }, after);
      if (next === null) break;
      runs.push(next.toISOString().slice(0, 16));
      after = next;
    }
    return runs;
  };

  it('keeps the hour of its time zone when the clocks change', () => {
    // Berlin is two hours ahead of UTC from 29 March to 25 October 2026, and one before and after.
    expect(runsFrom('0 3 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z')).toEqual([
      ...['2026-03-28T02:00', '2026-03-29T01:00', '2026-03-30T01:00'],
    ]);
    expect(runsFrom('0 3 * * *', 'Europe/Berlin', '2026-10-23T12:00:00Z')).toEqual([
      ...['2026-10-24T01:00', '2026-10-25T02:00', '2026-10-26T02:00'],
    ]);
    expect(runsFrom('0 3 * * *', 'UTC', '2026-03-28T12:00:00Z', 1)).toEqual(['2026-03-29T03:00']);
  });

  it('leaves out no day whose hour does not exist, and does none twice whose hour comes twice', () => {
    expect(runsFrom('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual([
      ...['2026-03-29T01:00', '2026-03-30T00:30', '2026-03-31T00:30'],
    ]);
    expect(runsFrom('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toEqual([
      ...['2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    ]);
  });
});

describe('schedules', () => {
  let opened: OpenDatabase;
  let database: Database;
  let started: ScanRequest[];
  const startScan: StartScan = async (_tx, request) => {
    started.push(request);
    return { id: 'scan_1', isNew: true };
  };
  const daily: ScheduleChange = {
    intervalMinutes: null,
    cron: '0 3 * * *',
    timeZone: 'Europe/Berlin',
    regions: null,
    services: null,
    isPaused: false,
  };

  beforeAll(async () => {
    if (embedded === undefined) throw new Error('There is always an embedded database.');
    opened = await embedded.open();
    database = opened.database;
  });
  beforeEach(async () => {
    started = [];
    await database.delete(cloudAccounts);
    await database.delete(scanSchedules);
  });
  afterAll(() => opened?.close());

  const startedAccounts = () => started.map(({ cloudAccountId }) => cloudAccountId);

  it('start each account that nobody chose for once in every interval', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push((await insertTestAccount(database)).cloudAccountId);
    const start = new Date('2026-11-25T00:00:00Z');
    // The first look gives each its place.
    for (let minute = 0; minute <= 360; minute += 10) {
      await startDueScans(database, startScan, new Date(start.getTime() + minutes(minute)));
    }
    expect(startedAccounts().sort()).toEqual([...ids].sort());
    expect(started[0]).toMatchObject({ trigger: 'schedule', requestedBy: null, regions: null, services: null });
  });

  it('start an account once, however many processes look at the same time', async () => {
    const { cloudAccountId } = await insertTestAccount(database);
    await changeSchedule(database, cloudAccountId, daily, 'user');
    const due = new Date(Date.now() + minutes(26 * 60));
    await Promise.all([1, 2, 3].map(() => startDueScans(database, startScan, due)));
    expect(startedAccounts()).toEqual([cloudAccountId]);
    const [row] = await database.select().from(scanSchedules);
    expect(row?.nextAt?.getTime()).toBeGreaterThan(due.getTime());
  });

  it('start what was chosen of an account, and no account that is paused or not connected', async () => {
    const chosen = await insertTestAccount(database);
    const paused = await insertTestAccount(database);
    const broken = await insertTestAccount(database);
    const limited = { regions: ['eu-west-1'], services: ['s3', 'iam'] };
    await changeSchedule(database, chosen.cloudAccountId, { ...daily, ...limited }, 'user');
    await changeSchedule(database, paused.cloudAccountId, { ...daily, isPaused: true }, 'user');
    await changeSchedule(database, broken.cloudAccountId, daily, 'user');
    await database
      .update(cloudAccounts)
      .set({ state: 'connecting' })
      .where(eq(cloudAccounts.id, broken.cloudAccountId));
    await startDueScans(database, startScan, new Date(Date.now() + minutes(60 * 24 * 30)));
    expect(started).toEqual([
      { cloudAccountId: chosen.cloudAccountId, trigger: 'schedule', requestedBy: null, ...limited },
    ]);
    expect(await findSchedule(database, paused.cloudAccountId)).toMatchObject({ isPaused: true, nextAt: null });

    await changeSchedule(database, paused.cloudAccountId, daily, 'user');
    const { nextAt } = await findSchedule(database, paused.cloudAccountId);
    expect(Date.parse(nextAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('start twenty accounts a minute at most, so that an outage is not followed by all at once', async () => {
    for (let index = 0; index < 25; index += 1) {
      const { cloudAccountId } = await insertTestAccount(database);
      await database.insert(scanSchedules).values({ cloudAccountId, intervalMinutes: 360, nextAt: new Date(0) });
    }
    expect(await startDueScans(database, startScan)).toBe(20);
    expect(await startDueScans(database, startScan)).toBe(5);
    expect(new Set(startedAccounts()).size).toBe(25);
  });

  it.each<[string, Partial<ScheduleChange>]>([
    ['is not a cron expression', { cron: 'every day' }],
    ['is not a cron expression', { cron: '0 25 * * *' }],
    ['is not a cron expression', { cron: '0 3 * *' }],
    ['is not a cron expression', { cron: '* 0 3 * * *' }],
    ['is not a cron expression', { cron: '2030-01-01T00:00:00' }],
    ['never comes', { cron: '0 3 31 2 *' }],
    ['more often than every 15 minutes', { cron: '*/14 * * * *' }],
    ['more often than every 15 minutes', { cron: '0,5 3 * * *' }],
    ['more often than every 15 minutes', { cron: '0,59 1,2,10 * * *' }],
    ['is not a time zone', { timeZone: 'Europe/Nowhere' }],
    ['either an interval or a cron expression', { intervalMinutes: 60 }],
    ['either an interval or a cron expression', { cron: null }],
  ])('that cannot be are refused, with what is wrong: it %s', async (wrong, change) => {
    const { cloudAccountId } = await insertTestAccount(database);
    const result = await changeSchedule(database, cloudAccountId, { ...daily, ...change }, 'user');
    expect(result).toMatchObject({ ok: false, failure: { code: 'schedule_invalid' } });
    if (!result.ok) {
      expect(result.failure.detail).toContain(wrong);
      expect(result.failure.mend).not.toBe('');
    }
    expect(await database.select().from(scanSchedules)).toEqual([]);
  });

  it.each(['*/15 * * * *', '0 3 29 2 *', '0 3 * * 1-5', '0,15,30,45 0,23 * * *'])('take %s', async (cron) => {
    const { cloudAccountId } = await insertTestAccount(database);
    const result = await changeSchedule(database, cloudAccountId, { ...daily, cron }, 'user');
    expect(result).toMatchObject({ ok: true, value: { cron } });
  });

  describe('by the API', () => {
    function newApp(teamId: string) {
      const app = newApi();
      app.use(async (c, next) => {
        c.set('caller', { userId: 'user_1', name: 'Ada', teamId, role: 'operator', via: 'session' });
        await next();
      });
      app.route('/', scanRoutes({ database, startScan }));
      app.onError((error, c) => {
        if (error instanceof ProblemError) return c.json(error.problem, 400);
        throw error;
      });
      return {
        read: async (id: string) => (await app.request(`/cloud-accounts/${id}/schedule`)).json(),
        write: async (id: string, body: object) => {
          const answer = await app.request(`/cloud-accounts/${id}/schedule`, {
            method: 'PUT',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          });
          return answer.json();
        },
      };
    }

    it('are read, changed, and the change is in the audit log', async () => {
      const { cloudAccountId, teamId } = await insertTestAccount(database);
      const { read, write } = newApp(teamId);
      expect(await read(cloudAccountId)).toMatchObject({ intervalMinutes: 360, cron: null, isPaused: false });
      expect(await write(cloudAccountId, daily)).toMatchObject({ cron: '0 3 * * *', timeZone: 'Europe/Berlin' });
      expect(await read(cloudAccountId)).toMatchObject({ intervalMinutes: null, cron: '0 3 * * *' });
      const entries = await database.select().from(auditLog).where(eq(auditLog.teamId, teamId));
      expect(entries).toMatchObject([{ action: 'cloud_account.schedule', target: cloudAccountId }]);
    });

    it('answer what cannot be with a code, and change nothing', async () => {
      const { cloudAccountId, teamId } = await insertTestAccount(database);
      const { read, write } = newApp(teamId);
      expect(await write(cloudAccountId, { ...daily, cron: 'every day' })).toMatchObject({ code: 'schedule_invalid' });
      expect(await write(cloudAccountId, { ...daily, cron: null, intervalMinutes: 14 })).toMatchObject({
        code: 'input_invalid',
      });
      expect(await read(cloudAccountId)).toMatchObject({ intervalMinutes: 360, cron: null });
      expect(await database.select().from(auditLog).where(eq(auditLog.teamId, teamId))).toEqual([]);
    });

    it('of another team’s account are neither shown nor changed', async () => {
      const { cloudAccountId } = await insertTestAccount(database);
      const { read, write } = newApp('another team');
      expect(await read(cloudAccountId)).toMatchObject({ code: 'not_found' });
      expect(await write(cloudAccountId, daily)).toMatchObject({ code: 'not_found' });
      expect(await database.select().from(scanSchedules)).toEqual([]);
    });
  });
});
