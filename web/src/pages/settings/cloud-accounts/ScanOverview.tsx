import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import { Moment } from '../../../show/Moment.tsx';
import { duration } from '../../../show/moment.model.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { plural } from '../../../show/plural.ts';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { ScanProgress } from './ScanProgress.tsx';
import { isUnderWay, scanHref, scanMilliseconds, scanScope, scanStatus, triggers } from './scan.model.ts';
import { useNow } from './use-now.ts';

interface ScanOverviewProps {
  scan: ScanSummaryView;
  /** Calls that AWS refused because they came too fast, where that is known. */
  throttled?: number;
}

/** A scan in figures; while it runs, its progress. */
export function ScanOverview({ scan, throttled }: ScanOverviewProps) {
  const status = scanStatus(scan);
  const now = useNow(isUnderWay(scan));
  const milliseconds = scanMilliseconds(scan, now);
  const href = scanHref(scan);
  const isLimited = scan.regions !== null || scan.services !== null;
  return (
    <SpaceBetween size="l">
      {scan.failure && <ProblemAlert title="The scan failed" problem={scan.failure} />}
      {isUnderWay(scan) && <ScanProgress scan={scan} />}
      <KeyValuePairs
        columns={4}
        minColumnWidth={150}
        items={[
          { label: 'State', value: <StatusIndicator type={status.type}>{status.text}</StatusIndicator> },
          { label: 'Started', value: <Moment at={scan.startedAt ?? scan.queuedAt} /> },
          {
            label: isUnderWay(scan) ? 'Running for' : 'Took',
            value: milliseconds === undefined ? '—' : duration(milliseconds),
          },
          {
            label: 'Begun by',
            value: (
              <>
                {triggers[scan.trigger]}
                {isLimited && <Box variant="small">Only {scanScope(scan)}</Box>}
              </>
            ),
          },
          { label: 'Assets', value: scan.assets.toLocaleString('en') },
          { label: 'New, changed, deleted', value: <Changes scan={scan} href={href} /> },
          {
            label: 'Calls to AWS',
            value: (
              <>
                <RouteLink to={`${href}?tab=calls`}>{scan.calls.toLocaleString('en')}</RouteLink>
                {throttled !== undefined && `, ${throttled.toLocaleString('en')} throttled`}
              </>
            ),
          },
          {
            label: 'Gaps',
            value:
              scan.gaps === 0 ? (
                'None'
              ) : (
                <StatusIndicator type="warning">
                  <RouteLink to={`${href}?tab=gaps`}>{plural(scan.gaps, 'gap')}</RouteLink>
                </StatusIndicator>
              ),
          },
        ]}
      />
    </SpaceBetween>
  );
}

function Changes({ scan, href }: { scan: ScanSummaryView; href: string }) {
  const counts = [
    { kind: 'new', word: 'new', count: scan.added },
    { kind: 'changed', word: 'changed', count: scan.changed },
    { kind: 'deleted', word: 'deleted', count: scan.deleted },
  ];
  return counts.map(({ kind, word, count }, index) => (
    <span key={kind}>
      {index > 0 && ' · '}
      {count === 0 ? (
        '0'
      ) : (
        <RouteLink
          to={`${href}?tab=changes&kind=${kind}`}
          ariaLabel={`${plural(count, `${word} asset`, `${word} assets`)}`}
        >
          {count.toLocaleString('en')}
        </RouteLink>
      )}
    </span>
  ));
}
