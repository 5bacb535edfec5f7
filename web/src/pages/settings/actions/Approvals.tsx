import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { may } from '../../../access/may.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { cloudAccountsQuery } from '../../../api/accounts.ts';
import { changeApprovals } from '../../../api/action-settings.ts';
import { actionKindsQuery, actionSettingsQuery, actionsKey } from '../../../api/actions.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { ApprovalDialog } from './ApprovalDialog.tsx';
import { type ApprovalRule, approvalWords } from './approval.model.ts';

/** A rule with its place among the others: it has no other name. */
interface Row {
  place: number;
  rule: ApprovalRule;
  words: string[];
}

/** When a second person must approve an action. */
export function Approvals() {
  const { role } = useMe();
  const gate = useGate()('manage-actions');
  const queries = useQueryClient();
  const settings = useQuery(actionSettingsQuery);
  const kinds = useQuery(actionKindsQuery);
  const accounts = useQuery(cloudAccountsQuery({ limit: 1000 }));
  const [editing, setEditing] = useState<Row | 'new'>();
  const [removing, setRemoving] = useState<Row>();

  const save = async (rules: ApprovalRule[]) => {
    queries.setQueryData(actionSettingsQuery.queryKey, await changeApprovals(rules));
    void queries.invalidateQueries({ queryKey: actionsKey });
  };
  // The brake above says why the settings could not be read.
  if (settings.isError) return null;

  const rules = settings.data?.approvals ?? [];
  const knownKinds = kinds.data?.items ?? [];
  const nicknames = new Map(accounts.data?.items.map(({ id, nickname }) => [id, nickname]));
  const rows = rules.map((rule, place) => ({ place, rule, words: approvalWords(rule, knownKinds, nicknames) }));
  const addButton = (
    <Button onClick={() => setEditing('new')} {...gate} disabled={gate.disabled || !settings.data}>
      Add rule
    </Button>
  );
  const columns: TableProps.ColumnDefinition<Row>[] = [
    {
      id: 'when',
      header: 'A second person must approve when',
      isRowHeader: true,
      minWidth: 240,
      cell: ({ words }) => <bdi className="aws-text">{words.join(', and ')}</bdi>,
    },
  ];
  const actions: TableProps.ColumnDefinition<Row> = {
    id: 'actions',
    header: 'Actions',
    width: 170,
    minWidth: 130,
    cell: (row) => (
      <SpaceBetween direction="horizontal" size="s">
        <Button
          variant="inline-link"
          ariaLabel={`Change the rule: when ${row.words.join(', and ')}`}
          onClick={() => setEditing(row)}
        >
          Change
        </Button>
        <Button
          variant="inline-link"
          ariaLabel={`Remove the rule: when ${row.words.join(', and ')}`}
          onClick={() => setRemoving(row)}
        >
          Remove
        </Button>
      </SpaceBetween>
    ),
  };
  return (
    <>
      <Table
        items={rows}
        columnDefinitions={may(role, 'manage-actions') ? [...columns, actions] : columns}
        trackBy={({ place }) => String(place)}
        loading={settings.isPending}
        loadingText="Reading the rules"
        ariaLabels={{ tableLabel: 'Approvals' }}
        wrapLines
        header={
          <Header
            variant="h2"
            counter={settings.data && `(${rules.length})`}
            description="Who asks for an action applies it, unless one of these rules fits: then somebody else of your team must approve it first. This holds for automatic actions, too."
            actions={addButton}
          >
            Approvals
          </Header>
        }
        empty={
          <EmptyList title="No approval is needed" action={addButton}>
            Whoever may apply actions applies them alone. Add a rule to have a second person look at the plan first.
          </EmptyList>
        }
      />
      {editing && (
        <ApprovalDialog
          rule={editing === 'new' ? undefined : editing.rule}
          kinds={knownKinds}
          nicknames={nicknames}
          save={(rule) =>
            save(
              editing === 'new' ? [...rules, rule] : rules.map((one, place) => (place === editing.place ? rule : one)),
            )
          }
          onClose={() => setEditing(undefined)}
        />
      )}
      {removing && (
        <ConfirmDialog
          title="Remove the rule?"
          confirmText="Remove"
          perform={() => save(rules.filter((_, place) => place !== removing.place))}
          onClose={() => setRemoving(undefined)}
        >
          No second person is needed any more when <bdi className="aws-text">{removing.words.join(', and ')}</bdi>,
          unless another rule fits. Actions that wait for approval already go on waiting.
        </ConfirmDialog>
      )}
    </>
  );
}
