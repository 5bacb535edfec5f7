import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { auditPolicies } from '../server/aws/policy.ts';

it('docs/coverage.md says what the declarations of the services say now', () => {
  const script = fileURLToPath(new URL('write-coverage.ts', import.meta.url));
  const { status, stderr } = spawnSync('node', [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('docs/coverage.md names the resources of an action that is granted on some alone', () => {
  const page = readFileSync(new URL('../docs/coverage.md', import.meta.url), 'utf8');
  const limited = auditPolicies().flatMap(({ document }) =>
    document.Statement.flatMap(({ Action, Resource }) => (Resource === '*' ? [] : [{ Action, Resource }])),
  );
  expect(limited.length).toBeGreaterThan(0);
  for (const { Action, Resource } of limited) {
    for (const resource of Resource) {
      const line = page.split('\n').find((one) => one.includes('is granted on') && one.includes(`\`${resource}\``));
      expect(line, resource).toContain(`\`${Action[0]}\``);
    }
  }
});
