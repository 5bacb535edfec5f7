import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, cutText, tableLines, textWidth } from './table.ts';

interface Row {
  name: string;
  count: number;
  id: string;
}

const columns: Column<Row>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'count', value: ({ count }) => String(count), align: 'right' },
  { name: 'id', value: ({ id }) => id, isWhole: true },
];

describe('a table', () => {
  it('has columns as wide as their widest value', () => {
    const rows = [
      { name: 'logs', count: 5, id: 'as_1' },
      { name: 'web', count: 1200, id: 'as_2' },
    ];
    expect(tableLines(columns, rows)).toEqual(['NAME  COUNT  ID', 'logs      5  as_1', 'web    1200  as_2']);
  });

  it('cuts the widest column to fit, and never one that must stay whole', () => {
    const [, line = ''] = tableLines(columns, [{ name: 'n'.repeat(50), count: 1, id: 'as_0123456789abcdef' }], 40);
    expect(line).toBe(`${'n'.repeat(11)}…      1  as_0123456789abcdef`);
    expect(textWidth(line)).toBeLessThanOrEqual(40);
  });

  it('stays whole where no width is given, as in a pipe', () => {
    const name = 'n'.repeat(500);
    expect(tableLines(columns, [{ name, count: 1, id: 'as_1' }])[1]).toContain(name);
  });

  it('shows hostile text on one harmless line', () => {
    const lines = tableLines(columns, [{ name: '\u001b[2Ja\nb', count: 1, id: 'x' }]);
    expect(lines[1]).toBe('a b       1  x');
  });

  it('is never wider than asked when everything may be cut', () => {
    const loose = columns.map(({ isWhole, ...column }) => column);
    fc.assert(
      fc.property(fc.array(fc.record({ name: fc.string(), count: fc.nat(), id: fc.string() })), (rows) => {
        for (const line of tableLines(loose, rows, 40)) expect(textWidth(line)).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe('the width of a text', () => {
  it('counts wide characters twice and combined ones once', () => {
    expect(textWidth('東京')).toBe(4);
    expect(textWidth('🚀')).toBe(2);
    expect(textWidth('e\u0301')).toBe(1);
    expect(textWidth('plain')).toBe(5);
  });

  it('decides where a text is cut', () => {
    expect(cutText('東京都', 5)).toBe('東京…');
    expect(cutText('東京都', 4)).toBe('東…');
    expect(cutText('short', 5)).toBe('short');
  });
});
