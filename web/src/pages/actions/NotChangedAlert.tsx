import Alert from '@cloudscape-design/components/alert';
import { AwsText } from '../../show/AwsText.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { actionPath } from './action.model.ts';
import type { NotChanged } from './BulkChanges.tsx';

/** Says of each action why it was not changed. */
export function NotChangedAlert({ notChanged, onDismiss }: { notChanged: NotChanged; onDismiss: () => void }) {
  return (
    <Alert type="warning" header={notChanged.title} dismissible dismissAriaLabel="Dismiss" onDismiss={onDismiss}>
      <ul className="plain-list">
        {notChanged.actions.map(({ action: { id, title, assetName }, why }) => (
          <li key={id}>
            <RouteLink to={actionPath(id)}>{title}</RouteLink> on <AwsText>{assetName}</AwsText>: {why}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
