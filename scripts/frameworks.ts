import { readFileSync, writeFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { type Framework, readFrameworks } from '../server/rules/frameworks.ts';
import { readLibrary } from '../server/rules/library.ts';
import type { RuleFile } from '../server/rules/rule-file.ts';

// Fills the `rules` of each control in rules/frameworks/*.yaml anew, and nothing else of them; `--check` only compares.
// A rule judges a control when it names it in `controls`, when it names the same recommendation of another version of the
// CIS benchmark (cis-versions.tsv), or when one of the checks in its `prowler` looks at the control (prowler-checks.tsv).

const folder = new URL('../rules/frameworks/', import.meta.url);
const { rules, broken } = readLibrary();
const frameworks = readFrameworks();
const sameRecommendation = readRecommendations();
const judging = new Map<string, Set<string>>();
const unknown = new Set<string>();
const known = new Set(frameworks.flatMap(({ id, controls }) => controls.map((control) => keyOf(id, control.id))));

for (const rule of rules) {
  for (const [framework, controls] of Object.entries(rule.controls)) {
    for (const control of controls) {
      const key = keyOf(framework, control);
      for (const one of sameRecommendation.get(key) ?? [key]) note(one, rule, `The rule ${rule.id}`);
    }
  }
}
const rulesOfCheck = Map.groupBy(
  rules.flatMap((rule) => rule.prowler.map((check) => ({ check, rule }))),
  ({ check }) => check,
);
for (const [framework = '', control = '', checks = ''] of readTable('prowler-checks.tsv').slice(1)) {
  for (const check of checks.split(',')) {
    for (const { rule } of rulesOfCheck.get(check) ?? []) note(keyOf(framework, control), rule, 'prowler-checks.tsv');
  }
}

const faults = [...broken.map(({ path, message }) => `rules/aws/${path} cannot be read: ${message}`), ...unknown];
const behind = frameworks.map(fill).filter(({ before, after }) => before !== after);
if (process.argv.includes('--check')) {
  const names = behind.map(({ id }) => id).join(', ');
  if (names !== '') faults.push(`Behind the rules: ${names}. Run: node scripts/frameworks.ts`);
} else if (faults.length === 0) {
  for (const { id, after } of behind) writeFileSync(fileOf(id), after);
  for (const { id, controls } of readFrameworks()) {
    console.log(`${id}: ${controls.filter((control) => control.rules.length > 0).length} of ${controls.length}`);
  }
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

function note(key: string, rule: RuleFile, source: string): void {
  if (!known.has(key)) unknown.add(`${source} names ${key}, which is no control in rules/frameworks.`);
  else judging.set(key, (judging.get(key) ?? new Set()).add(rule.id));
}

/** The file as it is, and as it is to be. Its other lines stay as somebody wrote them. */
function fill({ id, controls }: Framework): { id: string; before: string; after: string } {
  const before = readFileSync(fileOf(id), 'utf8');
  const document = parseDocument(before);
  controls.forEach((control, index) => {
    const judges = [...(judging.get(keyOf(id, control.id)) ?? [])].sort();
    document.setIn(['controls', index, 'rules'], document.createNode(judges));
  });
  return { id, before, after: document.toString({ lineWidth: 0 }) };
}

/** The controls that are the same recommendation, by each of them. */
function readRecommendations(): Map<string, string[]> {
  const [versions = [], ...lines] = readTable('cis-versions.tsv');
  const recommendations = lines.map((line) =>
    line.flatMap((control, column) => (control === '' ? [] : [keyOf(versions[column] ?? '', control)])),
  );
  return new Map(recommendations.flatMap((keys) => keys.map((key) => [key, keys] as const)));
}

function readTable(name: string): string[][] {
  const lines = readFileSync(new URL(name, folder), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
}

function fileOf(framework: string): URL {
  return new URL(`${framework}.yaml`, folder);
}

function keyOf(framework: string, control: string): string {
  return `${framework} ${control}`;
}
