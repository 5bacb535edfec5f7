import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readLibrary } from '../server/rules/library.ts';

const { rules } = readLibrary();
const named = new Set(rules.flatMap(({ prowler }) => prowler));
const {
  checks,
  leftOut,
}: {
  checks: string[];
  leftOut: { checks: Record<string, string> }[];
} = parse(readFileSync(new URL('../rules/prowler-checks.yaml', import.meta.url), 'utf8'));
const reasons = new Map(leftOut.flatMap((group) => Object.entries(group.checks)));

it('docs/prowler-checks.md says what the rules answer now', () => {
  const script = fileURLToPath(new URL('write-prowler-checks.ts', import.meta.url));
  const { status, stderr } = spawnSync('node', [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('every check of Prowler is named by a rule or has a reason why not, and none has both', () => {
  expect(new Set(checks).size).toBe(645);
  expect(checks.filter((check) => named.has(check) === reasons.has(check))).toEqual([]);
});

it('no rule and no reason names a check that Prowler does not have', () => {
  expect([...named, ...reasons.keys()].filter((check) => !checks.includes(check))).toEqual([]);
});

it('reasons name rules that exist', () => {
  const ids = [...reasons.values()].flatMap((reason) => [...reason.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id));
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
});
