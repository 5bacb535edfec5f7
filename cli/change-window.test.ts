import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWindow, windowText } from './change-window.ts';

describe('a change window', () => {
  it('is read as people write it', () => {
    const window = { from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' };
    const days = (text: string) => {
      const { days, ...rest } = readWindow(`${text} 22:00-04:00 Europe/Berlin`);
      expect(rest).toEqual(window);
      return days;
    };
    expect(days('mon-fri')).toEqual([1, 2, 3, 4, 5]);
    expect(days('fri-mon')).toEqual([0, 1, 5, 6]);
    expect(days('Sat,sun')).toEqual([0, 6]);
    expect(days('mon-wed,tue,sat')).toEqual([1, 2, 3, 6]);
    expect(days('daily')).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('that is not complete, or has no such day, is refused', () => {
    for (const text of [
      '',
      'mon-fri',
      'mon-fri 22:00-04:00',
      '22:00-04:00 UTC',
      'mo 22:00-04:00 UTC',
      'mon-tue-wed 22:00-04:00 UTC',
      'mon- 22:00-04:00 UTC',
      'mon 22-04 UTC',
    ]) {
      expect(() => readWindow(text), text).toThrow('--window is no change window.');
    }
  });

  it('is shown as it is read', () => {
    expect(windowText({ days: [1, 2, 3, 4, 5], from: '22:00', to: '04:00', timeZone: 'Europe/Berlin' })).toBe(
      'mon-fri 22:00-04:00 Europe/Berlin',
    );
    expect(windowText({ days: [0, 1, 6], from: '00:00', to: '06:00', timeZone: 'UTC' })).toBe(
      'mon,sat,sun 00:00-06:00 UTC',
    );
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(days, (some) => {
        const window = { days: some.sort(), from: '22:00', to: '04:00', timeZone: 'UTC' };
        expect(readWindow(windowText(window))).toEqual(window);
      }),
    );
  });
});
