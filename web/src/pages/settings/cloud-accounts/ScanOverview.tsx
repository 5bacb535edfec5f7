import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { Moment } from '../../../show/Moment.tsx';
import { duration } from '../../../show/moment.model.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { plural } from '../../../show/plural.ts';
import { isUnderWay, scanMilliseconds, scanProgress, scanStatus } from './scan.model.ts';

/** A scan in figures; while it runs, its progress. */
export function ScanOverview({ scan }: { scan: ScanView }) {
  const status = scanStatus(scan);
  const milliseconds = scanMilliseconds(scan, new Date());
  return (
    <SpaceBetween size="l">
      {scan.failure && <ProblemAlert title="The scan failed" problem={scan.failure} />}
      {isUnderWay(scan) && (
        <ProgressBar
          value={scanProgress(scan)}
          label={status.text}
          description={
            scan.parts.total === 0
              ? 'Finding out which regions the account uses'
              : `${scan.parts.finished} of ${plural(scan.parts.total, 'part')}`
          }
          additionalInfo={`${plural(scan.assets, 'asset')} so far, ${plural(scan.calls, 'call')}`}
        />
      )}
      <KeyValuePairs
        columns={4}
        minColumnWidth={170}
        items={[
          { label: 'State', value: <StatusIndicator type={status.type}>{status.text}</StatusIndicator> },
          { label: 'Started', value: <Moment at={scan.startedAt ?? scan.queuedAt} /> },
          { label: 'Took', value: milliseconds === undefined ? '—' : duration(milliseconds) },
          { label: 'Begun by', value: scan.trigger === 'connect' ? 'Connecting' : 'Request' },
          { label: 'Assets', value: scan.assets.toLocaleString('en') },
          {
            label: 'Added, changed, deleted',
            value: `${scan.added.toLocaleString('en')} · ${scan.changed.toLocaleString('en')} · ${scan.deleted.toLocaleString('en')}`,
          },
          { label: 'Calls to AWS', value: scan.calls.toLocaleString('en') },
          {
            label: 'Gaps',
            value:
              scan.gaps === 0 ? 'None' : <StatusIndicator type="warning">{plural(scan.gaps, 'gap')}</StatusIndicator>,
          },
        ]}
      />
    </SpaceBetween>
  );
}
