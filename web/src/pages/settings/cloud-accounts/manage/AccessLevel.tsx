import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import type { ManagementView } from '../../../../../../server/actions/api.ts';
import { useGate } from '../../../../access/session.tsx';
import { checkManagement, managementQuery } from '../../../../api/management.ts';
import { Moment } from '../../../../show/Moment.tsx';
import { ProblemAlert } from '../../../../show/ProblemAlert.tsx';
import { useAction } from '../../../../show/use-action.ts';
import { accessLevels, standingOf, standings } from './management.model.ts';

/** The access level, and whether the role in AWS is allowed just that. */
export function AccessLevel({ accountId, management }: { accountId: string; management: ManagementView }) {
  const gate = useGate();
  const queries = useQueryClient();
  const check = useAction(async () => {
    queries.setQueryData(managementQuery(accountId).queryKey, await checkManagement(accountId));
  });
  const { word, meaning } = accessLevels[management.accessLevel];
  const standing = standings[standingOf(management)];
  return (
    <SpaceBetween size="m">
      {check.problem && <ProblemAlert title="The role could not be looked at" problem={check.problem} />}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button
                onClick={() => void check.run()}
                loading={check.isRunning}
                loadingText="Looking in AWS"
                {...gate('verify')}
              >
                Check now
              </Button>
            }
          >
            Access level
          </Header>
        }
      >
        <KeyValuePairs
          columns={3}
          minColumnWidth={230}
          items={[
            {
              label: 'Access level',
              value: (
                <>
                  <strong>{word}.</strong> {meaning}
                </>
              ),
            },
            {
              label: 'In AWS',
              value: (
                <div aria-live="polite">
                  <StatusIndicator type={standing.type}>{standing.text}</StatusIndicator>
                  <div>{standing.meaning}</div>
                </div>
              ),
            },
            {
              label: 'Last looked',
              value: <LastLooked management={management} />,
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}

function LastLooked({ management }: { management: ManagementView }) {
  if (management.seenAt !== null) return <Moment at={management.seenAt} />;
  return standingOf(management) === 'audit' ? 'Not yet: nothing was ever ticked' : 'Not since the last change';
}
