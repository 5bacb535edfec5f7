import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ScanSummaryView } from '../../../../server/scans/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { ScanProgress } from '../settings/cloud-accounts/ScanProgress.tsx';
import { scanHref } from '../settings/cloud-accounts/scan.model.ts';

const shown = 5;

/** The scans under way, with how far they are; nothing when there are none. */
export function RunningScans({ running }: { running: { nickname: string; scan: ScanSummaryView }[] }) {
  if (running.length === 0) return null;
  return (
    <Container header={<Header variant="h2">Running scans</Header>}>
      <SpaceBetween size="l">
        {running.slice(0, shown).map(({ nickname, scan }) => (
          <ScanProgress
            key={scan.id}
            scan={scan}
            label={
              <RouteLink to={scanHref(scan)}>
                <AwsText>{nickname}</AwsText>
              </RouteLink>
            }
          />
        ))}
        {running.length > shown && (
          <RouteLink to="/settings/cloud-accounts">And {plural(running.length - shown, 'other')}</RouteLink>
        )}
      </SpaceBetween>
    </Container>
  );
}
