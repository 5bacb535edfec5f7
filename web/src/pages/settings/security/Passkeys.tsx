import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { deviceName } from './security.model.ts';
import { passkeysQuery } from './security-queries.ts';

export function Passkeys() {
  const queries = useQueryClient();
  const passkeys = useQuery(passkeysQuery);
  const [removing, setRemoving] = useState<{ id: string; name: string }>();
  const refresh = () => queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
  const adding = useAction(async () => {
    authAnswer(await auth.passkey.addPasskey({ name: deviceName(navigator.userAgent) }));
    await refresh();
  });

  if (passkeys.isError) {
    return (
      <ProblemAlert
        title="The passkeys could not be read"
        problem={troubleOf(passkeys.error)}
        onRetry={() => void passkeys.refetch()}
      />
    );
  }
  const addButton = (
    <Button loading={adding.isRunning} onClick={() => void adding.run()}>
      Add a passkey
    </Button>
  );
  return (
    <SpaceBetween size="l">
      {adding.problem && <ProblemAlert title="No passkey was added" problem={adding.problem} />}
      <Table
        items={(passkeys.data ?? []).map(({ id, name, createdAt }) => ({
          id,
          name: name ?? 'Passkey',
          addedAt: createdAt ? new Date(createdAt).toISOString() : null,
        }))}
        trackBy="id"
        loading={passkeys.isPending}
        loadingText="Reading the passkeys"
        ariaLabels={{ tableLabel: 'Passkeys' }}
        header={
          <Header
            variant="h2"
            actions={addButton}
            description="Sign in with this device’s lock or a security key: no password that could be stolen."
          >
            Passkeys
          </Header>
        }
        empty={<EmptyList title="No passkeys yet">A passkey is the safest way to sign in.</EmptyList>}
        columnDefinitions={[
          { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => <bdi className="aws-text">{name}</bdi> },
          { id: 'added', header: 'Added', cell: ({ addedAt }) => <Moment at={addedAt} /> },
          {
            id: 'remove',
            header: 'Actions',
            cell: (passkey) => (
              <Button
                variant="inline-link"
                ariaLabel={`Remove the passkey ${passkey.name}`}
                onClick={() => setRemoving(passkey)}
              >
                Remove
              </Button>
            ),
          },
        ]}
      />
      {removing && (
        <ConfirmDialog
          title={`Remove the passkey “${removing.name}”?`}
          confirmText="Remove"
          perform={async () => {
            authAnswer(await auth.passkey.deletePasskey({ id: removing.id }));
            await refresh();
          }}
          onClose={() => setRemoving(undefined)}
        >
          It no longer signs you in here. Delete it on the device as well.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
