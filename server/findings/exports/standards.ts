import type { Framework } from '../../rules/frameworks.ts';
import type { RuleFile } from '../../rules/rule-file.ts';

type Controls = Record<string, string[]>;

/** The controls of compliance frameworks that a rule judges, by the framework's ID: those it names, and those that name it. */
export function controlsOf(rule: RuleFile, frameworks: readonly Framework[]): Controls {
  const controls: Controls = { ...rule.controls };
  for (const [id, naming] of Object.entries(indexOf(frameworks).get(rule.id) ?? {})) {
    controls[id] = [...new Set([...(controls[id] ?? []), ...naming])];
  }
  return controls;
}

const indexes = new WeakMap<readonly Framework[], ReadonlyMap<string, Controls>>();

/** The controls that name a rule, by the rule's ID: looked for once, not for every finding. */
function indexOf(frameworks: readonly Framework[]): ReadonlyMap<string, Controls> {
  const known = indexes.get(frameworks);
  if (known !== undefined) return known;
  const index = new Map<string, Controls>();
  for (const { id, controls } of frameworks) {
    for (const control of controls) {
      for (const ruleId of control.rules) {
        const ofRule = index.get(ruleId) ?? {};
        index.set(ruleId, { ...ofRule, [id]: [...(ofRule[id] ?? []), control.id] });
      }
    }
  }
  indexes.set(frameworks, index);
  return index;
}

/** `CIS AWS Foundations Benchmark 3.0.0`, and the framework's ID where there is none of it. */
export function standardName(id: string, frameworks: readonly Framework[]): string {
  const framework = frameworks.find((one) => one.id === id);
  return framework === undefined ? id : `${framework.title} ${framework.version}`.trim();
}

interface Requirement {
  standard: string;
  control: string;
}

/** Control by control. The first of each framework come first, so that none is left out where not all find a place. */
export function requirementsOf(
  controls: Readonly<Record<string, readonly string[]>>,
  frameworks: readonly Framework[],
): Requirement[] {
  const placed = Object.entries(controls).flatMap(([id, of]) => {
    const standard = standardName(id, frameworks);
    return of.map((control, place) => ({ place, requirement: { standard, control } }));
  });
  return placed.sort((a, b) => a.place - b.place).map(({ requirement }) => requirement);
}
