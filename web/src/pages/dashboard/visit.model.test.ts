import { expect, test } from 'vitest';
import { readVisit, visitAt } from './visit.model.ts';

const at = (time: string) => new Date(`2030-01-03T${time}:00Z`);

test('the first visit has none before it', () => {
  expect(visitAt(null, at('10:00'))).toEqual({ before: null, seen: '2030-01-03T10:00:00.000Z' });
});

test('a visit goes on for as long as somebody looks every half hour', () => {
  const first = { before: '2030-01-01T00:00:00.000Z', seen: at('10:00').toISOString() };
  const later = visitAt(first, at('10:30'));
  expect(later).toEqual({ before: first.before, seen: at('10:30').toISOString() });
  expect(visitAt(later, at('11:00')).before).toBe(first.before);
});

test('who was away comes back to what changed since they looked last', () => {
  const kept = { before: null, seen: at('10:00').toISOString() };
  expect(visitAt(kept, at('10:31'))).toEqual({ before: kept.seen, seen: at('10:31').toISOString() });
});

test('takes from the browser only what is a visit', () => {
  const visit = { before: null, seen: at('10:00').toISOString() };
  expect(readVisit(visit)).toEqual(visit);
  expect([null, 7, {}, { before: 'x', seen: visit.seen }, { before: null, seen: 'x' }].map(readVisit)).toEqual(
    Array(5).fill(undefined),
  );
});
