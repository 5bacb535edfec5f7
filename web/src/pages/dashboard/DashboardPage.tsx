import './dashboard.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { useNavigate } from 'react-router';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { AssetCounts } from '../../../../server/assets/api.ts';
import type { OverviewView } from '../../../../server/scans/api.ts';
import { useGate } from '../../access/session.tsx';
import { cloudAccountsQuery } from '../../api/accounts.ts';
import { assetCountsQuery } from '../../api/assets.ts';
import { troubleOf } from '../../api/problem.ts';
import { overviewQuery } from '../../api/scans.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { BarList } from '../../show/BarList.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { isMoving } from '../settings/cloud-accounts/account.model.ts';
import { scanHref } from '../settings/cloud-accounts/scan.model.ts';
import { Attention } from './Attention.tsx';
import { accountsOverview, largest } from './dashboard.model.ts';
import { FindingsOverview } from './FindingsOverview.tsx';
import { RunningScans } from './RunningScans.tsx';

const ChangesChart = lazy(() => import('./ChangesChart.tsx'));

// The most that the API gives at once; a team with more sees the first thousand here and all in the lists.
const mostAccounts = 1000;

export default function DashboardPage() {
  useFrame('Dashboard');
  const accounts = useQuery({
    ...cloudAccountsQuery({ limit: mostAccounts }),
    refetchInterval: ({ state }) => (state.data?.items.some(isMoving) ? 3000 : false),
  });
  const isScanning = accounts.data?.items.some(isMoving) === true;
  // While assets are found, and once more when the last scan has ended: its figures are complete only then.
  const refetchInterval = isScanning ? 3000 : 60_000;
  const counts = useQuery({ ...assetCountsQuery({}), refetchInterval });
  const overview = useQuery({ ...overviewQuery, refetchInterval });
  const queries = useQueryClient();
  useEffect(() => {
    if (isScanning) return;
    void queries.invalidateQueries({ queryKey: overviewQuery.queryKey });
    void queries.invalidateQueries({ queryKey: assetCountsQuery({}).queryKey });
  }, [isScanning, queries]);

  return (
    <ContentLayout header={<Header variant="h1">Dashboard</Header>}>
      {accounts.isError && !accounts.data ? (
        <ProblemAlert
          title="The cloud accounts could not be read"
          problem={troubleOf(accounts.error)}
          onRetry={() => void accounts.refetch()}
        />
      ) : counts.isError && !counts.data ? (
        <ProblemAlert
          title="The assets could not be counted"
          problem={troubleOf(counts.error)}
          onRetry={() => void counts.refetch()}
        />
      ) : overview.isError && !overview.data ? (
        <ProblemAlert
          title="The overview could not be read"
          problem={troubleOf(overview.error)}
          onRetry={() => void overview.refetch()}
        />
      ) : !accounts.data || !counts.data || !overview.data ? (
        <PageLoading />
      ) : accounts.data.items.length === 0 ? (
        <NothingConnected />
      ) : (
        <Overview
          accounts={accounts.data.items}
          hasMore={accounts.data.nextCursor !== undefined}
          counts={counts.data}
          overview={overview.data}
        />
      )}
    </ContentLayout>
  );
}

function NothingConnected() {
  const navigate = useNavigate();
  const gate = useGate();
  return (
    <Container>
      <EmptyList
        title="Connect your first AWS account"
        action={
          <Button variant="primary" onClick={() => void navigate('/settings/cloud-accounts/new')} {...gate('connect')}>
            Connect a Cloud Account
          </Button>
        }
      >
        Paste a temporary access key, and a minute later its assets are here. The key is used for seconds and never
        stored.
      </EmptyList>
    </Container>
  );
}

interface OverviewProps {
  accounts: CloudAccountView[];
  hasMore: boolean;
  counts: AssetCounts;
  overview: OverviewView;
}

function Overview({ accounts, hasMore, counts, overview }: OverviewProps) {
  const { total, connected, attention, running } = accountsOverview(accounts);
  const gaps = [...overview.gaps].sort((one, other) => other.gaps - one.gaps);
  const half = { colspan: { default: 12, s: 6 } } as const;
  const more = hasMore ? '+' : '';
  return (
    <SpaceBetween size="l">
      <FindingsOverview isScanning={running.length > 0} />
      <Container header={<Header variant="h2">Overview</Header>}>
        <ColumnLayout columns={4} variant="text-grid" minColumnWidth={130}>
          <Figure
            label="Cloud accounts"
            figure={`${total.toLocaleString('en')}${more}`}
            href="/settings/cloud-accounts"
          />
          <Figure
            label="Connected"
            figure={`${connected.toLocaleString('en')}${more}`}
            href="/settings/cloud-accounts?state=connected"
          />
          <Figure label="Need attention" figure={`${attention.length.toLocaleString('en')}${more}`} />
          <Figure label="Assets" figure={overview.assets.toLocaleString('en')} href="/assets" />
        </ColumnLayout>
      </Container>
      <RunningScans running={running} />
      <Container
        header={
          <Header variant="h2" description="What the scans of the last 14 days found.">
            Changes
          </Header>
        }
      >
        <div className="changes-chart">
          <Suspense fallback={<Spinner size="large" />}>
            <ChangesChart days={overview.days} isScanning={running.length > 0} />
          </Suspense>
        </div>
      </Container>
      <Grid gridDefinition={[half, half]}>
        <Attention attention={attention} />
        <Container
          fitHeight
          header={
            <Header variant="h2" description="What the last scans could not read is unknown.">
              Coverage gaps
            </Header>
          }
        >
          {gaps.length === 0 ? (
            <NoGaps isScanning={running.length > 0} />
          ) : (
            <BarList
              label="Coverage gaps by account"
              bars={gaps.slice(0, 8).map(({ cloudAccountId, nickname, scanId, gaps: value }) => ({
                id: cloudAccountId,
                name: nickname,
                value,
                href: `${scanHref({ cloudAccountId, id: scanId })}?tab=gaps`,
              }))}
            />
          )}
        </Container>
      </Grid>
      <Grid gridDefinition={[half, half]}>
        <Amounts
          title="Assets by type"
          parameter="type"
          counts={counts.byType.map(({ type, count }) => ({ key: type, count }))}
        />
        <Amounts
          title="Assets by region"
          parameter="region"
          counts={counts.byRegion.map(({ region, count }) => ({ key: region, count }))}
        />
      </Grid>
    </SpaceBetween>
  );
}

/** While an account is scanned its gaps are not known yet: that none is shown does not mean that there is none. */
function NoGaps({ isScanning }: { isScanning: boolean }) {
  return isScanning ? (
    <EmptyList title="Not known yet">Gaps are shown here when the scans that are running have ended.</EmptyList>
  ) : (
    <EmptyList title="No gaps">The last scans could read everything they asked for.</EmptyList>
  );
}

function Figure({ label, figure, href }: { label: string; figure: string; href?: string }) {
  return (
    <div className="figure">
      <div className="figure-label">{label}</div>
      <div>
        {href ? (
          <RouteLink to={href} variant="awsui-value-large" ariaLabel={`${label}: ${figure}`}>
            {figure}
          </RouteLink>
        ) : (
          <Box variant="awsui-value-large">{figure}</Box>
        )}
      </div>
    </div>
  );
}

interface AmountsProps {
  title: string;
  /** The asset list's parameter that shows one of them. */
  parameter: 'type' | 'region';
  counts: { key: string; count: number }[];
}

function Amounts({ title, parameter, counts }: AmountsProps) {
  const { top, others } = largest(counts, 10);
  const bars = top.map(({ key, count }) => ({
    id: key,
    name: key,
    value: count,
    href: `/assets?${parameter}=${encodeURIComponent(key)}`,
  }));
  return (
    <Container fitHeight header={<Header variant="h2">{title}</Header>}>
      {counts.length === 0 ? (
        <EmptyList title="No assets yet">They appear while the first scan runs.</EmptyList>
      ) : (
        <SpaceBetween size="s">
          <BarList label={title} bars={bars} />
          {others && (
            <RouteLink to="/assets">
              {others.key}: {plural(others.count, 'asset')}
            </RouteLink>
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}
