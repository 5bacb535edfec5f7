import { expect, test } from 'vitest';
import type { ScheduleView } from '../../../../../server/scans/api.ts';
import { changeOf, draftOf, hoursError, pausedAs, regionsOf, scheduleWords } from './schedule.model.ts';

const schedule: ScheduleView = {
  intervalMinutes: 390,
  cron: null,
  timeZone: 'UTC',
  regions: null,
  services: ['s3'],
  isPaused: false,
  nextAt: '2030-01-01T00:00:00Z',
};

test('a schedule goes through the form unchanged', () => {
  const { nextAt: _, ...change } = schedule;
  expect(changeOf(draftOf(schedule, 'Europe/Berlin'))).toEqual(change);
  const byCron = {
    ...schedule,
    intervalMinutes: null,
    cron: '0 3 * * 1-5',
    timeZone: 'Asia/Tokyo',
    regions: ['eu-west-1'],
  };
  const { nextAt: __, ...cronChange } = byCron;
  expect(changeOf(draftOf(byCron, 'Europe/Berlin'))).toEqual(cronChange);
});

test('who changes to cron is offered the own time zone', () => {
  expect(changeOf({ ...draftOf(schedule, 'Europe/Berlin'), mode: 'cron' })).toMatchObject({
    intervalMinutes: null,
    cron: '0 3 * * *',
    timeZone: 'Europe/Berlin',
  });
});

test('an interval is sent in minutes, and what is no number is not sent', () => {
  const draft = draftOf(schedule, 'UTC');
  expect(changeOf({ ...draft, hours: '0.25' }).intervalMinutes).toBe(15);
  expect(hoursError({ ...draft, hours: '0.25' })).toBeUndefined();
  expect(hoursError({ ...draft, hours: ' ' })).toMatch(/number/);
  expect(hoursError({ ...draft, hours: '6h' })).toMatch(/number/);
  expect(hoursError({ ...draft, hours: '6h', mode: 'cron' })).toBeUndefined();
});

test('pausing changes nothing else', () => {
  expect(pausedAs(schedule, true)).toEqual({
    intervalMinutes: 390,
    cron: null,
    timeZone: 'UTC',
    regions: null,
    services: ['s3'],
    isPaused: true,
  });
});

test.each([
  [{ intervalMinutes: 60 }, 'Every hour'],
  [{ intervalMinutes: 360 }, 'Every 6 hours'],
  [{ intervalMinutes: 45 }, 'Every 45 minutes'],
  [{ intervalMinutes: null, cron: '0 3 * * *', timeZone: 'Asia/Tokyo' }, '0 3 * * * (cron, Asia/Tokyo)'],
])('%j is “%s”', (change, words) => {
  expect(scheduleWords({ ...schedule, ...change })).toBe(words);
});

test('what is global is not a region to choose', () => {
  const part = { service: 's3', state: 'succeeded' as const, assets: 0, calls: 0, startedAt: null, finishedAt: null };
  const details = ['us-east-1', 'global', 'eu-west-1', 'us-east-1'].map((region) => ({ ...part, region }));
  expect(regionsOf({ details })).toEqual(['eu-west-1', 'us-east-1']);
});
