import { readFileSync, writeFileSync } from 'node:fs';
import { environmentSchema } from '../server/config.ts';

// Writes the table of docs/configuration.md from the schema that reads the variables; `--check` only compares.

const file = new URL('../docs/configuration.md', import.meta.url);
const [begin, end] = ['<!-- table -->', '<!-- /table -->'];

const rows = Object.entries(environmentSchema.shape).map(([name, type]) => {
  const fallback = type.safeParse(undefined);
  const value = fallback.success && fallback.data !== undefined ? `\`${fallback.data}\`` : '';
  return `| \`${name}\` | ${value} | ${type.description ?? ''} |`;
});
const table = ['| variable | default | what it does |', '|---|---|---|', ...rows].join('\n');
const text = readFileSync(file, 'utf8');
const written = `${text.slice(0, text.indexOf(begin) + begin.length)}\n${table}\n${text.slice(text.indexOf(end))}`;

if (process.argv.includes('--check')) {
  if (written !== text) {
    console.error('docs/configuration.md is behind server/config.ts. Run: node scripts/write-configuration.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, written);
}
