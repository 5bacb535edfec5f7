import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Trouble } from '../api/problem.ts';
import { CopyableCode } from './CopyableCode.tsx';

interface ProblemAlertProps {
  problem: Trouble;
  /** What was tried, for the alert's header: "Could not connect production". */
  title?: string;
  onRetry?: () => void;
}

/** An error as a person needs it: what happened, why, and what to do next. */
export function ProblemAlert({ problem, title, onRetry }: ProblemAlertProps) {
  return (
    <Alert
      type="error"
      header={title ?? 'That did not work'}
      action={onRetry && <Button onClick={onRetry}>Try again</Button>}
    >
      <SpaceBetween size="xs">
        <div>{problem.detail}</div>
        <div>
          <strong>What to do:</strong> {problem.mend}
        </div>
        {problem.commands && <CopyableCode label="commands that mend it" code={problem.commands} />}
        <Box variant="small" color="inherit">
          {problem.aws && (
            <>
              AWS answered {problem.aws.operation} with {problem.aws.code}
              {problem.aws.message ? `: ${problem.aws.message}` : ''}
              {problem.aws.requestId ? ` (request ${problem.aws.requestId})` : ''}
              {' · '}
            </>
          )}
          Code <code>{problem.code}</code>
        </Box>
      </SpaceBetween>
    </Alert>
  );
}
