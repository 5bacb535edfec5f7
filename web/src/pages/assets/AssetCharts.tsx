import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import PieChart from '@cloudscape-design/components/pie-chart';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { AssetCounts } from '../../../../server/assets/api.ts';
import { plural } from '../../show/plural.ts';
import { type Slice, slicesOf } from './asset-charts.model.ts';
import type { Choice } from './assets.model.ts';

interface AssetChartsProps {
  counts: AssetCounts;
  onChoose: (key: Choice, operator: '=' | '!=', value: string) => void;
}

/** Offers to filter by what was chosen in a chart. */
type Narrow = (value: string | undefined) => ReactNode;

const rowHeight = 22;

/** Counts by type, region and account. What is chosen in a chart becomes a filter. */
export default function AssetCharts({ counts, onChoose }: AssetChartsProps) {
  const narrowBy =
    (key: Choice): Narrow =>
    (value) =>
      value === undefined ? null : (
        <SpaceBetween size="xs" direction="horizontal">
          <Button variant="inline-link" onClick={() => onChoose(key, '=', value)}>
            Show only these
          </Button>
          <Button variant="inline-link" onClick={() => onChoose(key, '!=', value)}>
            Leave these out
          </Button>
        </SpaceBetween>
      );
  return (
    <>
      <Bars
        title="By type"
        noun="type"
        counts={counts.byType.map(({ type, count }) => ({ value: type, count }))}
        narrow={narrowBy('type')}
        shorten={(type) => type.replace(/^AWS::/, '')}
      />
      <Bars
        title="By region"
        noun="region"
        counts={counts.byRegion.map(({ region, count }) => ({ value: region, count }))}
        narrow={narrowBy('region')}
      />
      <Accounts counts={counts} narrow={narrowBy('cloudAccountId')} />
    </>
  );
}

interface BarsProps {
  title: string;
  noun: string;
  counts: { value: string; count: number }[];
  narrow: Narrow;
  shorten?: (label: string) => string;
}

function Bars({ title, noun, counts, narrow, shorten = String }: BarsProps) {
  const { slices, rest } = slicesOf(counts);
  const byLabel = new Map(slices.map(({ label, value }) => [label, value]));
  return (
    <section aria-label={title}>
      <Box variant="h3">{title}</Box>
      <BarChart
        series={[
          {
            type: 'bar',
            title: 'Assets',
            data: slices.map(({ label, count }) => ({ x: label, y: count })),
            valueFormatter: (count) => count.toLocaleString('en'),
          },
        ]}
        xDomain={slices.map(({ label }) => label)}
        yDomain={[0, Math.max(1, ...slices.map(({ count }) => count))]}
        xScaleType="categorical"
        xTickFormatter={shorten}
        yTickFormatter={(count) => (Number.isInteger(count) ? count.toLocaleString('en', { notation: 'compact' }) : '')}
        horizontalBars
        hideFilter
        hideLegend
        height={Math.max(slices.length, 3) * rowHeight}
        ariaLabel={`Assets ${title.toLowerCase()}`}
        detailPopoverFooter={(label) => narrow(byLabel.get(label))}
        empty="No asset matches"
      />
      {rest && (
        <Box variant="small" color="text-body-secondary">
          {plural(rest.count, 'asset')} of {plural(rest.values, `other ${noun}`)}
        </Box>
      )}
    </section>
  );
}

function Accounts({ counts, narrow }: { counts: AssetCounts; narrow: Narrow }) {
  const { slices, rest } = slicesOf(
    counts.byCloudAccount.map(({ cloudAccountId, nickname, count }) => ({
      value: cloudAccountId,
      label: nickname,
      count,
    })),
  );
  const others: Slice[] = rest
    ? [{ label: plural(rest.values, 'other account'), count: rest.count, value: undefined }]
    : [];
  const accounts = counts.byCloudAccount.length;
  return (
    <section aria-label="By account">
      <Box variant="h3">By account</Box>
      <PieChart
        data={[...slices, ...others].map(({ label, count, value }) => ({ title: label, value: count, id: value }))}
        variant="donut"
        size="small"
        ariaLabel="Assets by account"
        hideFilter
        hideTitles
        hideDescriptions
        innerMetricValue={accounts.toLocaleString('en')}
        innerMetricDescription={accounts === 1 ? 'account' : 'accounts'}
        detailPopoverContent={({ value }, sum) => [
          { key: 'Assets', value: value.toLocaleString('en') },
          { key: 'Share', value: `${((value / sum) * 100).toFixed(1)} %` },
        ]}
        detailPopoverFooter={({ id }) => narrow(id)}
        empty="No asset matches"
      />
    </section>
  );
}
