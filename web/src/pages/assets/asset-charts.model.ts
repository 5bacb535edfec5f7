/** A bar or a piece of a pie. */
export interface Slice {
  label: string;
  count: number;
  /** What to filter by; `undefined` for the rest of all. */
  value: string | undefined;
}

/** What a chart has no room for. */
export interface Rest {
  values: number;
  count: number;
}

const most = 7;

/** The largest counts, and the rest as one. Charts tell slices apart by their label, so no two have the same. */
export function slicesOf(counts: readonly { value: string; label?: string; count: number }[]): {
  slices: Slice[];
  rest: Rest | undefined;
} {
  const sorted = [...counts].sort((one, other) => other.count - one.count);
  // One left over can as well be told by name.
  const shown = sorted.length === most + 1 ? sorted : sorted.slice(0, most);
  const left = sorted.slice(shown.length);
  const labels = new Map<string, number>();
  const slices = shown.map(({ value, label, count }): Slice => {
    const name = label || value;
    const times = (labels.get(name) ?? 0) + 1;
    labels.set(name, times);
    return { label: times === 1 ? name : `${name} (${times})`, count, value };
  });
  if (left.length === 0) return { slices, rest: undefined };
  return { slices, rest: { values: left.length, count: left.reduce((sum, entry) => sum + entry.count, 0) } };
}
