import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ActionView } from '../../../../server/actions/api.ts';
import { Moment } from '../../show/Moment.tsx';
import { plural } from '../../show/plural.ts';
import { Difference } from '../assets/Difference.tsx';
import { fieldChangeOf } from './action.model.ts';

const begun: readonly ActionView['status'][] = ['applying', 'done', 'undoing', 'undone'];

/** What exactly is changed, field by field, as AWS had it when the plan was made. */
export function ActionPlan({ action }: { action: ActionView }) {
  const { plan, assetName, status } = action;
  const isBegun = begun.includes(status);
  const title = isBegun ? 'What it changes' : 'What it would change';
  if (plan === null) {
    if (status !== 'planning') return null;
    return (
      <Container header={<Header variant="h2">{title}</Header>}>
        <StatusIndicator type="loading">Reading the asset from AWS</StatusIndicator>
      </Container>
    );
  }
  const fields = plural(plan.changes.length, 'field');
  return (
    <Container
      header={
        <Header
          variant="h2"
          counter={`(${plan.changes.length})`}
          description={
            isBegun ? (
              `${fields}, nothing else. − is what AWS had before, + what it has afterwards.`
            ) : (
              <>
                {fields}, nothing else. − is what AWS had <Moment at={plan.plannedAt} />, + what it has afterwards.
                Should AWS have something else by then, nothing is changed.
              </>
            )
          }
        >
          {title}
        </Header>
      }
    >
      <div>
        {plan.changes.map((change) => (
          <Difference key={change.path} change={fieldChangeOf(change, assetName)} />
        ))}
      </div>
    </Container>
  );
}

/** What somebody wants to know before it is applied: what may break, whether there is a way back, and who must agree. */
export function ActionRisk({ action }: { action: ActionView }) {
  const { plan } = action;
  if (plan === null) return null;
  return (
    <Container header={<Header variant="h2">What may break</Header>}>
      <SpaceBetween size="l">
        {plan.mayBreak.length === 0 ? (
          <Box>Nothing that CloudCoreo knows of.</Box>
        ) : (
          <MayBreak sentences={plan.mayBreak} />
        )}
        <KeyValuePairs
          columns={3}
          minColumnWidth={180}
          items={[
            { label: 'Can it be undone?', value: <WayBack action={action} /> },
            {
              label: 'Was AWS asked beforehand?',
              value: plan.wasTried ? (
                <StatusIndicator type="success">Yes, and it would do it</StatusIndicator>
              ) : (
                'No, the calls have not been tried'
              ),
            },
            {
              label: 'Must a second person approve it?',
              value: action.approvedBy ? (
                <>
                  <bdi>{action.approvedBy.name}</bdi> approved it
                </>
              ) : action.needsApproval ? (
                'Yes'
              ) : (
                'No'
              ),
            },
            ...(begun.includes(action.status)
              ? []
              : [
                  {
                    label: 'When would it begin?',
                    value:
                      action.beginsAt === null ? (
                        'At once'
                      ) : (
                        <>
                          <Moment at={action.beginsAt} />, in the account’s change window
                        </>
                      ),
                  },
                ]),
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}

/** What may break, a sentence each; nothing where there are none. */
export function MayBreak({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="may-break">
      {sentences.map((sentence) => (
        <li key={sentence}>
          <bdi className="aws-text">{sentence}</bdi>
        </li>
      ))}
    </ul>
  );
}

function WayBack({ action: { canBeUndone, whyNoUndo } }: { action: ActionView }) {
  if (canBeUndone) return <StatusIndicator type="success">Yes, with one click</StatusIndicator>;
  return (
    <SpaceBetween size="xxs">
      <StatusIndicator type="warning">No</StatusIndicator>
      {whyNoUndo}
    </SpaceBetween>
  );
}
