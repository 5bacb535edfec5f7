import { printableLine } from './printable.ts';

export interface Column<Row> {
  /** What `--columns` calls it; the heading is the same in capitals. */
  name: string;
  value(row: Row): string;
  align?: 'right';
  /** Never cut, because somebody will copy it. */
  isWhole?: true;
}

const gap = '  ';
const narrowest = 8;

/**
 * The lines of a table, the heading first. Where a width is given, the widest columns are cut until the lines fit;
 * only what must stay whole can make them longer.
 */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], width?: number): string[] {
  const heading = columns.map(({ name }) => name.toUpperCase());
  const cells = [heading, ...rows.map((row) => columns.map((column) => printableLine(column.value(row))))];
  const natural = columns.map((_, index) => Math.max(...cells.map((line) => textWidth(line[index] ?? ''))));
  const widths = width === undefined ? natural : shrink(columns, natural, width);
  return cells.map((line) =>
    line
      .map((cell, index) => pad(cutText(cell, widths[index] ?? 0), widths[index] ?? 0, columns[index]?.align))
      .join(gap)
      .trimEnd(),
  );
}

function shrink<Row>(columns: readonly Column<Row>[], natural: readonly number[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1)) - width;
  for (; excess > 0; excess -= 1) {
    let widest = -1;
    for (const [index, column] of columns.entries()) {
      const candidate = widths[index] ?? 0;
      if (column.isWhole || candidate <= narrowest) continue;
      if (candidate > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === -1) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function pad(text: string, width: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'right' ? space + text : text + space;
}

/** The text, with an ellipsis for what is beyond so many terminal cells. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const grapheme of graphemesOf(text)) {
    const cells = graphemeWidth(grapheme);
    if (used + cells > width - 1) break;
    cut += grapheme;
    used += cells;
  }
  return `${cut}…`;
}

/** How many cells of a terminal a text takes. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function graphemesOf(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** East Asian wide and fullwidth characters, and emojis, take two cells (https://www.unicode.org/reports/tr11/). */
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

function graphemeWidth(grapheme: string): number {
  return wide.test(grapheme) ? 2 : 1;
}
