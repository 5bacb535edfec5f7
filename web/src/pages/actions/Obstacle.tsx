import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ActionView } from '../../../../server/actions/api.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { isMendedByManaging, managePath, obstacleWords } from './action.model.ts';

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
    <div>
      <StatusIndicator type="warning">{obstacleWords(props.obstacle)}</StatusIndicator>
      <Box color="text-body-secondary" fontSize="body-s">
        <Reason {...props} />
      </Box>
    </div>
  );
}

function Reason({ obstacle, cloudAccountId }: ObstacleProps) {
  return (
    <SpaceBetween size="xxs">
      <div>
        <bdi className="aws-text">{obstacle.detail}</bdi> <bdi className="aws-text">{obstacle.mend}</bdi>
      </div>
      {isMendedByManaging(obstacle) && (
        <RouteLink to={managePath(cloudAccountId)}>Open the account’s Manage page</RouteLink>
      )}
    </SpaceBetween>
  );
}
