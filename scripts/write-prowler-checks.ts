import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { readLibrary } from '../server/rules/library.ts';

// Writes docs/prowler-checks.md from rules/prowler-checks.yaml and the rules' `prowler`; `--check` only compares.

const source = new URL('../rules/prowler-checks.yaml', import.meta.url);
const file = new URL('../docs/prowler-checks.md', import.meta.url);
const { version, leftOut, checks } = z
  .strictObject({
    version: z.string(),
    leftOut: z.array(
      z.strictObject({
        title: z.string(),
        why: z.string().optional(),
        checks: z.record(z.string(), z.string().min(1)),
      }),
    ),
    checks: z.array(z.string()),
  })
  .parse(parse(readFileSync(source, 'utf8')));
const named = new Set(readLibrary().rules.flatMap(({ prowler }) => prowler));
const excused = new Set(leftOut.flatMap((group) => Object.keys(group.checks)));
const listed = new Set(checks);

const faults = [
  ...checks
    .filter((check) => !named.has(check) && !excused.has(check))
    .map((check) => `No rule names ${check}, and there is no reason why.`),
  ...[...excused].filter((check) => named.has(check)).map((check) => `${check} is left out, and a rule names it.`),
  ...[...named, ...excused].filter((check) => !listed.has(check)).map((check) => `Prowler has no check ${check}.`),
];
const written = `${[
  "# Prowler's checks",
  `Written from the rules and \`rules/prowler-checks.yaml\` by \`node scripts/write-prowler-checks.ts\`. The IDs are those of [Prowler](https://github.com/prowler-cloud/prowler) ${version} (Apache-2.0).`,
  `${checks.length} checks: ${checks.filter((check) => named.has(check)).length} answered, ${excused.size} left out and why. A check is answered when a rule names it in \`prowler\`: it looks at the same thing, and not always in the same way. [bench/verdicts.md](../bench/verdicts.md) has both side by side.`,
  [
    '| why left out | checks |',
    '|---|---|',
    ...leftOut.map((group) => `| ${group.title} | ${Object.keys(group.checks).length} |`),
  ].join('\n'),
  ...leftOut.map(describeGroup),
].join('\n\n')}\n`;

if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exitCode = 1;
} else if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (readFileSync(file, 'utf8') !== written) {
  console.error('docs/prowler-checks.md is behind the rules. Run: node scripts/write-prowler-checks.ts');
  process.exitCode = 1;
}

function describeGroup({ title, why, checks: reasons }: (typeof leftOut)[number]): string {
  const table = [
    '| check | why |',
    '|---|---|',
    ...Object.entries(reasons).map(([check, reason]) => `| \`${check}\` | ${reason} |`),
  ].join('\n');
  return [`## ${title}`, ...(why === undefined ? [] : [why]), table].join('\n\n');
}
