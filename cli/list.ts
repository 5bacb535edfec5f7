import type { Options } from './command.ts';
import { csvLine } from './csv.ts';
import { printableJson, printableLine } from './printable.ts';
import { usageProblem } from './problem.ts';
import { type Column, tableLines } from './table.ts';
import type { Screen } from './world.ts';

/** What every command that lists things takes. */
export const listOptions = {
  output: { type: 'string', value: 'table|json|csv', description: 'How to show the list (default: table)' },
  columns: { type: 'string', value: '<name,…>', description: 'Which columns, in this order' },
  limit: { type: 'string', value: '<number>|all', description: 'At most so many' },
} as const satisfies Options;

const formats = ['table', 'json', 'csv'] as const;
type Format = (typeof formats)[number];

export function readFormat({ output, json }: { output?: string; json?: boolean }): Format {
  if (json === true && output !== undefined && output !== 'json') {
    throw usageProblem(`--json and --output ${output} exclude each other.`, 'Give one of them.');
  }
  const format = formats.find((known) => known === (json ? 'json' : (output ?? 'table')));
  if (format === undefined) throw usageProblem('This is no output format.', `There are ${formats.join(', ')}.`);
  return format;
}

/** `undefined` for all. */
export function readLimit(text: string | undefined, otherwise: number | undefined): number | undefined {
  if (text === undefined) return otherwise;
  if (text === 'all') return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw usageProblem('--limit takes a number from 1 on, or “all”.', 'For example: --limit 500');
}

export function chooseColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: string | undefined,
  otherwise: readonly string[],
): Column<Row>[] {
  const names = chosen === undefined ? otherwise : chosen.split(',').map((name) => name.trim());
  return names.map((name) => {
    const column = columns.find((candidate) => candidate.name === name);
    if (column !== undefined) return column;
    throw usageProblem(`There is no column “${name}”.`, `There are ${columns.map((each) => each.name).join(', ')}.`);
  });
}

/** The first `limit` rows, page by page; no page is fetched that is not needed. */
export async function* limited<Row>(pages: AsyncIterable<Row[]>, limit: number | undefined): AsyncGenerator<Row[]> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  for await (const page of pages) {
    yield page.slice(0, left);
    left -= page.length;
    if (left <= 0) return;
  }
}

/** A list that the API gives whole. */
export async function* onePage<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

/**
 * Writes a list as it arrives, so that a long one needs no memory. A table's columns are as wide as its first page needs.
 * @returns how many rows there were
 */
export async function writeList<Row>(
  screen: Screen,
  format: Format,
  columns: readonly Column<Row>[],
  pages: AsyncIterable<Row[]>,
): Promise<number> {
  let count = 0;
  if (format === 'json') {
    for await (const page of pages) {
      const items = page.map((row, index) => `${count + index === 0 ? '[' : ','}\n${JSON.stringify(row)}`);
      await screen.write(printableJson(items.join('')));
      count += page.length;
    }
    await screen.write(count === 0 ? '[]\n' : '\n]\n');
    return count;
  }
  if (format === 'csv') {
    await screen.write(csvLine(columns.map(({ name }) => name)));
    // A file gets the values as they are, a terminal without what it would obey.
    const shown = screen.isTerminal ? printableLine : (value: string) => value;
    for await (const page of pages) {
      await screen.write(page.map((row) => csvLine(columns.map((column) => shown(column.value(row))))).join(''));
      count += page.length;
    }
    return count;
  }
  for await (const page of pages) {
    const [heading = '', ...lines] = tableLines(columns, page, screen.isTerminal ? screen.columns : undefined);
    if (count === 0 && lines.length > 0) await screen.write(`${screen.paint('bold', heading)}\n`);
    await screen.write(lines.map((line) => `${line}\n`).join(''));
    count += page.length;
  }
  return count;
}
