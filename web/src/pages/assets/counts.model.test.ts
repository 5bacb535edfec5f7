import { expect, test } from 'vitest';
import { slicesOf } from './counts.model.ts';

const counts = (number: number) =>
  Array.from({ length: number }, (_, index) => ({ value: `v${index}`, label: `V${index}`, count: index }));

test('shows the largest counts first, each as a share of the largest', () => {
  const { slices, rest } = slicesOf(counts(3));
  expect(slices.map(({ value, count, share }) => [value, count, share])).toEqual([
    ['v2', 2, 1],
    ['v1', 1, 0.5],
    ['v0', 0, 0],
  ]);
  expect(rest).toBeUndefined();
});

test('tells what it has no room for as one', () => {
  const { slices, rest } = slicesOf(counts(12));
  expect(slices).toHaveLength(7);
  expect(rest).toEqual({ values: 5, count: 0 + 1 + 2 + 3 + 4 });
});

test('names the only one left over instead of calling it the rest', () => {
  const { slices, rest } = slicesOf(counts(8));
  expect(slices).toHaveLength(8);
  expect(rest).toBeUndefined();
});

test('draws nothing of nothing', () => {
  expect(slicesOf([])).toEqual({ slices: [], rest: undefined });
  expect(slicesOf(counts(1)).slices).toEqual([{ value: 'v0', label: 'V0', count: 0, share: 0 }]);
});
