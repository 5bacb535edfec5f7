import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinValues, valuesOf } from './filter-values.model.ts';

describe('the values of a filter', () => {
  test('are separated by commas, and an exclamation mark says that one must not match', () => {
    expect(valuesOf('eu-west-1,!us-east-1, global ')).toEqual({
      wanted: ['eu-west-1', 'global'],
      unwanted: ['us-east-1'],
    });
  });

  test('may hold commas and backslashes', () => {
    expect(valuesOf('note=a\\,b,path=C:\\\\x')).toEqual({ wanted: ['note=a,b', 'path=C:\\x'], unwanted: [] });
  });

  test('may begin with an exclamation mark', () => {
    expect(valuesOf('\\!urgent,!\\!calm')).toEqual({ wanted: ['!urgent'], unwanted: ['!calm'] });
    expect(joinValues({ wanted: ['!urgent'], unwanted: ['!calm'] })).toBe('\\!urgent,!\\!calm');
  });

  test('are none where there is nothing to look for', () => {
    expect(valuesOf(null)).toEqual({ wanted: [], unwanted: [] });
    expect(valuesOf(' ,!, ,')).toEqual({ wanted: [], unwanted: [] });
  });

  test('are written once each', () => {
    expect(joinValues({ wanted: ['a', 'b', 'a'], unwanted: ['c'] })).toBe('a,b,!c');
  });

  const word = fc
    .string({ unit: fc.constantFrom('a', 'B', '9', ',', '\\', '=', ' ', 'ü', '!'), minLength: 1, maxLength: 8 })
    .filter((text) => text.trim() === text);
  const several = fc.uniqueArray(word, { maxLength: 4 });

  test('survive the way into the address and back', () => {
    fc.assert(
      fc.property(several, several, (wanted, unwanted) => {
        expect(valuesOf(joinValues({ wanted, unwanted }))).toEqual({ wanted, unwanted });
      }),
    );
  });
});
