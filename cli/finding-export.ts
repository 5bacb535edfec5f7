import type { ExportFormat } from '../server/findings/exports/api.ts';
import { command } from './command.ts';
import {
  failsOn,
  findingFilterNotes,
  findingFilterOptions,
  findingQueryOf,
  readFailOn,
  readFindingFilters,
} from './finding-filter.ts';
import { printableJson, printableText } from './printable.ts';
import { usageProblem } from './problem.ts';
import { signedInClient } from './settings.ts';

const formats: Record<ExportFormat, string> = {
  csv: 'for a spreadsheet',
  json: 'with evidence and how to mend it',
  html: 'a report to read and print',
  sarif: 'SARIF 2.1.0, for code scanning',
  ocsf: 'compliance findings of OCSF 1.5.0, for a security lake or SIEM',
  asff: 'for AWS Security Hub',
};
const names = Object.keys(formats) as ExportFormat[];

export const findingExportCommand = command({
  words: ['findings', 'export'],
  summary: 'All findings that match, in a format that others read',
  arguments: [],
  options: {
    format: { type: 'string', value: names.join('|'), description: 'In which format' },
    ...findingFilterOptions,
  },
  notes: [
    ['Formats:', ...names.map((name) => `  ${name.padEnd(5)} ${formats[name]}`)].join('\n'),
    ...findingFilterNotes,
    'It is written as it arrives, however many findings there are.',
  ],
  examples: [
    'cloudcoreo findings export --format html > findings.html',
    'cloudcoreo findings export --format sarif --filter account=production --fail-on high > findings.sarif   # in CI',
    'cloudcoreo findings export --format csv --filter framework=cis-3.0 --filter status=all > cis.csv',
  ],
  async run({ values }, world) {
    const format = readExportFormat(values);
    const failOn = readFailOn(values['fail-on']);
    const filters = readFindingFilters(values.filter);
    const client = await signedInClient(world);
    const query = await findingQueryOf(client, filters);
    const { output } = world;
    // A file gets what is no JSON as it is, a terminal without what it would obey.
    const isJson = format !== 'csv' && format !== 'html';
    const shown = isJson ? printableJson : output.isTerminal ? printableText : (text: string) => text;
    for await (const text of client.text('GET', '/api/v1/findings/export', { query: { ...query, format } })) {
      await output.write(shown(text));
    }
    return failsOn(client, query, failOn);
  },
});

function readExportFormat({ format, json }: { format?: string; json?: boolean }): ExportFormat {
  if (json === true && format !== undefined && format !== 'json') {
    throw usageProblem(`--json and --format ${format} exclude each other.`, 'Give one of them.');
  }
  const known = names.find((name) => name === (json ? 'json' : format));
  if (known !== undefined) return known;
  const detail = format === undefined ? 'No format was given.' : 'This is no format of findings.';
  throw usageProblem(detail, `--format takes ${names.join(', ')}.`);
}
