import { expect, test } from 'vitest';
import { changesSince, trendSeries } from './findings-overview.model.ts';

const nothing = { critical: 0, high: 0, medium: 0, low: 0, informational: 0, suppressed: 0 };
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ day: `2030-01-${String(index + 1).padStart(2, '0')}`, ...nothing }));

test('stacks the open findings of each day by severity', () => {
  const trend = [...days(29), { day: '2030-01-30', ...nothing, critical: 2, low: 3, suppressed: 9 }];
  const { series, highest, days: shown } = trendSeries(trend);
  expect(highest).toBe(5);
  expect(series.map(({ title, data }) => [title, data.at(-1)?.y])).toEqual([
    ['Critical', 2],
    ['High', 0],
    ['Medium', 0],
    ['Low', 3],
    ['Informational', 0],
  ]);
  expect(shown).toHaveLength(14);
});

test('shows all days since there was something, and nothing when there never was', () => {
  const trend = days(30).map((day, index) => (index === 4 ? { ...day, high: 1 } : day));
  expect(trendSeries(trend).days[0]).toBe('2030-01-05');
  expect(trendSeries(days(30))).toEqual({ series: [], days: [], highest: 0 });
});

test('tells what changed, and leads to it', () => {
  const since = '2030-01-03T10:00:00.000Z';
  expect(changesSince({ opened: 3, reopened: 0, resolved: 10_000 }, since)).toEqual([
    { id: 'opened', text: '3 opened', href: '/findings?openedSince=2030-01-03T10%3A00%3A00.000Z&sort=-openedAt' },
    {
      ...{ id: 'resolved', text: '10,000+ resolved' },
      href: '/findings?status=resolved&resolvedSince=2030-01-03T10%3A00%3A00.000Z',
    },
  ]);
  expect(changesSince({ opened: 0, reopened: 0, resolved: 0 }, since)).toEqual([]);
});
