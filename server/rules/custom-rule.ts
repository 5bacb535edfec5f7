import type { AssetType } from './asset-types.ts';
import { checkExamples } from './examples.ts';
import { readRule } from './library.ts';
import type { RuleFile } from './rule-file.ts';

/** What the IDs of a team's own rules begin with, so that none is ever taken by a rule of the library. */
export const customPrefix = 'custom-';

/** Longest file of a rule, in characters. */
export const longestRule = 60_000;

/** Reads a rule that a team wrote: the format of the library's files, in which examples may be left out. */
export function readCustomRule(source: string): { rule: RuleFile } | { message: string } {
  const read = readRule(source, { needsExamples: false });
  if ('message' in read) return read;
  if (read.rule.id.startsWith(customPrefix)) return read;
  return {
    message: `id: The ID of your own rule begins with “${customPrefix}”, such as ${customPrefix}${read.rule.id}.`,
  };
}

/** What is wrong with a team's rule besides its form, in words: an asset type that nobody collects, an example that is judged otherwise. */
export function faultsOfCustomRule(rule: RuleFile, types: ReadonlyMap<string, AssetType>): string[] {
  const named = [rule.type, ...Object.values(rule.with).map((join) => (typeof join === 'string' ? join : join.type))];
  const uncollected = named.filter((type) => !types.has(type));
  if (uncollected.length > 0) return uncollected.map((type) => `${type} is no asset type that CloudCoreo collects.`);
  return checkExamples(rule, types);
}
