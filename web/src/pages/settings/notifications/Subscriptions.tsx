import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SubscriptionView } from '../../../../../server/notifications/api.ts';
import { may } from '../../../access/may.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { cloudAccountsQuery } from '../../../api/accounts.ts';
import {
  changeSubscription,
  channelsQuery,
  deleteSubscription,
  notificationsKey,
  subscriptionsQuery,
} from '../../../api/notifications.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ChangeSwitchDelete } from '../../../show/ChangeSwitchDelete.tsx';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { SubscriptionDialog } from './SubscriptionDialog.tsx';
import { changeLabels, filterWords, switchedRequest, timingWords } from './subscription.model.ts';

export function Subscriptions() {
  const me = useMe();
  const gate = useGate()('manage-notifications');
  const queries = useQueryClient();
  const subscriptions = useQuery({ ...subscriptionsQuery, refetchInterval: 30_000 });
  const channels = useQuery(channelsQuery);
  const accounts = useQuery(cloudAccountsQuery({ limit: 1000 }));
  const [editing, setEditing] = useState<SubscriptionView | 'new'>();
  const [deleting, setDeleting] = useState<SubscriptionView>();
  const refresh = () => queries.invalidateQueries({ queryKey: notificationsKey });
  const switching = useAction(async (subscription: SubscriptionView) => {
    await changeSubscription(subscription.id, switchedRequest(subscription, !subscription.isEnabled));
    await refresh();
  });

  if (subscriptions.isError) {
    return (
      <ProblemAlert
        title="The subscriptions could not be read"
        problem={troubleOf(subscriptions.error)}
        onRetry={() => void subscriptions.refetch()}
      />
    );
  }
  const hasNoChannel = channels.data?.length === 0;
  const addButton = (
    <Button
      onClick={() => setEditing('new')}
      disabled={gate.disabled || hasNoChannel || !channels.data}
      disabledReason={gate.disabledReason ?? (hasNoChannel ? 'Add a channel first.' : undefined)}
    >
      Add subscription
    </Button>
  );
  const channelNames = new Map(channels.data?.map(({ id, name }) => [id, name]));
  const nicknames = new Map(accounts.data?.items.map(({ id, nickname }) => [id, nickname]));
  const columns: TableProps.ColumnDefinition<SubscriptionView>[] = [
    {
      id: 'name',
      header: 'Name',
      isRowHeader: true,
      minWidth: 120,
      cell: ({ name }) => <bdi className="aws-text">{name}</bdi>,
    },
    {
      id: 'tells',
      header: 'Tells of',
      minWidth: 190,
      cell: (subscription) => (
        <>
          {subscription.changes.map((change) => changeLabels[change]).join(', ')}
          <Box variant="small" display="block">
            <bdi className="aws-text">{filterWords(subscription, nicknames).join(' · ')}</bdi>
          </Box>
        </>
      ),
    },
    {
      id: 'channel',
      header: 'To',
      minWidth: 110,
      cell: ({ channelId }) => <bdi className="aws-text">{channelNames.get(channelId) ?? '…'}</bdi>,
    },
    {
      id: 'timing',
      header: 'When',
      minWidth: 160,
      cell: (subscription) => (
        <>
          {timingWords(subscription)}
          {subscription.nextDigestAt !== null && (
            <Box variant="small" display="block">
              Next <Moment at={subscription.nextDigestAt} />
              {subscription.waiting > 0 && `, ${subscription.waiting.toLocaleString('en')} waiting`}
            </Box>
          )}
        </>
      ),
    },
    {
      id: 'state',
      header: 'State',
      minWidth: 80,
      cell: ({ isEnabled }) => (
        <StatusIndicator type={isEnabled ? 'success' : 'stopped'} wrapText={false}>
          {isEnabled ? 'On' : 'Off'}
        </StatusIndicator>
      ),
    },
  ];
  const actions: TableProps.ColumnDefinition<SubscriptionView> = {
    id: 'actions',
    header: 'Actions',
    minWidth: 225,
    cell: (subscription) => (
      <ChangeSwitchDelete
        name={subscription.name}
        isEnabled={subscription.isEnabled}
        isSwitching={switching.isRunning}
        onChange={() => setEditing(subscription)}
        onSwitch={() => void switching.run(subscription)}
        onDelete={() => setDeleting(subscription)}
      />
    ),
  };
  return (
    <SpaceBetween size="l">
      {switching.problem && <ProblemAlert title="The subscription was not changed" problem={switching.problem} />}
      <Table
        items={subscriptions.data ?? []}
        columnDefinitions={may(me.role, 'manage-notifications') ? [...columns, actions] : columns}
        trackBy="id"
        loading={subscriptions.isPending}
        loadingText="Reading the subscriptions"
        ariaLabels={{ tableLabel: 'Subscriptions' }}
        wrapLines
        header={
          <Header
            variant="h2"
            counter={subscriptions.data && `(${subscriptions.data.length})`}
            description="Which findings go to which channel, and when. Suppressed findings are never told."
            actions={addButton}
          >
            Subscriptions
          </Header>
        }
        empty={
          <EmptyList title="No subscriptions yet" action={addButton}>
            {hasNoChannel
              ? 'Nothing is sent so far. First add the channel that messages go to.'
              : 'Nothing is sent so far. Add one to be told when a finding is opened.'}
          </EmptyList>
        }
      />
      {editing && (
        <SubscriptionDialog
          subscription={editing === 'new' ? undefined : editing}
          channels={channels.data ?? []}
          nicknames={nicknames}
          onClose={() => setEditing(undefined)}
          onSaved={async () => {
            setEditing(undefined);
            await refresh();
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title={`Delete the subscription “${deleting.name}”?`}
          confirmText="Delete"
          perform={async () => {
            await deleteSubscription(deleting.id);
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          What waits for its next digest is dropped. Messages that are under way are sent.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
