import { expect, it } from 'vitest';
import { chooseColumns, limited, readFormat, readLimit, writeList } from './list.ts';
import type { Screen } from './world.ts';

const columns = [
  { name: 'name', value: ({ name }: { name: string }) => name },
  { name: 'size', value: ({ name }: { name: string }) => String(name.length) },
];

async function* pages(...all: string[][]) {
  for (const page of all) yield page.map((name) => ({ name }));
}

async function written(format: 'json' | 'csv' | 'table', all: string[][], isTerminal = false) {
  let text = '';
  const screen: Screen = {
    isTerminal,
    columns: 20,
    paint: (_style, words) => words,
    write: async (words) => {
      text += words;
    },
  };
  const count = await writeList(screen, format, columns, pages(...all));
  return { text, count };
}

it('streams pages as one JSON array', async () => {
  const { text, count } = await written('json', [['a', 'b'], ['c']]);
  expect(JSON.parse(text)).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  expect(count).toBe(3);
  expect(JSON.parse((await written('json', [[]])).text)).toEqual([]);
});

it('streams pages as one CSV with one heading', async () => {
  expect((await written('csv', [['a'], ['b,c']])).text).toBe('name,size\r\na,1\r\n"b,c",3\r\n');
});

it('gives a terminal no control characters in any format', async () => {
  for (const format of ['json', 'csv', 'table'] as const) {
    const { text } = await written(format, [['x\u001b[2J\u009b\u202e']], true);
    expect(text.replace(/[\r\n]/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
});

it('writes no heading over nothing', async () => {
  expect(await written('table', [[]])).toEqual({ text: '', count: 0 });
});

it('stops asking for pages when it has enough', async () => {
  let asked = 0;
  async function* counted() {
    for (;;) {
      asked += 1;
      yield [1, 2, 3];
    }
  }
  const rows: number[] = [];
  for await (const page of limited(counted(), 5)) rows.push(...page);
  expect(rows).toEqual([1, 2, 3, 1, 2]);
  expect(asked).toBe(2);
});

it('reads limits, formats and columns, and says what there is instead', () => {
  expect(readLimit('all', 100)).toBeUndefined();
  expect(readLimit(undefined, 100)).toBe(100);
  expect(() => readLimit('0', 100)).toThrow('--limit');
  expect(readFormat({ json: true })).toBe('json');
  expect(() => readFormat({ output: 'yaml' })).toThrow('no output format');
  expect(() => readFormat({ output: 'csv', json: true })).toThrow('exclude');
  expect(chooseColumns(columns, 'size,name', []).map(({ name }) => name)).toEqual(['size', 'name']);
  expect(() => chooseColumns(columns, 'colour', [])).toThrow('There is no column “colour”');
});
