import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceLines, type FieldChange, missingSides } from './difference.model.ts';

const shown = (change: Omit<FieldChange, 'path'>) =>
  differenceLines({ path: 'Field', ...change }).map(({ kind, text }) => `${kind}: ${text.trim()}`);

describe('differenceLines', () => {
  test('compares texts of several lines line by line', () => {
    expect(shown({ before: 'a\nb\nc', after: 'a\nB\nc' })).toEqual(['same: a', 'removed: b', 'added: B', 'same: c']);
  });

  test('shows what a value was and what it is', () => {
    expect(shown({ before: 'Suspended', after: 'Enabled' })).toEqual(['removed: Suspended', 'added: Enabled']);
    expect(shown({ before: false, after: 0 })).toEqual(['removed: false', 'added: 0']);
  });

  test('tells a field that was not there from one that AWS calls not configured', () => {
    expect(shown({ after: 'Enabled' })).toEqual(['added: Enabled']);
    expect(shown({ before: null, after: 'Enabled' })).toEqual(['removed: Not configured', 'added: Enabled']);
    expect(shown({ before: 'Enabled' })).toEqual(['removed: Enabled']);
  });

  test('shows of a list the entries that came and went, whatever their order', () => {
    expect(shown({ before: ['a', 'b', 'c'], after: ['c', 'd', 'a'] })).toEqual([
      'removed: b',
      'added: d',
      'skipped: 2 more in the list, unchanged',
    ]);
  });

  test('takes entries that differ in the order of their keys for the same', () => {
    const lines = shown({ before: [{ a: 1, b: 2 }], after: [{ b: 2, a: 1 }, 'new'] });
    expect(lines).toEqual(['added: new', 'skipped: 1 more in the list, unchanged']);
  });

  test('counts how often a list has an entry', () => {
    expect(shown({ before: ['a'], after: ['a', 'a'] })).toEqual(['added: a', 'skipped: 1 more in the list, unchanged']);
  });

  test('compares the one entry of a list that changed line by line', () => {
    const rule = { FromPort: 22, ToPort: 22, CidrIp: '10.0.0.0/8' };
    expect(shown({ before: [rule], after: [{ ...rule, CidrIp: '0.0.0.0/0' }] })).toEqual([
      'skipped: 1 line unchanged',
      'same: "FromPort": 22,',
      'same: "ToPort": 22,',
      'removed: "CidrIp": "10.0.0.0/8"',
      'added: "CidrIp": "0.0.0.0/0"',
      'same: }',
    ]);
  });

  test('leaves the lines of a long value out that are far from the change', () => {
    const before = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`field${index}`, index]));
    const lines = shown({ before, after: { ...before, field15: 'other' } });
    expect(lines).toContain('removed: "field15": 15,');
    expect(lines).toContain('added: "field15": "other",');
    expect(lines).not.toContain('same: "field0": 0,');
    expect(lines[0]).toBe('skipped: 14 lines unchanged');
  });

  test('shows a text of several lines line by line', () => {
    expect(shown({ before: 'one\ntwo', after: 'one' })).toEqual(['removed: one', 'removed: two', 'added: one']);
  });

  test('does not compare what would take minutes', () => {
    const long = (word: string) => Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`${index}`, word]));
    const beganAt = performance.now();
    expect(shown({ before: long('a'), after: long('b') })).toHaveLength(4004);
    expect(performance.now() - beganAt).toBeLessThan(5000);
  });

  test('loses no line of what was and what is', () => {
    const value = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 2 }), { maxKeys: 4 });
    fc.assert(
      fc.property(value, value, (before, after) => {
        const lines = differenceLines({ path: '', before, after });
        const side = (kind: string) => lines.filter((line) => line.kind === kind).length;
        const skipped = lines
          .filter(({ kind }) => kind === 'skipped')
          .reduce((sum, { text }) => sum + Number.parseInt(text, 10), 0);
        const unchanged = side('same') + skipped;
        expect(unchanged + side('removed')).toBe(JSON.stringify(before, null, 2).split('\n').length);
        expect(unchanged + side('added')).toBe(JSON.stringify(after, null, 2).split('\n').length);
      }),
    );
  });
});

test('a side that could not be read is never told as not there', () => {
  expect(missingSides({ path: 'Acl', after: 'x' })).toEqual(['was not there']);
  expect(missingSides({ path: 'Acl', before: 'x' })).toEqual(['is no longer there']);
  expect(missingSides({ path: 'Acl', after: 'x', unknown: 'before' })).toEqual(['could not be read before']);
  expect(missingSides({ path: 'Acl', before: 'x', unknown: 'after' })).toEqual(['could no longer be read']);
  expect(missingSides({ path: 'Acl', before: 'x', after: 'y' })).toEqual([]);
});
