import type { ControlState, FrameworkSummaryView } from '../../../../server/compliance/api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { stateOrder, states } from './compliance.model.ts';

interface StateCountsProps {
  counts: FrameworkSummaryView['counts'];
  /** Where the controls in a state are shown. */
  hrefOf: (state: ControlState) => string;
}

/** How many controls are in each state, each leading to them. */
export function StateCounts({ counts, hrefOf }: StateCountsProps) {
  return (
    <ul className="state-counts" aria-label="Controls by state">
      {stateOrder.map((state) => {
        const { label, meaning } = states[state];
        const count = counts[state].toLocaleString('en');
        return (
          <li key={state} className={counts[state] === 0 ? 'is-none' : undefined} title={meaning}>
            <span className={`state-dot is-${state}`} aria-hidden="true" />
            <span className="state-label">
              {counts[state] === 0 ? label : <RouteLink to={hrefOf(state)}>{label}</RouteLink>}
            </span>
            <span className="state-count">{count}</span>
          </li>
        );
      })}
    </ul>
  );
}
