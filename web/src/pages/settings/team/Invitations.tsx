import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InvitationView } from '../../../../../server/access/api.ts';
import { invitationsQuery, revokeInvitation } from '../../../api/access.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { InviteDialog } from './InviteDialog.tsx';

export function Invitations() {
  const queries = useQueryClient();
  const invitations = useQuery(invitationsQuery);
  const [isInviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<InvitationView>();
  const [made, setMade] = useState<{ email: string; url: string }>();
  const refresh = () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });

  if (invitations.isError) {
    return (
      <ProblemAlert
        title="The invitations could not be read"
        problem={troubleOf(invitations.error)}
        onRetry={() => void invitations.refetch()}
      />
    );
  }
  const inviteButton = <Button onClick={() => setInviting(true)}>Invite</Button>;
  return (
    <SpaceBetween size="l">
      {made && (
        <Alert
          type="success"
          header={`The invitation for ${made.email} is ready`}
          dismissible
          dismissAriaLabel="Hide the link"
          onDismiss={() => setMade(undefined)}
        >
          <SpaceBetween size="xs">
            <div>Send them this link over a channel you trust. It is shown here only once and works once.</div>
            <CopyableCode label="invitation link" code={made.url} />
          </SpaceBetween>
        </Alert>
      )}
      <Table
        items={invitations.data ?? []}
        trackBy="id"
        loading={invitations.isPending}
        loadingText="Reading the invitations"
        ariaLabels={{ tableLabel: 'Invitations' }}
        wrapLines
        header={
          <Header variant="h2" actions={inviteButton} description="Links that were made and not used yet.">
            Invitations
          </Header>
        }
        empty={
          <EmptyList title="No open invitations">Invite the people who should see this team’s accounts.</EmptyList>
        }
        columnDefinitions={[
          {
            id: 'email',
            header: 'E-mail',
            isRowHeader: true,
            minWidth: 180,
            cell: ({ email }) => <span className="aws-text">{email}</span>,
          },
          { id: 'role', header: 'Role', cell: ({ role }) => role },
          { id: 'made', header: 'Made', minWidth: 120, cell: ({ createdAt }) => <Moment at={createdAt} /> },
          { id: 'expires', header: 'Expires', minWidth: 120, cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
          {
            id: 'revoke',
            header: 'Actions',
            cell: (invitation) => (
              <Button
                variant="inline-link"
                ariaLabel={`Revoke the invitation for ${invitation.email}`}
                onClick={() => setRevoking(invitation)}
              >
                Revoke
              </Button>
            ),
          },
        ]}
      />
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={async (invitation) => {
            setMade(invitation);
            setInviting(false);
            await refresh();
          }}
        />
      )}
      {revoking && (
        <ConfirmDialog
          title="Revoke the invitation?"
          confirmText="Revoke"
          perform={async () => {
            await revokeInvitation(revoking.id);
            await refresh();
          }}
          onClose={() => setRevoking(undefined)}
        >
          The link that was made for {revoking.email} stops working.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
