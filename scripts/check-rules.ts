import { relative } from 'node:path';
import { readAssetTypes } from '../server/rules/asset-types.ts';
import { checkFields } from '../server/rules/document-fields.ts';
import { checkExamples } from '../server/rules/examples.ts';
import { libraryFolder, readLibrary } from '../server/rules/library.ts';

// `node scripts/check-rules.ts [word …]`: whether the rules of the library are rules, and say of their examples what they
// are to say. With words: only those whose ID or service has one of them in it.

const words = process.argv.slice(2);
const types = readAssetTypes();
const { rules, broken } = readLibrary();
const isWanted = (text: string) => words.length === 0 || words.some((word) => text.includes(word));
const faults = broken.filter(({ path }) => isWanted(path)).map(({ path, message }) => `${path}\n  ${message}`);
let checked = 0;
for (const rule of rules) {
  if (!isWanted(`${types.get(rule.type)?.service}/${rule.id}`)) continue;
  checked += 1;
  const found = [...checkExamples(rule, types), ...(await checkFields(rule, types))];
  if (found.length > 0) faults.push(`${rule.id}\n  ${found.join('\n  ')}`);
}
for (const fault of faults) console.error(fault);
console.log(`${checked} rules of ${relative(process.cwd(), libraryFolder)} checked, ${faults.length} with faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
