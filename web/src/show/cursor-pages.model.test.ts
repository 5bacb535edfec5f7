import { expect, test } from 'vitest';
import { cursorOf, firstPage, readPages, withNext } from './cursor-pages.model.ts';

test('the first page has no cursor', () => {
  expect(cursorOf(firstPage)).toBeUndefined();
});

test('each answer makes one more page known', () => {
  const known = withNext(firstPage, 'b');
  expect(known).toEqual({ page: 1, cursors: ['b'] });
  expect(cursorOf({ ...known, page: 2 })).toBe('b');
  expect(withNext({ ...known, page: 2 }, 'c')).toEqual({ page: 2, cursors: ['b', 'c'] });
});

test('going back keeps the pages that are known', () => {
  expect(withNext({ page: 1, cursors: ['b', 'c'] }, 'b')).toEqual({ page: 1, cursors: ['b', 'c'] });
});

test('pages behind a list that has become shorter or other are forgotten', () => {
  expect(withNext({ page: 1, cursors: ['b', 'c'] }, undefined)).toEqual({ page: 1, cursors: [] });
  expect(withNext({ page: 1, cursors: ['b', 'c'] }, 'x')).toEqual({ page: 1, cursors: ['x'] });
});

test.each([
  null,
  undefined,
  {},
  { pages: null },
  { pages: { page: 5, cursors: ['b'] } },
  { pages: { page: 1, cursors: [3] } },
])('starts at the first page when the history holds %j', (state) => {
  expect(readPages(state)).toEqual(firstPage);
});

test('reads back what was kept', () => {
  expect(readPages({ pages: { page: 2, cursors: ['b'] } })).toEqual({ page: 2, cursors: ['b'] });
});
