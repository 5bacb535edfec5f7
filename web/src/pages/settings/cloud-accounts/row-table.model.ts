export interface Sorting {
  field: string;
  isDescending: boolean;
}

/** Reads `-calls` or `calls`, as the address has it. */
export function readSorting(text: string): Sorting {
  return text.startsWith('-') ? { field: text.slice(1), isDescending: true } : { field: text, isDescending: false };
}

/** Sorts by a field: numbers by size, all else as text. A field that rows do not have leaves them as they are. */
export function sortRows<Row>(rows: readonly Row[], { field, isDescending }: Sorting): Row[] {
  const read = (row: Row) => (row as Record<string, unknown>)[field] ?? '';
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [read(one), read(other)];
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    return sign * String(a).localeCompare(String(b), 'en');
  });
}
