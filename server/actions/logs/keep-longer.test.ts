import { expect, it } from 'vitest';
import { testTarget } from '../test-target.ts';
import { keepLogsLonger } from './keep-longer.ts';

const want = (retentionInDays: number | null, parameters: object = {}, document = {}) =>
  keepLogsLonger.want(
    { retentionInDays },
    keepLogsLonger.parameters.parse(parameters) as Record<string, unknown>,
    testTarget({ name: '/hut', document }),
  );

it('makes retention longer, and never shorter', () => {
  expect(want(30)).toEqual({ to: { retentionInDays: 365 } });
  expect(want(400)).toEqual({ to: { retentionInDays: 400 } });
  expect(want(null)).toEqual({ to: { retentionInDays: null } });
  expect(want(30, { days: 731 })).toEqual({ to: { retentionInDays: 731 } });
});

it('takes what AWS allows alone', () => {
  expect(() => want(30, { days: 366 })).toThrow();
});

it('refuses groups of which AWS fixes the retention', () => {
  expect(want(2, {}, { logGroupClass: 'DELIVERY' })).toEqual({ refused: expect.stringContaining('two days') });
});
