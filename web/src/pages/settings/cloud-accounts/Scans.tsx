import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { troubleOf } from '../../../api/problem.ts';
import { scanQuery } from '../../../api/scans.ts';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { ScanDetails } from './ScanDetails.tsx';
import { ScanHistory } from './ScanHistory.tsx';
import { ScanOverview } from './ScanOverview.tsx';
import { isUnderWay } from './scan.model.ts';

/** The last scan, or the one that the address names, and all scans of the account. */
export function Scans({ account }: { account: CloudAccountView }) {
  const [parameters] = useSearchParams();
  const lastScanId = account.lastScan?.id;
  const shownId = parameters.get('scan') ?? lastScanId;
  const scan = useQuery({
    ...scanQuery(account.id, shownId ?? ''),
    enabled: shownId !== undefined,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 1500 : false),
  });
  const isLast = shownId === lastScanId;

  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">{isLast ? 'Last scan' : 'An earlier scan'}</Header>}>
        {shownId === undefined ? (
          <EmptyList title="Not scanned yet">Choose Scan now to read the account’s assets.</EmptyList>
        ) : scan.isError && !scan.data ? (
          <ProblemAlert
            title="The scan could not be read"
            problem={troubleOf(scan.error)}
            onRetry={() => void scan.refetch()}
          />
        ) : scan.data ? (
          <ScanOverview scan={scan.data} />
        ) : (
          <Spinner size="large" />
        )}
      </Container>
      {scan.data && <ScanDetails scan={scan.data} />}
      <ScanHistory account={account} shownId={shownId} />
    </SpaceBetween>
  );
}
