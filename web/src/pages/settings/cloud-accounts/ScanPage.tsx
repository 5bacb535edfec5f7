import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { cloudAccountQuery } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { scanQuery, servicesQuery } from '../../../api/scans.ts';
import { useFrame } from '../../../app/page-frame.tsx';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemPage } from '../../../show/ProblemPage.tsx';
import { CancelScan } from './CancelScan.tsx';
import { cloudAccountsCrumbs } from './crumbs.ts';
import { ScanCalls } from './ScanCalls.tsx';
import { ScanChanges } from './ScanChanges.tsx';
import { ScanGaps } from './ScanGaps.tsx';
import { ScanGrid } from './ScanGrid.tsx';
import { ScanOverview } from './ScanOverview.tsx';
import { isUnderWay, throttledCalls } from './scan.model.ts';
import { oneOf, useParameters } from './use-parameters.ts';

/** One scan of an account: live while it runs, what came of it afterwards. */
export default function ScanPage() {
  const { accountId = '', scanId = '' } = useParams();
  const account = useQuery(cloudAccountQuery(accountId));
  const scan = useQuery({
    ...scanQuery(accountId, scanId),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1000 : false),
  });
  const nickname = account.data?.nickname;
  const crumbs = useMemo(
    () =>
      nickname === undefined
        ? cloudAccountsCrumbs
        : [
            ...cloudAccountsCrumbs,
            { text: nickname, href: `/settings/cloud-accounts/${encodeURIComponent(accountId)}` },
          ],
    [accountId, nickname],
  );
  useFrame('Scan', crumbs);

  const failed = [account, scan].find(({ isError, data }) => isError && !data);
  if (failed) {
    return (
      <ProblemPage
        heading="Scan"
        title="The scan could not be read"
        problem={troubleOf(failed.error)}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  if (!account.data || !scan.data) return <PageLoading />;
  return <Scan account={account.data} scan={scan.data} />;
}

const tabs = { parts: 'Services and regions', gaps: 'Gaps', changes: 'Changes', calls: 'Calls' };

function Scan({ account, scan }: { account: CloudAccountView; scan: ScanView }) {
  const parameters = useParameters();
  const services = useQuery(servicesQuery);
  // When it cannot be read, the services' IDs stand for their names: no reason to show nothing.
  const named = services.data ?? noServices;
  const throttled = useMemo(() => throttledCalls(scan.ledger), [scan.ledger]);
  const contents = {
    parts: () =>
      services.isPending ? <PageLoading /> : <ScanGrid accountId={account.id} parts={scan.details} services={named} />,
    gaps: () => <ScanGaps scan={scan} account={account} services={named} />,
    changes: () => <ScanChanges scan={scan} />,
    calls: () => <ScanCalls ledger={scan.ledger} />,
  };
  const active = oneOf(tabs, parameters.get('tab'));

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description={account.awsAccountId ? `AWS account ${account.awsAccountId}` : undefined}
          actions={isUnderWay(scan) && <CancelScan scan={scan} />}
        >
          Scan of <bdi className="aws-text">{account.nickname}</bdi>
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Overview</Header>}>
          <ScanOverview scan={scan} throttled={throttled} />
        </Container>
        <Tabs
          variant="container"
          ariaLabel="Details of the scan"
          activeTabId={active}
          onChange={({ detail }) => parameters.set('tab', detail.activeTabId === 'parts' ? '' : detail.activeTabId)}
          tabs={Object.entries(tabs).map(([id, label]) => ({
            id,
            label: id === 'gaps' ? `${label} (${scan.gaps.toLocaleString('en')})` : label,
            content: id === active && contents[active](),
          }))}
        />
      </SpaceBetween>
    </ContentLayout>
  );
}

const noServices: never[] = [];
