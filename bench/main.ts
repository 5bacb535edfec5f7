import { measureAccounts } from './accounts.ts';
import { measureConnect } from './connect.ts';
import { describeMachine } from './measure.ts';
import { measureMemory, measureStart } from './start.ts';
import { measureWeb } from './web.ts';

// `npm run bench -- <name> [--json]`: what bench/README.md reports.

const benchmarks: Record<string, () => Promise<object>> = {
  connect: measureConnect,
  start: measureStart,
  memory: measureMemory,
  accounts: measureAccounts,
  web: measureWeb,
};

const [name = '', ...options] = process.argv.slice(2);
const measure = benchmarks[name];
if (measure === undefined) {
  console.error(`Usage: npm run bench -- <${Object.keys(benchmarks).join(' | ')}> [--json]`);
  process.exit(64);
}
const figures = await measure();
if (options.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`${name}, on ${describeMachine()}`);
  console.table(figures);
}
