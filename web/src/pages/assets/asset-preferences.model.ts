/** The table's columns in their first order, with the width each has until a person moves it. */
export const columnsAtFirst = [
  { id: 'name', label: 'Name', width: 240 },
  { id: 'type', label: 'Type', width: 220 },
  { id: 'region', label: 'Region', width: 140 },
  { id: 'account', label: 'Account', width: 160 },
  { id: 'unknown', label: 'Unknown parts', width: 150 },
  { id: 'changed', label: 'Changed', width: 150 },
  { id: 'service', label: 'Service', width: 120 },
  { id: 'aws-account-id', label: 'AWS account ID', width: 150 },
  { id: 'arn', label: 'ARN', width: 360 },
  { id: 'tags', label: 'Tags', width: 260 },
  { id: 'first-seen', label: 'First seen', width: 150 },
  { id: 'last-seen', label: 'Last seen', width: 150 },
  { id: 'deleted', label: 'Deleted', width: 150 },
] as const;

export type ColumnId = (typeof columnsAtFirst)[number]['id'];

const shownAtFirst = new Set<string>(['name', 'type', 'region', 'account', 'unknown', 'changed']);

export interface AssetPreferences {
  pageSize: number;
  wrapLines: boolean;
  contentDensity: 'comfortable' | 'compact';
  columns: { id: string; visible: boolean }[];
  /** Of the columns that a person made wider or narrower. */
  widths: Record<string, number>;
}

export const pageSizes = [20, 50, 100, 200];
export const narrowest = 90;

export const defaultPreferences: AssetPreferences = {
  pageSize: 50,
  wrapLines: true,
  contentDensity: 'comfortable',
  columns: columnsAtFirst.map(({ id }) => ({ id, visible: shownAtFirst.has(id) })),
  widths: {},
};

/**
 * Judges what the browser kept, which may be of an older version or edited. Columns keep their order; those that came
 * since are hidden at the end, those that are gone are left out.
 */
export function readPreferences(stored: unknown): AssetPreferences | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { pageSize, wrapLines, contentDensity, columns, widths } = stored as Partial<
    Record<keyof AssetPreferences, unknown>
  >;
  return {
    pageSize: pageSizes.find((size) => size === pageSize) ?? defaultPreferences.pageSize,
    wrapLines: wrapLines !== false,
    contentDensity: contentDensity === 'compact' ? 'compact' : 'comfortable',
    columns: Array.isArray(columns) ? readColumns(columns) : defaultPreferences.columns,
    widths: readWidths(widths),
  };
}

const knownIds = new Set<string>(columnsAtFirst.map(({ id }) => id));

function readColumns(stored: readonly unknown[]): AssetPreferences['columns'] {
  const chosen = new Map<string, boolean>();
  for (const entry of stored) {
    const { id, visible } = (entry ?? {}) as { id?: unknown; visible?: unknown };
    if (typeof id === 'string' && knownIds.has(id)) chosen.set(id, id === 'name' || visible === true);
  }
  if (chosen.size === 0) return defaultPreferences.columns;
  // Without its name a row leads nowhere.
  if (!chosen.has('name')) return readColumns([{ id: 'name' }, ...stored]);
  for (const { id } of columnsAtFirst) if (!chosen.has(id)) chosen.set(id, false);
  return [...chosen].map(([id, visible]) => ({ id, visible }));
}

function readWidths(stored: unknown): AssetPreferences['widths'] {
  if (typeof stored !== 'object' || stored === null) return {};
  const sound = Object.entries(stored).filter(
    ([id, width]) => knownIds.has(id) && Number.isInteger(width) && width >= narrowest,
  );
  return Object.fromEntries(sound);
}

/** The widths after a person moved one. The table tells them of the columns that it shows, in their order. */
export function withWidths(
  { columns, widths }: Pick<AssetPreferences, 'columns' | 'widths'>,
  told: readonly number[],
): AssetPreferences['widths'] {
  const ids = columns.filter(({ visible }) => visible).map(({ id }) => id);
  return { ...widths, ...Object.fromEntries(ids.map((id, index) => [id, Math.round(told[index] ?? narrowest)])) };
}
