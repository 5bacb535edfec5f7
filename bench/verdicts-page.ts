import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from './verdicts-compare.ts';

const sides = {
  ours: 'CloudCoreo is right',
  theirs: 'Prowler is right',
  both: 'both are right, and mean different things',
  emulator: 'the emulator answers what AWS would not',
};

/** bench/verdicts.md: each check of Prowler that rules name, with the rules, what both say, and why they differ. */
export function describeVerdicts(checks: (Comparison & { why?: string })[], at: Date): string {
  const differing = checks.filter(({ why }) => why !== undefined);
  const agreeing = checks.filter(({ onlyOurs, onlyTheirs }) => onlyOurs.length + onlyTheirs.length === 0);
  const by = Object.entries(sides).map(
    ([side, meaning]) =>
      `- **${side}** (${meaning}): ${differing.filter(({ why }) => why?.startsWith(`${side}: `)).length}`,
  );
  return `${[
    "# CloudCoreo's rules beside Prowler's checks",
    `Written by \`npm run bench -- verdicts --write\` on ${at.toISOString().slice(0, 10)}: Prowler ${prowlerVersion()} and CloudCoreo over the sandbox's sample estate, with an explanation of each difference from \`verdicts-explained.yaml\`. Prowler judges unused things as well (\`--scan-unused-services\`). A resource counts as the same when its ARN or ID is, or when one is a part of the other; what an account or a region has once, whatever it is called.`,
    `${checks.length} checks that some rule names said something of the estate. Both say the same of every resource by ${agreeing.length}, and differ by ${differing.length}. Of these:`,
    by.join('\n'),
    '## Where they differ',
    [
      '| check | rules | CloudCoreo | Prowler | fail by one alone | why |',
      '|---|---|---|---|---|---|',
      ...differing.map(
        ({ why = '', onlyOurs, onlyTheirs, ...one }) =>
          `| ${startOfRow(one)} | ${onlyOurs.length} CloudCoreo, ${onlyTheirs.length} Prowler | ${why.replace(/^(\w+):/, '**$1**:').replaceAll('|', '\\|')} |`,
      ),
    ].join('\n'),
    '## Where they say the same',
    [
      '| check | rules | CloudCoreo | Prowler |',
      '|---|---|---|---|',
      ...agreeing.map((one) => `| ${startOfRow(one)} |`),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

function startOfRow({ check, rules, ours, theirs }: Pick<Comparison, 'check' | 'rules' | 'ours' | 'theirs'>): string {
  const names = rules.map((rule) => `\`${rule}\``).join(', ');
  return `\`${check}\` | ${names} | ${describeCounts(ours)} | ${describeCounts(theirs)}`;
}

function describeCounts(counts: Record<string, number>): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.length === 0 ? 'nothing' : told.map(([status, count]) => `${count} ${status}`).join(', ');
}

function prowlerVersion(): string {
  const requirements = readFileSync(join(import.meta.dirname, 'prowler-requirements.txt'), 'utf8');
  return /^prowler==(.+)$/m.exec(requirements)?.[1] ?? '';
}
