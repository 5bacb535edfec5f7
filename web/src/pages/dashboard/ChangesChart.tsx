import BarChart from '@cloudscape-design/components/bar-chart';
import type { OverviewView } from '../../../../server/scans/api.ts';
import { EmptyList } from '../../show/EmptyList.tsx';
import { changeSeries, dayWords } from './dashboard.model.ts';

/** The assets that scans found new, changed and deleted, day by day. */
export default function ChangesChart({ days, isScanning }: Pick<OverviewView, 'days'> & { isScanning: boolean }) {
  const { series, highest } = changeSeries(days);
  return (
    <BarChart
      series={series}
      stackedBars
      xDomain={days.map(({ day }) => day)}
      yDomain={[0, Math.max(highest, 1)]}
      height={200}
      xTitle="Day (UTC)"
      yTitle="Assets"
      ariaLabel="Assets new, changed and deleted by day"
      hideFilter
      i18nStrings={{
        xTickFormatter: (day) => dayWords(String(day)),
        yTickFormatter: (count) => (Number.isInteger(count) ? count.toLocaleString('en') : ''),
        legendAriaLabel: 'Kinds of change',
        chartAriaRoleDescription: 'bar chart',
      }}
      empty={
        isScanning ? (
          <EmptyList title="Not known yet">What a scan found is shown here when it has ended.</EmptyList>
        ) : (
          <EmptyList title="No changes">No scan of the last days found a change.</EmptyList>
        )
      }
    />
  );
}
