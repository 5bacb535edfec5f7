import type { ControlState, ControlView } from './api.ts';

// How a control stands, from what its rules say and what people answered. Never “passed” without having looked.

/**
 * How a control stands in some cloud accounts. What people answered for one of them says nothing of the others: without a
 * rule, a control is passed only when each of them is answered for.
 */
export function stateOfControl(
  { rules, answers }: Pick<ControlView, 'rules' | 'answers'>,
  accounts: readonly string[],
): ControlState {
  if (answers.some(({ answer, isOver }) => answer === 'not_met' && !isOver)) return 'failed';
  const judging = rules.filter(({ isEnabled }) => isEnabled);
  if (judging.length === 0) return stateByAnswers(answers, accounts);
  const sum = (name: 'passed' | 'failed' | 'suppressed' | 'unknown') =>
    judging.reduce((total, rule) => total + rule[name], 0);
  if (sum('failed') > 0) return 'failed';
  if (sum('unknown') > 0) return 'unknown';
  if (sum('suppressed') > 0) return 'accepted';
  return sum('passed') > 0 ? 'passed' : 'not_applicable';
}

/** An account's own answer goes before the one for all, also when it has expired. */
function stateByAnswers(answers: ControlView['answers'], accounts: readonly string[]): ControlState {
  const ofAll = answers.find(({ cloudAccountId }) => cloudAccountId === '');
  const counted =
    accounts.length === 0
      ? [ofAll]
      : accounts.map((id) => answers.find(({ cloudAccountId }) => cloudAccountId === id) ?? ofAll);
  if (counted.some((answer) => answer === undefined || answer.isOver)) return 'manual';
  return counted.every((answer) => answer?.answer === 'not_applicable') ? 'not_applicable' : 'passed';
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
