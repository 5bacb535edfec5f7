import { readFileSync, writeFileSync } from 'node:fs';
import { ruleJsonSchema } from '../server/rules/rule-schema.ts';

// Writes rules/rule.schema.json from server/rules/rule-file.ts; `--check` only compares.

const file = new URL('../rules/rule.schema.json', import.meta.url);
const written = `${JSON.stringify(ruleJsonSchema('library'), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (readFileSync(file, 'utf8') !== written) {
  console.error('rules/rule.schema.json is behind server/rules/rule-file.ts. Run: node scripts/write-rule-schema.ts');
  process.exitCode = 1;
}
