import ColumnLayout from '@cloudscape-design/components/column-layout';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { ConnectStep } from '../../../../../server/accounts/steps.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { stepTexts } from './connect.model.ts';

const statuses: Record<ConnectStep['state'], { status: StepsProps.Status; words: string }> = {
  waiting: { status: 'pending', words: 'Waiting' },
  running: { status: 'loading', words: 'Running' },
  done: { status: 'success', words: 'Done' },
  failed: { status: 'error', words: 'Failed' },
};

/** The steps of connecting, each with what it did or will do: those with the setup key, then those as the role. */
export function ConnectSteps({ steps, isConnected = false }: { steps: ConnectStep[]; isConnected?: boolean }) {
  const asRole = steps.findIndex(({ id }) => id === 'assume-role');
  const withKey = steps.slice(0, Math.max(asRole, 0));
  const firstScan = firstScanStep(isConnected);
  if (withKey.length === 0) return <StepList label="Steps as the role" steps={steps} after={firstScan} />;
  return (
    <ColumnLayout columns={2}>
      <StepList label="Steps with the setup key" steps={withKey} />
      <StepList label="Steps as the role" steps={steps.slice(asRole)} after={firstScan} />
    </ColumnLayout>
  );
}

function firstScanStep(isConnected: boolean): StepsProps.Step {
  const { status, words } = statuses[isConnected ? 'done' : 'waiting'];
  return {
    status,
    statusIconAriaLabel: words,
    header: 'First scan',
    details: isConnected ? 'Started' : 'Starts by itself',
  };
}

interface StepListProps {
  label: string;
  steps: ConnectStep[];
  after?: StepsProps.Step;
}

function StepList({ label, steps, after }: StepListProps) {
  const shown = steps.map(
    ({ id, state, detail }): StepsProps.Step => ({
      status: statuses[state].status,
      statusIconAriaLabel: statuses[state].words,
      header: stepTexts[id].title,
      details: <AwsText>{detail === '' ? stepTexts[id].plan : detail}</AwsText>,
    }),
  );
  return <Steps ariaLabel={label} connectorLines="none" steps={after ? [...shown, after] : shown} />;
}
