import { measureAccounts } from './accounts.ts';
import { measureConnect } from './connect.ts';
import { measureExplorer } from './explorer.ts';
import { measureFindings } from './findings.ts';
import { measureJudge } from './judge.ts';
import { describeMachine } from './measure.ts';
import { measureMemoryScan } from './memory-scan.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { measureRescan } from './rescan.ts';
import { measureScan, rowsOfScan } from './scan.ts';
import { measureMemory, measureStart } from './start.ts';
import { measureVerdicts, rowsOfVerdicts } from './verdicts.ts';
import { measureWeb } from './web.ts';

// `npm run bench -- <name> [--json]`: what bench/README.md reports.

const benchmarks: Record<string, (options: BenchOptions) => Promise<object>> = {
  connect: measureConnect,
  start: measureStart,
  memory: measureMemory,
  accounts: measureAccounts,
  web: measureWeb,
  scan: async (options) => {
    const figures = await measureScan(options);
    return options.has('json') ? figures : rowsOfScan(figures);
  },
  'memory-scan': measureMemoryScan,
  rescan: measureRescan,
  explorer: measureExplorer,
  judge: measureJudge,
  findings: measureFindings,
  verdicts: async (options) => {
    const figures = await measureVerdicts(options);
    return options.has('json') ? figures : rowsOfVerdicts(figures);
  },
};

const [name = '', ...words] = process.argv.slice(2);
const measure = benchmarks[name];
if (measure === undefined) {
  console.error(`Usage: npm run bench -- <${Object.keys(benchmarks).join(' | ')}> [--json]`);
  process.exit(64);
}
// By way of `exit`, at which what was started is ended.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
const options = readOptions(words);
const figures = await measure(options);
if (options.has('json')) console.log(JSON.stringify(figures));
else {
  console.log(`${name}, on ${describeMachine()}`);
  console.table(figures);
}
