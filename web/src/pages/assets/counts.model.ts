/** A bar of a chart: `share` of the longest. */
export interface Slice {
  value: string;
  label: string;
  count: number;
  share: number;
}

/** What a chart has no room for. */
export interface Rest {
  values: number;
  count: number;
}

const most = 7;

/** The largest counts, and the rest as one. */
export function slicesOf(counts: readonly { value: string; label: string; count: number }[]): {
  slices: Slice[];
  rest: Rest | undefined;
} {
  const sorted = [...counts].sort((one, other) => other.count - one.count);
  const largest = Math.max(1, sorted[0]?.count ?? 0);
  // One left over can as well be told by name.
  const shown = sorted.length === most + 1 ? sorted : sorted.slice(0, most);
  const left = sorted.slice(shown.length);
  const slices = shown.map((entry) => ({ ...entry, share: entry.count / largest }));
  if (left.length === 0) return { slices, rest: undefined };
  return { slices, rest: { values: left.length, count: left.reduce((sum, entry) => sum + entry.count, 0) } };
}
