import type { Framework } from '../../rules/frameworks.ts';
import type { RuleFile } from '../../rules/rule-file.ts';

/** The controls of compliance frameworks that a rule judges, by the framework's ID: those it names, and those that name it. */
export function controlsOf(rule: RuleFile, frameworks: readonly Framework[]): Record<string, string[]> {
  const controls: Record<string, string[]> = { ...rule.controls };
  for (const framework of frameworks) {
    const naming = framework.controls.filter(({ rules }) => rules.includes(rule.id)).map(({ id }) => id);
    const all = new Set([...(controls[framework.id] ?? []), ...naming]);
    if (all.size > 0) controls[framework.id] = [...all];
  }
  return controls;
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
