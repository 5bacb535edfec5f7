import type { AssetType } from './asset-types.ts';
import { checkExamples } from './examples.ts';
import { readRule, type UnreadableRule, unreadable } from './library.ts';
import { lineOfField, type RuleFault } from './rule-faults.ts';
import type { RuleFile } from './rule-file.ts';

/** What the IDs of a team's own rules begin with, so that none is ever taken by a rule of the library. */
export const customPrefix = 'custom-';

/** Reads a rule that a team wrote: the format of the library's files, in which examples may be left out. */
export function readCustomRule(source: string): { rule: RuleFile } | UnreadableRule {
  const read = readRule(source, { needsExamples: false });
  if ('message' in read || read.rule.id.startsWith(customPrefix)) return read;
  const message = `The ID of your own rule begins with “${customPrefix}”, such as ${customPrefix}${read.rule.id}.`;
  return unreadable([{ field: 'id', message, line: lineOfField(source, ['id']) }]);
}

/** What is wrong with a team's rule besides its form: an asset type that nobody collects, an example that is judged otherwise. */
export function faultsOfCustomRule(rule: RuleFile, source: string, types: ReadonlyMap<string, AssetType>): RuleFault[] {
  const joins = Object.entries(rule.with).map(([name, join]) => ({
    path: ['with', name],
    type: typeof join === 'string' ? join : join.type,
  }));
  const uncollected = [{ path: ['type'], type: rule.type }, ...joins].filter(({ type }) => !types.has(type));
  if (uncollected.length > 0) {
    return uncollected.map(({ path, type }) => ({
      ...{ field: path.join('.'), message: `${type} is no asset type that CloudCoreo collects.` },
      line: lineOfField(source, path),
    }));
  }
  return checkExamples(rule, types).map((message) => ({
    ...{ field: 'examples', message },
    line: lineOfField(source, ['examples']),
  }));
}
