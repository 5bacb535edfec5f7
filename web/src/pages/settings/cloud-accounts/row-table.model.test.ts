import { expect, test } from 'vitest';
import { readSorting, sortRows } from './row-table.model.ts';

const rows = [
  { name: 'b', calls: 9 },
  { name: 'a', calls: 10 },
  { name: 'c', calls: 9 },
];
const names = (sorting: string) => sortRows(rows, readSorting(sorting)).map(({ name }) => name);

test('sorts numbers by size and text as text, either way', () => {
  expect(names('calls')).toEqual(['b', 'c', 'a']);
  expect(names('-calls')).toEqual(['a', 'b', 'c']);
  expect(names('-name')).toEqual(['c', 'b', 'a']);
});

test('a field of an edited address changes nothing', () => {
  expect(names('nonsense')).toEqual(['b', 'a', 'c']);
});
