import { describe, expect, test } from 'vitest';
import { columnsAtFirst, defaultPreferences, readPreferences, withWidths } from './asset-preferences.model.ts';

describe('the preferences that the browser kept', () => {
  test('are read as they were written', () => {
    const chosen = {
      ...defaultPreferences,
      pageSize: 100,
      wrapLines: false,
      contentDensity: 'compact' as const,
      columns: [...defaultPreferences.columns].reverse(),
      widths: { name: 420 },
    };
    expect(readPreferences(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  test('are the first ones where they are no preferences', () => {
    expect(readPreferences('compact')).toBeUndefined();
    expect(readPreferences(null)).toBeUndefined();
    expect(readPreferences({ pageSize: 5000, columns: 'all', widths: 7 })).toEqual(defaultPreferences);
    expect(readPreferences({ columns: [null, 3, { id: 'gone' }] })).toEqual(defaultPreferences);
  });

  test('keep their order when a newer version brought columns and took one away', () => {
    const stored = {
      columns: [
        { id: 'arn', visible: true },
        { id: 'gone', visible: true },
        { id: 'name', visible: true },
      ],
    };
    const columns = readPreferences(stored)?.columns ?? [];
    expect(columns.slice(0, 2)).toEqual([
      { id: 'arn', visible: true },
      { id: 'name', visible: true },
    ]);
    expect(columns).toHaveLength(columnsAtFirst.length);
    expect(columns.slice(2).every(({ visible }) => !visible)).toBe(true);
  });

  test('never hide the name, by which an asset is opened', () => {
    const columns = readPreferences({ columns: [{ id: 'name', visible: false }] })?.columns;
    expect(columns?.[0]).toEqual({ id: 'name', visible: true });
    expect(readPreferences({ columns: [{ id: 'arn', visible: true }] })?.columns[0]?.id).toBe('name');
  });

  test('drop widths that no column has', () => {
    expect(readPreferences({ widths: { name: 200, type: 3, region: 'wide', gone: 200 } })?.widths).toEqual({
      name: 200,
    });
  });
});

test('the widths that the table tells belong to the columns it shows', () => {
  const columns = [
    { id: 'name', visible: true },
    { id: 'type', visible: false },
    { id: 'region', visible: true },
  ];
  expect(withWidths({ columns, widths: { type: 300, name: 100 } }, [250.4, 120])).toEqual({
    name: 250,
    type: 300,
    region: 120,
  });
});
