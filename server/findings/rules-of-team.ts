import { createHash } from 'node:crypto';
import { type CompiledRule, compileRule } from '../rules/compile.ts';
import type { RuleFile } from '../rules/rule-file.ts';

/** The rules that judge the assets of a team. */
export interface RulesOfTeam {
  byType: ReadonlyMap<string, readonly CompiledRule[]>;
  /** The types that some rule joins. */
  joinedTypes: ReadonlySet<string>;
  /** Types whose answers can change although their assets do not: their rules look at other assets, or at the time. */
  alwaysJudged: ReadonlySet<string>;
  /** Of all of it, so that a change is noticed. */
  digest: string;
}

/** Makes rules ready to judge. */
export function prepareRules(rules: readonly RuleFile[]): RulesOfTeam {
  const compiled = rules.map(compileRule);
  return {
    byType: Map.groupBy(compiled, ({ type }) => type),
    joinedTypes: new Set(compiled.flatMap(({ joinedTypes }) => joinedTypes)),
    alwaysJudged: new Set(
      compiled.filter((rule) => rule.dependsOnTime || rule.joinedTypes.length > 0).map(({ type }) => type),
    ),
    digest: createHash('sha256')
      .update(
        JSON.stringify(
          rules.map(({ id, type, applies, condition, with: joins, parameters, severity }) => [
            id,
            type,
            applies,
            condition,
            joins,
            parameters,
            severity,
          ]),
        ),
      )
      .digest('base64url'),
  };
}
