import BarChart from '@cloudscape-design/components/bar-chart';
import type { FindingTrend } from '../../../../server/findings/api.ts';
import { EmptyList } from '../../show/EmptyList.tsx';
import { dayWords } from './dashboard.model.ts';
import { trendSeries } from './findings-overview.model.ts';

/** How many findings were open at the end of each day, by severity. */
export default function FindingTrendChart({ trend }: { trend: FindingTrend }) {
  const { series, days, highest } = trendSeries(trend.days);
  return (
    <BarChart
      series={series}
      stackedBars
      xDomain={days}
      yDomain={[0, Math.max(highest, 1)]}
      height={200}
      xTitle="Day (UTC)"
      yTitle="Open findings"
      ariaLabel="Open findings by day and severity"
      hideFilter
      i18nStrings={{
        xTickFormatter: (day) => dayWords(String(day)),
        yTickFormatter: (count) => (Number.isInteger(count) ? count.toLocaleString('en') : ''),
        legendAriaLabel: 'Severities',
        chartAriaRoleDescription: 'bar chart',
      }}
      empty={<EmptyList title="No findings">Nothing failed a rule in the last 30 days.</EmptyList>}
    />
  );
}
