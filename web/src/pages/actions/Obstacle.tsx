import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ActionView } from '../../../../server/actions/api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { isMendedByManaging, managePath } from './action.model.ts';

interface ObstacleProps {
  obstacle: NonNullable<ActionView['obstacle']>;
  cloudAccountId: string;
}

/** Why an action cannot be applied or undone now, and what to do about it. */
export function ObstacleAlert({ title, ...props }: ObstacleProps & { title: string }) {
  return (
    <Alert type="warning" header={title}>
      <Reason {...props} />
    </Alert>
  );
}

/** The same beside an action that is offered. */
export function ObstacleNote(props: ObstacleProps) {
  return (
    <StatusIndicator type="warning">
      <Reason {...props} />
    </StatusIndicator>
  );
}

function Reason({ obstacle, cloudAccountId }: ObstacleProps) {
  return (
    <SpaceBetween size="xxs">
      <bdi className="aws-text">{obstacle.detail}</bdi>
      <bdi className="aws-text">{obstacle.mend}</bdi>
      {isMendedByManaging(obstacle) && (
        <RouteLink to={managePath(cloudAccountId)}>Open the account’s Manage page</RouteLink>
      )}
    </SpaceBetween>
  );
}
