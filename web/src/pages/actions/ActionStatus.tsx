import Box from '@cloudscape-design/components/box';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ActionSummaryView } from '../../../../server/actions/api.ts';
import { Moment } from '../../show/Moment.tsx';
import { isInWindowQueue, lookOf } from './action.model.ts';

/** How far an action is, and when its window begins where it waits for that. */
export function ActionStatus({ action }: { action: Pick<ActionSummaryView, 'status' | 'dueAt'> }) {
  const { type, text } = lookOf(action);
  return (
    <>
      <StatusIndicator type={type}>{text}</StatusIndicator>
      {isInWindowQueue(action) && (
        <Box variant="small" display="block">
          It begins <Moment at={action.dueAt} />
        </Box>
      )}
    </>
  );
}
