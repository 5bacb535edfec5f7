import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { CancelScan } from './CancelScan.tsx';
import { ScanHistory } from './ScanHistory.tsx';
import { ScanOverview } from './ScanOverview.tsx';
import { Schedule } from './Schedule.tsx';
import { isUnderWay, scanHref } from './scan.model.ts';

/** The last scan in figures, when the next ones come, and all scans of the account. */
export function Scans({ account }: { account: CloudAccountView }) {
  const navigate = useNavigate();
  const scan = account.lastScan;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              scan && (
                <SpaceBetween direction="horizontal" size="xs">
                  {isUnderWay(scan) && <CancelScan scan={scan} />}
                  <Button onClick={() => void navigate(scanHref(scan))}>
                    {isUnderWay(scan) ? 'Watch it' : 'Open the scan'}
                  </Button>
                </SpaceBetween>
              )
            }
          >
            {scan && isUnderWay(scan) ? 'Scan under way' : 'Last scan'}
          </Header>
        }
      >
        {scan ? (
          <ScanOverview scan={scan} />
        ) : (
          <EmptyList title="Not scanned yet">Choose Scan now to read the account’s assets.</EmptyList>
        )}
      </Container>
      {account.state === 'connected' && <Schedule account={account} />}
      <ScanHistory account={account} />
    </SpaceBetween>
  );
}
