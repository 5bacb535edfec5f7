import { describe, expect, it } from 'vitest';
import { nextInWindow } from './window.ts';

const at = (text: string) => new Date(text);
const nights = { days: [1, 2, 3, 4, 5], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };

describe('a change window', () => {
  it.each([
    ['within it', nights, '2026-11-25T21:30:00Z', '2026-11-25T21:30:00Z'],
    ['at its begin', nights, '2026-11-25T21:00:00Z', '2026-11-25T21:00:00Z'],
    ['after midnight, of the day before', nights, '2026-11-26T02:59:00Z', '2026-11-26T02:59:00Z'],
    ['at its end', nights, '2026-11-26T03:00:00Z', '2026-11-26T21:00:00Z'],
    ['before it', nights, '2026-11-26T12:00:00Z', '2026-11-26T21:00:00Z'],
    ['on the night from Friday, Saturday morning', nights, '2026-11-28T02:00:00Z', '2026-11-28T02:00:00Z'],
    ['at the weekend', nights, '2026-11-28T12:00:00Z', '2026-11-30T21:00:00Z'],
    ['in summer time', nights, '2026-07-01T19:30:00Z', '2026-07-01T20:00:00Z'],
    [
      'all day long',
      { days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00', timeZone: 'UTC' },
      '2026-11-25T13:00:00Z',
      '2026-11-25T13:00:00Z',
    ],
  ])('%s', (_, window, now, expected) => {
    expect(nextInWindow(window, at(now))).toEqual(at(expected));
  });

  it('is always open when there is none', () => {
    expect(nextInWindow(null, at('2026-11-25T13:00:00Z'))).toEqual(at('2026-11-25T13:00:00Z'));
  });
});
