import type { FrameworkSummaryView } from '../../../../server/compliance/api.ts';
import { countsInWords, scoreText, segmentsOf } from './compliance.model.ts';

const radius = 42;
/** Between two segments, as a part of the ring. */
const gap = 0.008;

interface StateRingProps {
  summary: Pick<FrameworkSummaryView, 'counts' | 'score'>;
  /** In pixels. */
  size: number;
}

/** A framework's controls by state as a ring, with the score in its middle. */
export function StateRing({ summary: { counts, score }, size }: StateRingProps) {
  const segments = segmentsOf(counts);
  const space = segments.length > 1 ? gap : 0;
  const words = score === null ? 'No score' : `Score ${scoreText(score)}`;
  return (
    <svg
      className="state-ring"
      viewBox="0 0 100 100"
      width={size}
      height={size}
      role="img"
      aria-label={`${words}: ${countsInWords(counts)}`}
    >
      <circle className="state-ring-track" cx="50" cy="50" r={radius} pathLength="1" />
      {segments.map(({ state, start, length }) => (
        <circle
          key={state}
          className={`state-ring-segment is-${state}`}
          cx="50"
          cy="50"
          r={radius}
          pathLength="1"
          // The smallest share is still to be seen.
          strokeDasharray={`${Math.max(length - space, gap)} 1`}
          strokeDashoffset={-start}
        />
      ))}
      <text x="50" y="50" className="state-ring-score">
        {/* Never rounded up: a hundred is for what passes altogether. */}
        {score === null ? '—' : `${Math.floor(score)}%`}
      </text>
    </svg>
  );
}
