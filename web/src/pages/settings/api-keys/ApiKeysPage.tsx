import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKeyView, CreatedApiKeyView } from '../../../../../server/access/api.ts';
import { may } from '../../../access/may.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { apiKeysQuery, deleteApiKey } from '../../../api/access.ts';
import { troubleOf } from '../../../api/problem.ts';
import { useFrame } from '../../../app/page-frame.tsx';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { isExpired } from './api-keys.model.ts';
import { CreateApiKeyDialog } from './CreateApiKeyDialog.tsx';

export default function ApiKeysPage() {
  useFrame('API keys');
  const me = useMe();
  const gate = useGate()('manage-api-keys');
  const queries = useQueryClient();
  const keys = useQuery({ ...apiKeysQuery, enabled: !gate.disabled });
  const [isCreating, setCreating] = useState(false);
  const [created, setCreated] = useState<CreatedApiKeyView>();
  const [deleting, setDeleting] = useState<ApiKeyView>();
  const refresh = () => queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey });

  if (gate.disabled) {
    return (
      <Alert type="info" header="API keys are for operators">
        {gate.disabledReason} Ask an admin of your team.
      </Alert>
    );
  }
  if (keys.isError) {
    return (
      <ProblemAlert
        title="The API keys could not be read"
        problem={troubleOf(keys.error)}
        onRetry={() => void keys.refetch()}
      />
    );
  }
  const createButton = <Button onClick={() => setCreating(true)}>Create API key</Button>;
  return (
    <SpaceBetween size="l">
      {created && (
        <Alert
          type="success"
          header={`The key “${created.name}” is ready`}
          dismissible
          dismissAriaLabel="Hide the key"
          onDismiss={() => setCreated(undefined)}
        >
          <SpaceBetween size="xs">
            <div>Copy it now: it is shown here only once, and CloudCoreo stores only its hash.</div>
            <CopyableCode label="API key" code={created.key} />
            <div>Send it with each request, for example:</div>
            <CopyableCode
              label="example request"
              code={`curl -H "Authorization: Bearer $CLOUDCOREO_API_KEY" ${window.location.origin}/api/v1/cloud-accounts`}
            />
          </SpaceBetween>
        </Alert>
      )}
      <Table
        items={keys.data ?? []}
        trackBy="id"
        loading={keys.isPending}
        loadingText="Reading the API keys"
        ariaLabels={{ tableLabel: 'API keys' }}
        wrapLines
        header={
          <Header
            variant="h2"
            actions={createButton}
            description={
              may(me.role, 'manage-members')
                ? 'Of everybody in the team, for scripts and other programs. Every key expires.'
                : 'Yours, for scripts and other programs. Every key expires.'
            }
          >
            API keys
          </Header>
        }
        empty={
          <EmptyList title="No API keys yet" action={createButton}>
            A key lets a script do what its role may do, through the HTTP API.
          </EmptyList>
        }
        columnDefinitions={[
          {
            id: 'name',
            header: 'Name',
            isRowHeader: true,
            minWidth: 140,
            cell: ({ name }) => <bdi className="aws-text">{name}</bdi>,
          },
          { id: 'start', header: 'Begins with', minWidth: 120, cell: ({ start }) => <code>{start}…</code> },
          { id: 'role', header: 'Role', cell: ({ role }) => role },
          {
            id: 'expires',
            header: 'Expires',
            minWidth: 130,
            cell: ({ expiresAt }) =>
              isExpired(expiresAt, new Date()) ? (
                <StatusIndicator type="stopped">
                  <Moment at={expiresAt} />
                </StatusIndicator>
              ) : (
                <Moment at={expiresAt} />
              ),
          },
          {
            id: 'used',
            header: 'Last used',
            minWidth: 120,
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'Never' : <Moment at={lastUsedAt} />),
          },
          {
            id: 'created-by',
            header: 'Made by',
            minWidth: 120,
            cell: ({ createdBy }) => <bdi className="aws-text">{createdBy}</bdi>,
          },
          {
            id: 'delete',
            header: 'Actions',
            cell: (key) => (
              <Button variant="inline-link" ariaLabel={`Delete the key ${key.name}`} onClick={() => setDeleting(key)}>
                Delete
              </Button>
            ),
          },
        ]}
      />
      {isCreating && (
        <CreateApiKeyDialog
          onClose={() => setCreating(false)}
          onCreated={async (key) => {
            setCreated(key);
            setCreating(false);
            await refresh();
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title={`Delete the key “${deleting.name}”?`}
          confirmText="Delete"
          perform={async () => {
            await deleteApiKey(deleting.id);
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          Programs that use it are refused from now on.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
