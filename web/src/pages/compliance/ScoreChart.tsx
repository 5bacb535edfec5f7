import LineChart from '@cloudscape-design/components/line-chart';
import type { FrameworkView } from '../../../../server/compliance/api.ts';
import { EmptyList } from '../../show/EmptyList.tsx';
import { scorePoints } from './compliance.model.ts';

const dayFormat = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short' });
const percent = (score: number) => `${score}%`;

/** The score day by day. */
export default function ScoreChart({ days }: Pick<FrameworkView, 'days'>) {
  const points = scorePoints(days);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return (
      <EmptyList title={first === undefined ? 'No score yet' : `${percent(first.y)} on ${dayFormat.format(first.x)}`}>
        {first === undefined
          ? 'It is kept at the end of each day on which a scan was judged.'
          : 'The line begins with the second day on which a scan is judged.'}
      </EmptyList>
    );
  }
  return (
    <LineChart
      series={[{ title: 'Score', type: 'line', data: points, valueFormatter: percent, color: 'var(--bar)' }]}
      xDomain={[first.x, last.x]}
      yDomain={[0, 100]}
      xScaleType="time"
      height={180}
      hideFilter
      hideLegend
      ariaLabel="Score by day"
      i18nStrings={{
        xTickFormatter: (day) => dayFormat.format(day),
        yTickFormatter: percent,
        chartAriaRoleDescription: 'line chart',
      }}
    />
  );
}
