import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type {
  ControlState,
  ControlView,
  FrameworkSummaryView,
  FrameworkView,
} from '../../../../server/compliance/api.ts';

interface StateWords {
  label: string;
  meaning: string;
  indicator: StatusIndicatorProps.Type;
  /** Says it on paper, where there may be no colour. */
  mark: string;
}

/** The states of a control, in the order in which somebody has to do something about them. */
export const states: Record<ControlState, StateWords> = {
  failed: { label: 'Failed', meaning: 'Something fails, or is not met.', indicator: 'error', mark: '✕' },
  unknown: {
    label: 'Unknown',
    meaning: 'Nothing fails, and not everything could be looked at.',
    indicator: 'warning',
    mark: '?',
  },
  manual: {
    label: 'Manual',
    meaning: 'People answer for it, and nobody has for all accounts, or not lately.',
    indicator: 'pending',
    mark: '○',
  },
  accepted: { label: 'Accepted', meaning: 'All that fails is suppressed.', indicator: 'info', mark: '!' },
  passed: { label: 'Passed', meaning: 'All that was looked at passes, or is met.', indicator: 'success', mark: '✓' },
  not_applicable: {
    label: 'Not applicable',
    meaning: 'There is nothing that it is about.',
    indicator: 'stopped',
    mark: '–',
  },
};

export const stateOrder = Object.keys(states) as ControlState[];

/** The state that the address names, if there is one. */
export function stateOf(text: string): ControlState | undefined {
  return stateOrder.find((state) => state === text);
}

/** “62.5%”; a dash where nothing is judged. */
export function scoreText(score: number | null): string {
  return score === null ? '—' : `${score}%`;
}

/** “CIS AWS Foundations Benchmark 7.0.0” */
export function frameworkName({ title, version }: Pick<FrameworkView, 'title' | 'version'>): string {
  return version === '' ? title : `${title} ${version}`;
}

interface Segment {
  state: ControlState;
  /** Where it begins and how long it is, as parts of the whole ring. */
  start: number;
  length: number;
}

const ringOrder: ControlState[] = ['passed', 'failed', 'unknown', 'accepted', 'manual', 'not_applicable'];

/** A ring's segments, one for each state that there is. */
export function segmentsOf(counts: FrameworkSummaryView['counts']): Segment[] {
  const total = ringOrder.reduce((sum, state) => sum + counts[state], 0);
  let start = 0;
  return ringOrder.flatMap((state) => {
    if (counts[state] === 0) return [];
    const segment = { state, start, length: counts[state] / total };
    start += segment.length;
    return [segment];
  });
}

/** The counts in words, for who does not see the ring. */
export function countsInWords(counts: FrameworkSummaryView['counts']): string {
  const said = stateOrder.filter((state) => counts[state] > 0);
  return said.map((state) => `${counts[state]} ${states[state].label.toLowerCase()}`).join(', ');
}

/** How frameworks are ordered. */
export const frameworkSorts = { name: 'By name', score: 'Lowest score first', failed: 'Most failed first' } as const;
type FrameworkSort = keyof typeof frameworkSorts;

/** The frameworks that have a text in their name or ID. */
export function shownFrameworks(
  frameworks: readonly FrameworkSummaryView[],
  text: string,
  sort: FrameworkSort,
): FrameworkSummaryView[] {
  const byName = (one: FrameworkSummaryView, other: FrameworkSummaryView) =>
    one.title.localeCompare(other.title) || other.version.localeCompare(one.version, 'en', { numeric: true });
  // What is not judged has no score: it comes last.
  const scoreOf = ({ score }: FrameworkSummaryView) => score ?? Number.POSITIVE_INFINITY;
  const order = {
    name: byName,
    score: (one: FrameworkSummaryView, other: FrameworkSummaryView) =>
      scoreOf(one) === scoreOf(other) ? byName(one, other) : scoreOf(one) - scoreOf(other),
    failed: (one: FrameworkSummaryView, other: FrameworkSummaryView) =>
      other.counts.failed - one.counts.failed || byName(one, other),
  }[sort];
  return frameworks.filter((one) => has(text, [frameworkName(one), one.id])).sort(order);
}

/** How controls are ordered. */
export const controlSorts = { number: 'By number', state: 'By state' } as const;
type ControlSort = keyof typeof controlSorts;

interface ControlGroup {
  /** None: they are not grouped. */
  state: ControlState | undefined;
  controls: ControlView[];
}

/** The controls in a state that have a text in their ID or title, or in a rule's; grouped when they go by state. */
export function groupControls(
  controls: readonly ControlView[],
  { text, state, sort }: { text: string; state: ControlState | undefined; sort: ControlSort },
): ControlGroup[] {
  const shown = controls.filter(
    (control) =>
      (state === undefined || control.state === state) &&
      has(text, [control.id, control.title, ...control.rules.flatMap(({ id, title }) => [id, title])]),
  );
  if (sort === 'number') return [{ state: undefined, controls: shown }];
  return stateOrder
    .map((group) => ({ state: group, controls: shown.filter((control) => control.state === group) }))
    .filter(({ controls: ofGroup }) => ofGroup.length > 0);
}

function has(text: string, places: readonly string[]): boolean {
  const wanted = text.trim().toLowerCase();
  return places.some((place) => place.toLowerCase().includes(wanted));
}

type RuleState = ControlView['rules'][number];

/** The rules of a control: what fails first, then what is unknown; those that are switched off last. */
export function worstFirst(rules: readonly RuleState[]): RuleState[] {
  const rank = ({ isEnabled, failed, unknown, suppressed }: RuleState) =>
    !isEnabled ? 4 : failed > 0 ? 0 : unknown > 0 ? 1 : suppressed > 0 ? 2 : 3;
  return [...rules].sort((one, other) => rank(one) - rank(other) || other.failed - one.failed);
}

/** Whether people answer for a control: no rule judges it, or all of its rules are switched off. */
export function isForPeople({ rules }: Pick<ControlView, 'rules'>): boolean {
  return rules.every(({ isEnabled }) => !isEnabled);
}

/** What a control's row says of its assets, short. */
export function summaryOf(control: ControlView): string {
  if (isForPeople(control)) {
    if (control.answers.length === 0) return 'No answer';
    return control.answers.every(({ isOver }) => isOver) ? 'Answer expired' : 'Answered';
  }
  const sum = (name: 'passed' | 'failed' | 'suppressed' | 'unknown') =>
    control.rules.reduce((total, rule) => total + (rule.isEnabled ? rule[name] : 0), 0);
  const said = [
    [sum('failed'), 'fail'],
    [sum('unknown'), 'unknown'],
    [sum('suppressed'), 'suppressed'],
  ] as const;
  const parts = said.filter(([count]) => count > 0).map(([count, word]) => `${count.toLocaleString('en')} ${word}`);
  if (parts.length > 0) return parts.join(', ');
  return sum('passed') > 0 ? `${sum('passed').toLocaleString('en')} pass` : 'No assets';
}

/** The findings of a framework, a control or a rule: open ones unless a status is named. */
export function findingsHref(
  filter: { framework?: string; control?: string; ruleId?: string; status?: 'suppressed' },
  cloudAccountId: string,
): string {
  const parameters = new URLSearchParams(filter);
  if (cloudAccountId !== '') parameters.set('cloudAccountId', cloudAccountId);
  return `/findings?${parameters}`;
}

/** A framework's page, for the same account. */
export function frameworkHref(id: string, parameters: { cloudAccountId?: string; state?: ControlState } = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  return `/compliance/${encodeURIComponent(id)}${query.size === 0 ? '' : `?${query}`}`;
}

/** The days that have a score, as points of a line: at midnight where the reader is, as the axis has it. */
export function scorePoints(days: FrameworkView['days']): { x: Date; y: number }[] {
  return days.flatMap(({ day, score }) => (score === null ? [] : [{ x: new Date(`${day}T00:00:00`), y: score }]));
}
