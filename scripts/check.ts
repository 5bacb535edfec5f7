import { spawnSync } from 'node:child_process';

// `npm run check`: types, lint and format, unused code, generated files. All run, so that one look shows everything.

const checks: Record<string, string[]> = {
  'types of the server': ['tsc', '--noEmit', '-p', '.'],
  'types of the browser tests': ['tsc', '--noEmit', '-p', 'tests/browser'],
  'types of the web app': ['tsc', '--noEmit', '-p', 'web'],
  'lint and format': ['biome', 'ci', '--error-on-warnings', '.'],
  'unused code': ['knip'],
  'docs/coverage.md is current': ['node', 'scripts/write-coverage.ts', '--check'],
  'docs/actions.md is current': ['node', 'scripts/write-actions.ts', '--check'],
  'docs/configuration.md is current': ['node', 'scripts/write-configuration.ts', '--check'],
  'rules/rule.schema.json is current': ['node', 'scripts/write-rule-schema.ts', '--check'],
  'rules/frameworks is current': ['node', 'scripts/frameworks.ts', '--check'],
  'docs/prowler-checks.md is current': ['node', 'scripts/write-prowler-checks.ts', '--check'],
};

const bad = Object.entries(checks).filter(([name, [command = '', ...words]]) => {
  console.log(`— ${name}`);
  return spawnSync(command, words, { stdio: 'inherit' }).status !== 0;
});
console.log(bad.length === 0 ? 'All checks are clean.' : `Not clean: ${bad.map(([name]) => name).join(', ')}.`);
process.exitCode = bad.length === 0 ? 0 : 1;
