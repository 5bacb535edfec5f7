import { expect, test } from 'vitest';
import { duration, relativeTime } from './moment.model.ts';

const now = new Date('2030-05-01T12:00:00Z');

test.each([
  ['2030-05-01T11:59:30Z', 'just now'],
  ['2030-05-01T12:00:20Z', 'just now'],
  ['2030-05-01T11:57:00Z', '3 minutes ago'],
  ['2030-05-01T09:30:00Z', '2 hours ago'],
  ['2030-04-30T11:00:00Z', 'yesterday'],
  ['2030-02-20T12:00:00Z', '2 months ago'],
  ['2030-07-29T12:00:00Z', 'in 2 months'],
])('%s is %s', (moment, words) => {
  expect(relativeTime(new Date(moment), now)).toBe(words);
});

test('durations read from milliseconds to minutes', () => {
  expect([duration(12.4), duration(1234), duration(245_000)]).toEqual(['12 ms', '1.2 s', '4 min 5 s']);
});
