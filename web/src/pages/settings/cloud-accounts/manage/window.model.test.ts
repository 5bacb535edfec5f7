import { expect, it } from 'vitest';
import { draftErrors, draftOf, windowOf, windowWords } from './window.model.ts';

const night = { days: [1, 2, 3, 4], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };

it('says a window in words, and that it ends on the next day', () => {
  expect(windowWords(null)).toBe('Always');
  expect(windowWords(night)).toBe('Mon–Thu 22:00 to 04:00 of the next day, Europe/Berlin');
  expect(windowWords({ ...night, days: [0, 6, 3], from: '01:00' })).toBe('Wed, Sat, Sun 01:00 to 04:00, Europe/Berlin');
  expect(windowWords({ ...night, days: [0, 1, 2, 3, 4, 5, 6] })).toMatch(/^Every day 22:00/);
});

it('keeps a window as it is, and begins with one for the night in the reader’s own time zone', () => {
  expect(windowOf(draftOf(night, 'UTC'))).toEqual(night);
  expect(windowOf(draftOf(null, 'Asia/Tokyo'))).toBeNull();
  expect(windowOf({ ...draftOf(null, 'Asia/Tokyo'), isAlways: false })).toEqual({ ...night, timeZone: 'Asia/Tokyo' });
});

it('finds what is wrong with a window, but not with one that is always open', () => {
  const wrong = { ...draftOf(night, 'UTC'), days: [], from: '24:00', to: '' };
  expect(Object.keys(draftErrors(wrong))).toEqual(['days', 'from', 'to']);
  expect(draftErrors({ ...wrong, isAlways: true })).toEqual({});
  expect(draftErrors(draftOf(night, 'UTC'))).toEqual({});
});
