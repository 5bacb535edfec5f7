import { type Expression, namesVariable, parseExpression } from './language.ts';
import type { RuleFile, Severity } from './rule-file.ts';
import { type JudgedAsset, type Missing, type Touched, toAssetValue, toValue, unlistedAssets } from './values.ts';

/** Assets of another type that a rule looks at, and what is not known of which there are. */
export interface JoinedAssets {
  assets: readonly JudgedAsset[];
  /** Empty when all of them are known. */
  unlisted: readonly Missing[];
}

export type Verdict =
  | { kind: 'pass' }
  | { kind: 'not_applicable' }
  | { kind: 'fail'; paths: string[] }
  | { kind: 'unknown'; missing: Missing[] }
  /** The rule itself does not work on this asset: an error in its expression, such as a field that is not there. */
  | { kind: 'broken'; message: string };

export interface Circumstances {
  now: Date;
  /** The values of the rule's parameters that differ from its defaults. */
  parameters?: Readonly<Record<string, unknown>>;
  /** @param field only those of which this field has one of these values */
  joined(type: string, where: { region?: string; field?: string; values?: readonly unknown[] }): JoinedAssets;
}

export interface CompiledRule {
  id: string;
  type: string;
  severity: Severity;
  /** The types of other assets that it looks at. */
  joinedTypes: readonly string[];
  /** Its answer changes as time goes by. */
  dependsOnTime: boolean;
  judge(asset: JudgedAsset, circumstances: Circumstances): Verdict;
}

/** What is kept of the paths that a failing rule read. */
const mostPaths = 24;

/**
 * Makes a rule ready to judge. Its expressions are parsed once.
 * @throws {ExpressionError}
 */
export function compileRule(rule: RuleFile): CompiledRule {
  const joins = Object.entries(rule.with).map(([name, join]) => {
    const given = typeof join === 'string' ? { type: join } : join;
    return {
      name,
      ...given,
      equals: given.equals === undefined ? undefined : parseExpression(given.equals, [], 'dyn'),
    };
  });
  const names = joins.map(({ name }) => name);
  const applies = rule.applies === undefined ? undefined : parseExpression(rule.applies, names, 'bool');
  const condition = parseExpression(rule.condition, names, 'bool');
  const defaults = Object.fromEntries(Object.entries(rule.parameters).map(([name, given]) => [name, given.default]));
  const expressions = [condition, applies, ...joins.map(({ equals }) => equals)].filter((one) => one !== undefined);

  const evaluate = (asset: JudgedAsset, circumstances: Circumstances, touched: Touched): Verdict => {
    try {
      const context: Record<string, unknown> = {
        asset: toAssetValue(asset, touched),
        now: circumstances.now,
        parameters: toValue({ ...defaults, ...circumstances.parameters }),
      };
      for (const join of joins) {
        const values = join.equals === undefined ? undefined : [run(join.equals, context)].flat();
        const found = circumstances.joined(join.type, {
          ...(join.sameRegion ? { region: asset.region } : {}),
          ...(join.field === undefined ? {} : { field: join.field, values }),
        });
        const unwatched = { missing: touched.missing };
        const list = found.assets.map((one) => toAssetValue(one, unwatched, join.type));
        if (found.unlisted.length > 0) list.push(unlistedAssets(found.unlisted, unwatched));
        context[join.name] = list;
      }
      if (applies !== undefined && run(applies, context) === false) return { kind: 'not_applicable' };
      const answer = run(condition, context);
      if (answer === true) return { kind: 'pass' };
      if (answer === false) return { kind: 'fail', paths: deepest(touched.paths) };
      return { kind: 'broken', message: 'The condition is neither true nor false.' };
    } catch (error) {
      if (touched.missing.length > 0) return { kind: 'unknown', missing: withoutRepeats(touched.missing) };
      return { kind: 'broken', message: error instanceof Error ? firstLine(error.message) : 'It failed.' };
    }
  };

  return {
    id: rule.id,
    type: rule.type,
    severity: rule.severity,
    joinedTypes: [...new Set(joins.map(({ type }) => type))],
    dependsOnTime: expressions.some((expression) => namesVariable(expression, 'now')),
    judge(asset, circumstances) {
      const verdict = evaluate(asset, circumstances, { missing: [] });
      // Few assets fail, so what a rule looked at is only noted then.
      return verdict.kind === 'fail' ? evaluate(asset, circumstances, { missing: [], paths: new Set() }) : verdict;
    },
  };
}

function run(expression: Expression, context: Record<string, unknown>): unknown {
  return expression(context);
}

/** Of the paths that were read, those that no other goes on from. */
function deepest(paths: ReadonlySet<string> = new Set()): string[] {
  const all = [...paths].filter((path) => path !== 'meta');
  return all
    .filter((path) => !all.some((other) => other.startsWith(`${path}.`) || other.startsWith(`${path}[`)))
    .slice(0, mostPaths);
}

function withoutRepeats(missing: readonly Missing[]): Missing[] {
  return [...new Map(missing.map((one) => [`${one.part} ${one.operation}`, one])).values()];
}

/** CEL's errors go on with a picture of the source. */
function firstLine(message: string): string {
  return message.split('\n')[0]?.slice(0, 300) ?? '';
}
