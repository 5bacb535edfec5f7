import { expect, it } from 'vitest';
import { nextDigestAt } from './digest-time.ts';

const daily = (hour: number, timeZone: string, after: string) =>
  nextDigestAt({ timing: 'daily', hour, timeZone }, new Date(after))?.toISOString();

it('is never due when messages are immediate', () => {
  expect(nextDigestAt({ timing: 'immediate', hour: 8, timeZone: 'UTC' }, new Date())).toBeNull();
});

it('is due on the next hour, also where hours are not whole', () => {
  const hourly = (timeZone: string) =>
    nextDigestAt({ timing: 'hourly', hour: 0, timeZone }, new Date('2026-06-01T10:20:00Z'))?.toISOString();
  expect(hourly('UTC')).toBe('2026-06-01T11:00:00.000Z');
  expect(hourly('Asia/Kolkata')).toBe('2026-06-01T10:30:00.000Z');
});

it('is due at the hour of the day in the time zone, in summer and in winter', () => {
  expect(daily(8, 'Europe/Berlin', '2026-06-01T05:59:59Z')).toBe('2026-06-01T06:00:00.000Z');
  expect(daily(8, 'Europe/Berlin', '2026-06-01T06:00:00Z')).toBe('2026-06-02T06:00:00.000Z');
  expect(daily(8, 'Europe/Berlin', '2026-12-01T00:00:00Z')).toBe('2026-12-01T07:00:00.000Z');
  expect(daily(23, 'America/New_York', '2026-06-01T00:00:00Z')).toBe('2026-06-01T03:00:00.000Z');
});

it('is due once on the days on which the clocks change', () => {
  // In Berlin there is no 02:00 on this day.
  expect(daily(2, 'Europe/Berlin', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  expect(daily(2, 'Europe/Berlin', '2026-03-29T01:00:00Z')).toBe('2026-03-30T00:00:00.000Z');
  // And 02:00 comes twice on this one.
  const first = daily(2, 'Europe/Berlin', '2026-10-24T12:00:00Z') ?? '';
  expect(first.startsWith('2026-10-25T0')).toBe(true);
  expect(daily(2, 'Europe/Berlin', first)).toBe('2026-10-26T01:00:00.000Z');
});
