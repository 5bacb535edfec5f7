import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { RuleLanguage } from '../../../../../server/findings/rule-api.ts';

/** What can be written next: an asset type, the severities, and within expressions what can be named and called. */
export function completeRule(context: CompletionContext, language: RuleLanguage | undefined): CompletionResult | null {
  const word = context.matchBefore(/[A-Za-z][\w:.]*/);
  if (!language || !word || (word.text.length < 2 && !context.explicit)) return null;
  const before = context.state.doc
    .lineAt(context.pos)
    .text.slice(0, word.from - context.state.doc.lineAt(context.pos).from);
  if (/^\s*severity:\s*$/.test(before)) return { from: word.from, options: severities };
  return { from: word.from, options: optionsOf(language), validFor: /^[\w:.]*$/ };
}

const severities: Completion[] = ['critical', 'high', 'medium', 'low', 'informational'].map((label) => ({ label }));

const known = new WeakMap<RuleLanguage, Completion[]>();

function optionsOf(language: RuleLanguage): Completion[] {
  const options = known.get(language) ?? [
    ...language.assetTypes.map(({ type }) => ({ label: type })),
    ...language.variables.map(({ name, description }) => ({ label: name, info: description })),
    ...metaFields.map((field) => ({ label: `asset.meta.${field}` })),
    ...functionsOf(language),
  ];
  known.set(language, options);
  return options;
}

const metaFields = ['arn', 'name', 'type', 'region', 'account', 'partition', 'tags'];

/** A function that takes this or that is one to choose. */
function functionsOf({ functions }: RuleLanguage): Completion[] {
  const byName = new Map(functions.map((one) => [nameOf(one.signature), one]));
  return [...byName].map(([name, { signature, description }]) => ({
    ...{ label: name, detail: signature.slice(name.length), info: description, apply: `${name}(` },
  }));
}

function nameOf(signature: string): string {
  return signature.split('(')[0] ?? signature;
}
