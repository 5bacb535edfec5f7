import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysFrom, isLike, isVersionBelow } from './text.ts';

describe('a pattern', () => {
  it('has * for any text and ? for a character', () => {
    expect(isLike('nodejs16.x', 'nodejs*')).toBe(true);
    expect(isLike('nodejs16.x', 'nodejs1?.x')).toBe(true);
    expect(isLike('python3.9', 'nodejs*')).toBe(false);
    expect(isLike('', '*')).toBe(true);
    expect(isLike('ab', 'a*b*')).toBe(true);
    expect(isLike('a', '')).toBe(false);
  });

  it('says the same as a regular expression of it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*', '?'), maxLength: 8 });
    fc.assert(
      fc.property(text, pattern, (given, like) => {
        const source = like.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
        expect(isLike(given, like)).toBe(new RegExp(`^${source}$`).test(given));
      }),
    );
  });

  it('takes no time that grows beyond text times pattern', () => {
    expect(isLike('a'.repeat(20_000), `${'*a'.repeat(200)}b`)).toBe(false);
  });
});

describe('versions', () => {
  it('compare number by number', () => {
    expect(isVersionBelow('9.6', '13')).toBe(true);
    expect(isVersionBelow('13', '13.0')).toBe(false);
    expect(isVersionBelow('13.10', '13.9')).toBe(false);
    expect(isVersionBelow('5.7.mysql_aurora.2.11.1', '5.7.mysql_aurora.2.11.2')).toBe(true);
  });

  it('are ordered: never both below each other, and below what is above', () => {
    const version = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }).map((numbers) => numbers.join('.'));
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(isVersionBelow(a, b) && isVersionBelow(b, a)).toBe(false);
        if (isVersionBelow(a, b) && isVersionBelow(b, c)) expect(isVersionBelow(a, c)).toBe(true);
      }),
    );
  });
});

it('days are counted between times, and what is no time is an error', () => {
  const now = new Date('2026-06-01T00:00:00Z');
  expect(daysFrom('2026-05-31T12:00:00Z', now)).toBe(0.5);
  expect(daysFrom('2026-06-02T00:00:00Z', now)).toBe(-1);
  expect(() => daysFrom('N/A', now)).toThrow('Not a time');
});
