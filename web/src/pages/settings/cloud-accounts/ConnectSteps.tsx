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
export function ConnectSteps({ steps }: { steps: ConnectStep[] }) {
  const asRole = steps.findIndex(({ id }) => id === 'assume-role');
  const withKey = steps.slice(0, Math.max(asRole, 0));
  if (withKey.length === 0) return <StepList label="Steps as the role" steps={steps} />;
  return (
    <ColumnLayout columns={2}>
      <StepList label="Steps with the setup key" steps={withKey} />
      <StepList label="Steps as the role" steps={steps.slice(asRole)} />
    </ColumnLayout>
  );
}

function StepList({ label, steps }: { label: string; steps: ConnectStep[] }) {
  return (
    <Steps
      ariaLabel={label}
      connectorLines="none"
      steps={steps.map(({ id, state, detail }) => ({
        status: statuses[state].status,
        statusIconAriaLabel: statuses[state].words,
        header: stepTexts[id].title,
        details: <AwsText>{detail === '' ? stepTexts[id].plan : detail}</AwsText>,
      }))}
    />
  );
}
