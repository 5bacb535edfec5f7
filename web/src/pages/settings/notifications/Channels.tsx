import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ChannelView } from '../../../../../server/notifications/api.ts';
import { may } from '../../../access/may.ts';
import { useGate, useMe } from '../../../access/session.tsx';
import { channelsQuery, deleteChannel, notificationsKey } from '../../../api/notifications.ts';
import { troubleOf } from '../../../api/problem.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { ChannelDialog } from './ChannelDialog.tsx';
import { destinationOf, kindLabels } from './channel.model.ts';
import { statusOf } from './delivery.model.ts';
import { TestedChannel } from './TestedChannel.tsx';
import { useChannelTest } from './use-channel-test.ts';

const columns: TableProps.ColumnDefinition<ChannelView>[] = [
  {
    id: 'name',
    header: 'Name',
    isRowHeader: true,
    minWidth: 120,
    cell: ({ name }) => <bdi className="aws-text">{name}</bdi>,
  },
  { id: 'kind', header: 'Kind', minWidth: 110, cell: ({ settings }) => kindLabels[settings.kind] },
  {
    id: 'destination',
    header: 'Leads to',
    minWidth: 160,
    cell: (channel) => <AwsText>{destinationOf(channel)}</AwsText>,
  },
  {
    id: 'last',
    header: 'Last message',
    minWidth: 130,
    cell: ({ lastDelivery }) => {
      if (lastDelivery === null) return 'None yet';
      const { type, text } = statusOf({ state: lastDelivery.state, tries: 0, failure: null });
      return (
        <>
          <StatusIndicator type={type}>{text}</StatusIndicator>
          <Box variant="small" display="block">
            <Moment at={lastDelivery.at} />
          </Box>
        </>
      );
    },
  },
  { id: 'subscriptions', header: 'Subscriptions', minWidth: 115, cell: ({ subscriptions }) => subscriptions },
];

export function Channels() {
  const me = useMe();
  const gate = useGate();
  const queries = useQueryClient();
  const channels = useQuery({ ...channelsQuery, refetchInterval: 30_000 });
  const [editing, setEditing] = useState<ChannelView | 'new'>();
  const [deleting, setDeleting] = useState<ChannelView>();
  const test = useChannelTest();
  const refresh = () => queries.invalidateQueries({ queryKey: notificationsKey });

  if (channels.isError) {
    return (
      <ProblemAlert
        title="The channels could not be read"
        problem={troubleOf(channels.error)}
        onRetry={() => void channels.refetch()}
      />
    );
  }
  const addButton = (
    <Button onClick={() => setEditing('new')} {...gate('manage-notifications')}>
      Add channel
    </Button>
  );
  const actions: TableProps.ColumnDefinition<ChannelView> = {
    id: 'actions',
    header: 'Actions',
    minWidth: 230,
    cell: (channel) => (
      <SpaceBetween direction="horizontal" size="s">
        <Button
          variant="inline-link"
          ariaLabel={`Send a test to ${channel.name}`}
          loading={test.running === channel.id}
          loadingText={`Sending a test to ${channel.name}`}
          disabled={test.running !== undefined}
          onClick={() => void test.run(channel)}
        >
          Send a test
        </Button>
        <Button variant="inline-link" ariaLabel={`Change ${channel.name}`} onClick={() => setEditing(channel)}>
          Change
        </Button>
        <Button variant="inline-link" ariaLabel={`Delete ${channel.name}`} onClick={() => setDeleting(channel)}>
          Delete
        </Button>
      </SpaceBetween>
    ),
  };
  return (
    <div>
      <TestedChannel test={test} />
      <Table
        items={channels.data ?? []}
        columnDefinitions={may(me.role, 'manage-notifications') ? [...columns, actions] : columns}
        trackBy="id"
        loading={channels.isPending}
        loadingText="Reading the channels"
        ariaLabels={{ tableLabel: 'Channels' }}
        wrapLines
        header={
          <Header
            variant="h2"
            counter={channels.data && `(${channels.data.length})`}
            description="Where your team is told of findings. URLs, keys and passwords are stored encrypted and never shown again."
            actions={addButton}
          >
            Channels
          </Header>
        }
        empty={
          <EmptyList title="No channels yet" action={addButton}>
            Add one: a webhook, Slack, Microsoft Teams, e-mail or an Amazon SNS topic.
          </EmptyList>
        }
      />
      {editing && (
        <ChannelDialog
          channel={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onSaved={async () => {
            setEditing(undefined);
            await refresh();
          }}
        />
      )}
      {deleting && (
        <ConfirmDialog
          title={`Delete the channel “${deleting.name}”?`}
          confirmText="Delete"
          perform={async () => {
            await deleteChannel(deleting.id);
            await refresh();
          }}
          onClose={() => setDeleting(undefined)}
        >
          Nothing is sent there any more, and the record of its messages is deleted with it.
        </ConfirmDialog>
      )}
    </div>
  );
}
