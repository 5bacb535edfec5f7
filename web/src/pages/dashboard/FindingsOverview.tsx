import Container from '@cloudscape-design/components/container';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { findingCountsQuery, findingTrendQuery } from '../../api/findings.ts';
import { Answer } from '../../show/Answer.tsx';
import { BarList } from '../../show/BarList.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { OldestFindings } from './OldestFindings.tsx';
import { OpenFindings } from './OpenFindings.tsx';

const FindingTrendChart = lazy(() => import('./FindingTrendChart.tsx'));

const trendDays = 30;
const accountsShown = 8;

/** What fails the rules: how much, how that went, what waits longest and where most is. */
export function FindingsOverview({ isScanning }: { isScanning: boolean }) {
  const refetchInterval = isScanning ? 5000 : 60_000;
  const counts = useQuery({ ...findingCountsQuery({}), refetchInterval });
  const trend = useQuery({ ...findingTrendQuery(trendDays), refetchInterval });
  const queries = useQueryClient();
  useEffect(() => {
    if (!isScanning) void queries.invalidateQueries({ queryKey: ['findings'] });
  }, [isScanning, queries]);
  const wide = { colspan: { default: 12, s: 8 } } as const;
  const narrow = { colspan: { default: 12, s: 4 } } as const;
  return (
    <SpaceBetween size="l">
      <OpenFindings counts={counts} />
      <Grid gridDefinition={[wide, narrow]}>
        <Container
          fitHeight
          header={
            <Header variant="h2" description={`At the end of each of the last ${trendDays} days.`}>
              Open findings over time
            </Header>
          }
        >
          <div className="changes-chart">
            <Answer of={trend} trouble="The trend could not be read">
              {(data) => (
                <Suspense fallback={<Spinner size="large" />}>
                  <FindingTrendChart trend={data} />
                </Suspense>
              )}
            </Answer>
          </div>
        </Container>
        <Container fitHeight header={<Header variant="h2">Accounts with most findings</Header>}>
          <Answer of={counts} trouble="The findings could not be counted">
            {({ byCloudAccount }) =>
              byCloudAccount.length === 0 ? (
                <EmptyList title="No open findings" />
              ) : (
                <BarList
                  label="Open findings by account"
                  bars={byCloudAccount.slice(0, accountsShown).map(({ cloudAccountId, nickname, count }) => ({
                    ...{ id: cloudAccountId, name: nickname || cloudAccountId, value: count },
                    href: `/findings?cloudAccountId=${encodeURIComponent(cloudAccountId)}`,
                  }))}
                />
              )
            }
          </Answer>
        </Container>
      </Grid>
      <OldestFindings refetchInterval={refetchInterval} />
    </SpaceBetween>
  );
}
