import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import type { ChannelTest } from './use-channel-test.ts';

/** What came of a test message. Always there, so that screen readers say it as soon as it is known. */
export function TestedChannel({ test }: { test: ChannelTest }) {
  return <div role="status">{test.outcome && <Outcome outcome={test.outcome} test={test} />}</div>;
}

function Outcome({ outcome, test }: { outcome: NonNullable<ChannelTest['outcome']>; test: ChannelTest }) {
  const { channel } = outcome;
  return (
    <Box margin={{ bottom: 'l' }}>
      {'problem' in outcome ? (
        <ProblemAlert
          title={`The test did not arrive at “${channel.name}”`}
          problem={outcome.problem}
          onRetry={() => void test.run(channel)}
        />
      ) : (
        <Alert
          type={outcome.answer.flaw === null ? 'success' : 'warning'}
          header={`The test was sent to “${channel.name}”`}
          dismissible
          dismissAriaLabel="Hide what came of the test"
          onDismiss={test.forget}
        >
          {outcome.answer.detail}
          {outcome.answer.flaw && ` ${outcome.answer.flaw.detail} ${outcome.answer.flaw.mend}`}
        </Alert>
      )}
    </Box>
  );
}
