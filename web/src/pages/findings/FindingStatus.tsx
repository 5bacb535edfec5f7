import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { FindingSummaryView } from '../../../../server/findings/api.ts';

/** Whether a finding is open, was open before, is suppressed, or is resolved. */
export function FindingStatus({ finding }: { finding: Pick<FindingSummaryView, 'status' | 'timesOpened'> }) {
  if (finding.status === 'resolved') return <StatusIndicator type="success">Resolved</StatusIndicator>;
  if (finding.status === 'suppressed') return <StatusIndicator type="stopped">Suppressed</StatusIndicator>;
  return <StatusIndicator type="warning">{finding.timesOpened > 1 ? 'Reopened' : 'Open'}</StatusIndicator>;
}
