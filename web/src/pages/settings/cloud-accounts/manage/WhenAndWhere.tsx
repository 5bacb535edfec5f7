import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ManagementChange, ManagementView } from '../../../../../../server/actions/api.ts';
import { useGate } from '../../../../access/session.tsx';
import { actionsKey } from '../../../../api/actions.ts';
import { changeManagement, managementQuery } from '../../../../api/management.ts';
import { ProblemAlert } from '../../../../show/ProblemAlert.tsx';
import { useAction } from '../../../../show/use-action.ts';
import { WindowDialog } from './WindowDialog.tsx';
import { windowWords } from './window.model.ts';

/** What is kept from all changes, and when changes are made to the rest. */
export function WhenAndWhere({ accountId, management }: { accountId: string; management: ManagementView }) {
  const gate = useGate()('manage-actions');
  const queries = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const change = async (part: ManagementChange) => {
    queries.setQueryData(managementQuery(accountId).queryKey, await changeManagement(accountId, part));
    void queries.invalidateQueries({ queryKey: actionsKey });
  };
  const protecting = useAction(change);
  const { isProtected, window } = management;
  return (
    <SpaceBetween size="l">
      {protecting.problem && <ProblemAlert title="The protection was not changed" problem={protecting.problem} />}
      <Container header={<Header variant="h2">Protection</Header>}>
        <SpaceBetween size="s">
          <Toggle
            checked={protecting.isRunning ? !isProtected : isProtected}
            disabled={gate.disabled || protecting.isRunning}
            onChange={({ detail }) => void protecting.run({ isProtected: detail.checked })}
            description="Whatever is ticked: no action is applied or undone while this is on."
          >
            Nothing is changed in this account
          </Toggle>
          <Box variant="p" color="text-body-secondary">
            To protect a single asset, give it the tag <code>cloudcoreo:protected</code> in AWS, with any value.
            CloudCoreo never changes an asset with this tag, and where AWS can check it, the role’s policy forbids it,
            too.
          </Box>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            description="When changes are made. What is applied outside the window waits until it opens."
            actions={
              <Button onClick={() => setEditing(true)} ariaLabel="Change the change window" {...gate}>
                Change
              </Button>
            }
          >
            Change window
          </Header>
        }
      >
        {windowWords(window)}
      </Container>
      {isEditing && (
        <WindowDialog
          window={window}
          save={(changed) => change({ window: changed })}
          onClose={() => setEditing(false)}
        />
      )}
    </SpaceBetween>
  );
}
