import { type Expression, namesVariable, parseExpression } from './language.ts';
import type { RuleFile, Severity } from './rule-file.ts';
import {
  type JudgedAsset,
  type Missing,
  toAssetValue,
  toJoinedAssetValue,
  toValue,
  toWatchedAssetValue,
  unlistedAssets,
  watching,
} from './values.ts';

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

  const ownDefaults = toValue(defaults);
  const evaluate = (assetValue: unknown, asset: JudgedAsset, circumstances: Circumstances): unknown => {
    const context: Record<string, unknown> = {
      asset: assetValue,
      now: circumstances.now,
      parameters:
        circumstances.parameters === undefined ? ownDefaults : toValue({ ...defaults, ...circumstances.parameters }),
    };
    for (const join of joins) {
      const values = join.equals === undefined ? undefined : [run(join.equals, context)].flat();
      const found = circumstances.joined(join.type, {
        ...(join.sameRegion ? { region: asset.region } : {}),
        ...(join.field === undefined ? {} : { field: join.field, values }),
      });
      context[join.name] = joinedList(found);
    }
    if (applies !== undefined && run(applies, context) === false) return 'not_applicable';
    return run(condition, context);
  };

  const judge = (
    assetValue: unknown,
    asset: JudgedAsset,
    circumstances: Circumstances,
    withPaths: boolean,
  ): Verdict => {
    const [answer, { missing, paths }] = watching(
      () => {
        try {
          return evaluate(assetValue, asset, circumstances);
        } catch (error) {
          return error instanceof Error ? error : new Error('It failed.');
        }
      },
      { withPaths },
    );
    if (answer === true) return { kind: 'pass' };
    if (answer === 'not_applicable') return { kind: 'not_applicable' };
    if (answer === false) return { kind: 'fail', paths: deepest(paths) };
    if (!(answer instanceof Error)) return { kind: 'broken', message: 'The condition is neither true nor false.' };
    if (missing.length > 0) return { kind: 'unknown', missing: withoutRepeats(missing) };
    return { kind: 'broken', message: firstLine(answer.message) };
  };

  return {
    id: rule.id,
    type: rule.type,
    severity: rule.severity,
    joinedTypes: [...new Set(joins.map(({ type }) => type))],
    dependsOnTime: expressions.some((expression) => namesVariable(expression, 'now')),
    judge(asset, circumstances) {
      const verdict = judge(toAssetValue(asset), asset, circumstances, false);
      // Few assets fail, so what a rule looked at is only noted then.
      return verdict.kind === 'fail' ? judge(toWatchedAssetValue(asset), asset, circumstances, true) : verdict;
    },
  };
}

const lists = new WeakMap<JoinedAssets['assets'], unknown[]>();

/** The joined assets as a list of CEL; one that is joined again and again, such as all of a type, is made once. */
function joinedList({ assets, unlisted }: JoinedAssets): unknown[] {
  const known = lists.get(assets) ?? assets.map(toJoinedAssetValue);
  lists.set(assets, known);
  return unlisted.length === 0 ? known : [...known, unlistedAssets(unlisted)];
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
