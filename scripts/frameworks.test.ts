import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { readFrameworks } from '../server/rules/frameworks.ts';
import { readLibrary } from '../server/rules/library.ts';

const frameworks = readFrameworks();
const { rules } = readLibrary();
const controls = new Set(frameworks.flatMap(({ id, controls }) => controls.map((control) => `${id} ${control.id}`)));

it('rules/frameworks names for each control the rules that judge it now', () => {
  const script = fileURLToPath(new URL('frameworks.ts', import.meta.url));
  const { status, stderr } = spawnSync('node', [script, '--check'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('every rule that a framework names exists', () => {
  const known = new Set(rules.map(({ id }) => id));
  const named = frameworks.flatMap(({ controls }) => controls.flatMap((control) => control.rules));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

it('every control that a rule names exists', () => {
  const named = rules.flatMap((rule) =>
    Object.entries(rule.controls).flatMap(([framework, ids]) =>
      ids.map((id) => ({ rule: rule.id, control: `${framework} ${id}` })),
    ),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(({ control }) => !controls.has(control))).toEqual([]);
});

it('a framework has each of its controls once, under a short title', () => {
  for (const { id, controls } of frameworks) {
    const ids = controls.map((control) => control.id);
    expect(ids, id).toEqual([...new Set(ids)]);
    expect(controls.filter(({ title }) => title.length > 90).map((control) => control.id)).toEqual([]);
  }
});

it('prowler-checks.tsv names controls that exist, each once', () => {
  const named = readTable('prowler-checks.tsv').map(([framework, control]) => `${framework} ${control}`);
  expect(named.length).toBeGreaterThan(0);
  expect(named).toEqual([...new Set(named)]);
  expect(named.filter((control) => !controls.has(control))).toEqual([]);
});

it('cis-versions.tsv has every recommendation of every version of the CIS benchmark, once', () => {
  const [versions] = readTable('cis-versions.tsv', { withHeader: true });
  const named = readTable('cis-versions.tsv').flatMap((line) =>
    line.flatMap((control, column) => (control === '' ? [] : [`${versions?.[column]} ${control}`])),
  );
  const wanted = [...controls].filter((control) => control.startsWith('cis-'));
  expect(wanted.length).toBeGreaterThan(0);
  expect(named.sort()).toEqual(wanted.sort());
});

function readTable(name: string, { withHeader = false } = {}): string[][] {
  const text = readFileSync(new URL(`../rules/frameworks/${name}`, import.meta.url), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(withHeader ? 0 : 1).map((line) => line.split('\t'));
}
