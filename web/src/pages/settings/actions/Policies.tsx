import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionPolicyView } from '../../../../../server/actions/api.ts';
import { may } from '../../../access/may.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { cloudAccountsQuery } from '../../../api/accounts.ts';
import { actionPoliciesQuery, changePolicy, deletePolicy } from '../../../api/action-settings.ts';
import { actionKindsQuery } from '../../../api/actions.ts';
import { rulesQuery } from '../../../api/findings.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ChangeSwitchDelete } from '../../../show/ChangeSwitchDelete.tsx';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { PolicyDialog } from './PolicyDialog.tsx';
import { switchedRequest } from './policy.model.ts';
import { policyColumns } from './policy-columns.tsx';

/** What is done by itself when a rule finds something. */
export function Policies() {
  const { role } = useMe();
  const gate = useGate()('manage-actions');
  const queries = useQueryClient();
  const policies = useQuery({ ...actionPoliciesQuery, refetchInterval: 30_000 });
  const kinds = useQuery(actionKindsQuery);
  const rules = useQuery(rulesQuery);
  const accounts = useQuery(cloudAccountsQuery({ limit: 1000 }));
  const [editing, setEditing] = useState<ActionPolicyView | 'new'>();
  const [deleting, setDeleting] = useState<ActionPolicyView>();
  const refresh = () => queries.invalidateQueries({ queryKey: actionPoliciesQuery.queryKey });
  const switching = useAction(async (policy: ActionPolicyView) => {
    await changePolicy(policy.id, switchedRequest(policy, !policy.isEnabled));
    await refresh();
  });

  const failed = [policies, kinds, rules].find((query) => query.isError && !query.data);
  if (failed !== undefined) {
    return (
      <ProblemAlert
        title="The automatic policies could not be read"
        problem={troubleOf(failed.error)}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  const known = {
    kinds: kinds.data?.items ?? [],
    rules: rules.data?.items ?? [],
    nicknames: new Map(accounts.data?.items.map(({ id, nickname }) => [id, nickname])),
  };
  const isReady = kinds.data !== undefined && rules.data !== undefined;
  const addButton = (
    <Button onClick={() => setEditing('new')} {...gate} disabled={gate.disabled || !isReady}>
      Add policy
    </Button>
  );
  const buttons = (policy: ActionPolicyView) => (
    <ChangeSwitchDelete
      name={policy.name}
      isEnabled={policy.isEnabled}
      mayChange={isReady}
      isSwitching={switching.isRunning}
      onChange={() => setEditing(policy)}
      onSwitch={() => void switching.run(policy)}
      onDelete={() => setDeleting(policy)}
    />
  );
  return (
    <SpaceBetween size="l">
      {switching.problem && <ProblemAlert title="The policy was not changed" problem={switching.problem} />}
      <Table
        items={policies.data ?? []}
        columnDefinitions={policyColumns(known, may(role, 'manage-actions') ? buttons : undefined)}
        trackBy="id"
        loading={policies.isPending}
        loadingText="Reading the policies"
        ariaLabels={{ tableLabel: 'Automatic policies' }}
        wrapLines
        header={
          <Header
            variant="h2"
            counter={policies.data && `(${policies.data.length})`}
            description="What is done by itself when a rule finds something. Off by default: without a policy here, CloudCoreo changes nothing that nobody asked for."
            actions={addButton}
          >
            Automatic policies
          </Header>
        }
        empty={
          <EmptyList title="Nothing is done by itself" action={addButton}>
            Every action is asked for by somebody. Add a policy to have a rule’s findings planned, or mended, as they
            are found.
          </EmptyList>
        }
      />
      {editing && (
        <PolicyDialog
          policy={editing === 'new' ? undefined : editing}
          {...known}
          onClose={() => setEditing(undefined)}
          onSaved={async () => {
            setEditing(undefined);
            await refresh();
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title={`Delete the policy “${deleting.name}”?`}
          confirmText="Delete"
          perform={async () => {
            await deletePolicy(deleting.id);
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          It asks for nothing any more. The actions that it asked for stay as they are: those that wait still wait, and
          those that are done can be undone.
          {deleting.mode === 'apply' && (
            <Box variant="p">To stop what is under way as well, cancel it under Actions.</Box>
          )}
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
