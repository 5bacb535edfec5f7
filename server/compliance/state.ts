import type { ControlState, ControlView } from './api.ts';

// How a control stands, from what its rules say and what people answered. Never “passed” without having looked.

/** How a control stands. */
export function stateOfControl({ rules, answers }: Pick<ControlView, 'rules' | 'answers'>): ControlState {
  const holding = answers.filter(({ isOver }) => !isOver);
  if (holding.some(({ answer }) => answer === 'not_met')) return 'failed';
  const judging = rules.filter(({ isEnabled }) => isEnabled);
  if (judging.length === 0) {
    if (holding.length === 0) return 'manual';
    return holding.every(({ answer }) => answer === 'not_applicable') ? 'not_applicable' : 'passed';
  }
  const sum = (name: 'passed' | 'failed' | 'suppressed' | 'unknown') =>
    judging.reduce((total, rule) => total + rule[name], 0);
  if (sum('failed') > 0) return 'failed';
  if (sum('unknown') > 0) return 'unknown';
  if (sum('suppressed') > 0) return 'accepted';
  return sum('passed') > 0 ? 'passed' : 'not_applicable';
}

/** Counts of states. */
export function countStates(states: readonly ControlState[]): Record<ControlState, number> {
  const counts = { passed: 0, failed: 0, accepted: 0, unknown: 0, not_applicable: 0, manual: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}

/** Of the controls that pass, fail or are unknown, those that pass, in percent with one digit. */
export function scoreOf({
  passed,
  failed,
  unknown,
}: {
  passed: number;
  failed: number;
  unknown: number;
}): number | null {
  const judged = passed + failed + unknown;
  return judged === 0 ? null : Math.floor((passed / judged) * 1000) / 10;
}
