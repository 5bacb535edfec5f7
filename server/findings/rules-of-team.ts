import { createHash } from 'node:crypto';
import type { Database } from '../database/database.ts';
import { type CompiledRule, compileRule } from '../rules/compile.ts';
import type { RuleFile, Severity } from '../rules/rule-file.ts';
import { type RuleLibrary, readTeamRules, type TeamRule } from '../rules/team-rules.ts';

/** A rule ready to judge, as a team set it. */
export interface PreparedRule {
  id: string;
  severity: Severity;
  parameters: Readonly<Record<string, unknown>>;
  compiled: CompiledRule;
  /** The file of a rule that a team wrote itself, which is judged apart; null: of the library. */
  source: string | null;
}

/** The rules that judge the assets of a team. */
export interface RulesOfTeam {
  byType: ReadonlyMap<string, readonly PreparedRule[]>;
  /** The types that some rule joins. */
  joinedTypes: ReadonlySet<string>;
  /** Types whose answers can change although their assets do not: their rules look at other assets, or at the time. */
  alwaysJudged: ReadonlySet<string>;
  /** For each type, of its rules and their settings, so that a change is noticed. */
  digests: Readonly<Record<string, string>>;
}

/** Reads the rules of a team and makes them ready to judge. Rules of the library are compiled once. */
export function createRulesOf(database: Database, library: RuleLibrary): (teamId: string) => Promise<RulesOfTeam> {
  return async (teamId) => prepareRules((await readTeamRules(database, teamId, library)).rules);
}

/** Makes those rules ready to judge that are enabled. */
export function prepareRules(rules: readonly TeamRule[]): RulesOfTeam {
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  const prepared = enabled.map(({ rule, severity, parameters, custom }) => ({
    ...{ id: rule.id, severity, parameters, compiled: compiledOf(rule), source: custom?.source ?? null },
  }));
  const isAlwaysJudged = ({ compiled }: PreparedRule) => compiled.dependsOnTime || compiled.joinedTypes.length > 0;
  const byType = Map.groupBy(prepared, ({ compiled }) => compiled.type);
  return {
    byType,
    joinedTypes: new Set(prepared.flatMap(({ compiled }) => compiled.joinedTypes)),
    alwaysJudged: new Set(prepared.filter(isAlwaysJudged).map(({ compiled }) => compiled.type)),
    digests: Object.fromEntries(
      [...Map.groupBy(enabled, ({ rule }) => rule.type)].map(([type, of]) => [type, digestOf(of)]),
    ),
  };
}

const compiledRules = new WeakMap<RuleFile, CompiledRule>();

function compiledOf(rule: RuleFile): CompiledRule {
  const known = compiledRules.get(rule) ?? compileRule(rule);
  compiledRules.set(rule, known);
  return known;
}

function digestOf(rules: readonly TeamRule[]): string {
  const hash = createHash('sha256');
  for (const { rule, severity, parameters } of rules) {
    const { id, applies, condition, with: joins, parameters: known } = rule;
    hash.update(JSON.stringify([id, applies, condition, joins, known, severity, parameters]));
  }
  return hash.digest('base64url').slice(0, 16);
}
