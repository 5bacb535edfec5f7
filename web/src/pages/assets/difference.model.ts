import type { FieldChangeView } from '../../../../server/assets/api.ts';

/** A line of a readable difference. `skipped` stands for lines that did not change. */
export interface DifferenceLine {
  kind: 'removed' | 'added' | 'same' | 'skipped';
  text: string;
}

/** What a field was and is. A side that is not there was not there, or could not be read where it says so. */
export type FieldChange = FieldChangeView;

/** What is to be said of a side that has no value. */
export function missingSides({ before, after, unknown }: FieldChange): string[] {
  const notes: string[] = [];
  if (unknown === 'before') notes.push('could not be read before');
  else if (before === undefined) notes.push('was not there');
  if (unknown === 'after') notes.push('could no longer be read');
  else if (after === undefined) notes.push('is no longer there');
  return notes;
}

const contextLines = 2;
/** Comparing takes as much time as the product of the two lengths. */
const mostCompared = 1_000_000;

/** What differs between two values of a field, as lines to read. */
export function differenceLines({ before, after }: FieldChange): DifferenceLine[] {
  if (Array.isArray(before) && Array.isArray(after)) return differenceOfLists(before, after);
  const areComparable = (isGroup(before) && isGroup(after)) || (isText(before) && isText(after));
  if (areComparable) return differenceOfLines(linesOf(before), linesOf(after));
  return [...marked('removed', linesOf(before)), ...marked('added', linesOf(after))];
}

/** The order of lists does not count, as AWS gives most of them in any. */
function differenceOfLists(before: unknown[], after: unknown[]): DifferenceLine[] {
  const left = withoutEach(before, after);
  const come = withoutEach(after, before);
  const same = before.length - left.length;
  const lines =
    left.length === 1 && come.length === 1 && isGroup(left[0]) && isGroup(come[0])
      ? differenceOfLines(linesOf(left[0]), linesOf(come[0]))
      : [...marked('removed', left.flatMap(linesOf)), ...marked('added', come.flatMap(linesOf))];
  return same === 0 ? lines : [...lines, { kind: 'skipped', text: `${same} more in the list, unchanged` }];
}

/** The entries of a list without those that another has too, each as often as it has them. */
function withoutEach(list: unknown[], others: unknown[]): unknown[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(keyOf(other), (counts.get(keyOf(other)) ?? 0) + 1);
  return list.filter((entry) => {
    const count = counts.get(keyOf(entry)) ?? 0;
    if (count > 0) counts.set(keyOf(entry), count - 1);
    return count === 0;
  });
}

function differenceOfLines(before: string[], after: string[]): DifferenceLine[] {
  if (before.length * after.length > mostCompared) return [...marked('removed', before), ...marked('added', after)];
  return withoutFarContext(walk(before, after, commonLengths(before, after)));
}

/** The length of the longest common subsequence of what follows each pair of lines. */
function commonLengths(before: string[], after: string[]): Uint32Array[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] as Uint32Array;
      const below = lengths[i + 1] as Uint32Array;
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk(before: string[], after: string[], lengths: Uint32Array[]): DifferenceLine[] {
  const lines: DifferenceLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (fresh === undefined || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push({ kind: 'removed', text: old });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: fresh ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** Leaves the unchanged lines that are near a change, and says of the others how many there are. */
function withoutFarContext(lines: DifferenceLine[]): DifferenceLine[] {
  const isNear = new Uint8Array(lines.length);
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') isNear.fill(1, Math.max(0, index - contextLines), index + contextLines + 1);
  });
  const kept: DifferenceLine[] = [];
  let skipped = 0;
  const tellSkipped = () => {
    if (skipped > 0)
      kept.push({ kind: 'skipped', text: skipped === 1 ? '1 line unchanged' : `${skipped} lines unchanged` });
    skipped = 0;
  };
  lines.forEach((line, index) => {
    if (isNear[index] === 1) {
      tellSkipped();
      kept.push(line);
    } else skipped += 1;
  });
  tellSkipped();
  return kept;
}

function linesOf(value: unknown): string[] {
  if (value === undefined) return [];
  if (value === null) return ['Not configured'];
  if (typeof value === 'string') return value.split('\n');
  return JSON.stringify(value, null, 2).split('\n');
}

/** The same for two values that differ in the order of their keys only. */
function keyOf(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    isGroup(entry) && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([one], [other]) => (one < other ? -1 : 1)))
      : entry,
  );
}

/** A text of several lines, such as a file. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.includes('\n');
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function marked(kind: 'removed' | 'added', lines: string[]): DifferenceLine[] {
  return lines.map((text) => ({ kind, text }));
}
