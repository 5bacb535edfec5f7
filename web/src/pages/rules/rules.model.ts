import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';

/** Which rules are shown, by what they say. */
export const states = {
  all: 'All',
  failing: 'With findings',
  unknown: 'That cannot tell of some assets',
  broken: 'Broken',
} as const;
export type State = keyof typeof states;

export function stateOf(text: string | null): State {
  return text !== null && Object.hasOwn(states, text) ? (text as State) : 'all';
}

/** The rules that have a text in their title, ID, type or service, and are in a state. */
export function matchingRules(rules: readonly RuleSummaryView[], text: string, state: State): RuleSummaryView[] {
  const wanted = text.trim().toLowerCase();
  return rules.filter(
    ({ id, title, assetType, service, severity, failed, unknown, broken }) =>
      [id, title, assetType, service, severity].some((one) => one.toLowerCase().includes(wanted)) &&
      (state === 'all' ||
        (state === 'failing' && failed > 0) ||
        (state === 'unknown' && unknown > 0) ||
        (state === 'broken' && broken > 0)),
  );
}
