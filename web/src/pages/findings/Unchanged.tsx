import Alert from '@cloudscape-design/components/alert';
import type { FindingSummaryView } from '../../../../server/findings/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';

/** Findings that could not be changed as they were asked to. */
export interface NotDone {
  title: string;
  findings: { finding: FindingSummaryView; why: string }[];
}

/** Says of each finding why it was not changed. */
export function Unchanged({ notDone, onDismiss }: { notDone: NotDone; onDismiss: () => void }) {
  return (
    <Alert type="warning" header={notDone.title} dismissible dismissAriaLabel="Dismiss" onDismiss={onDismiss}>
      <ul className="plain-list">
        {notDone.findings.map(({ finding: { id, title, assetName }, why }) => (
          <li key={id}>
            <RouteLink to={`/findings/${encodeURIComponent(id)}`}>{title}</RouteLink> on <AwsText>{assetName}</AwsText>:{' '}
            {why}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
