import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { DeliveryView } from '../../../../../server/notifications/api.ts';
import { may } from '../../../access/may.ts';
import { useMe } from '../../../access/session.tsx';
import { deliveriesQuery, discardDelivery, notificationsKey, sendDeliveryAgain } from '../../../api/notifications.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ConfirmDialog } from '../../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { useCursorPages } from '../../../show/use-cursor-pages.tsx';
import { countWords, stateLabels, stateOf, statusOf } from './delivery.model.ts';

const columns: TableProps.ColumnDefinition<DeliveryView>[] = [
  { id: 'when', header: 'When', minWidth: 120, cell: ({ createdAt }) => <Moment at={createdAt} /> },
  {
    id: 'subscription',
    header: 'Subscription',
    isRowHeader: true,
    minWidth: 140,
    cell: ({ subscriptionName, channelName }) => (
      <>
        <bdi className="aws-text">{subscriptionName}</bdi>
        <Box variant="small" display="block">
          to <bdi className="aws-text">{channelName}</bdi>
        </Box>
      </>
    ),
  },
  { id: 'told', header: 'Findings', minWidth: 150, cell: ({ counts }) => countWords(counts) },
  {
    id: 'state',
    header: 'State',
    minWidth: 260,
    cell: (delivery) => {
      const { type, text } = statusOf(delivery);
      const { failure } = delivery;
      return (
        <>
          <StatusIndicator type={type}>{text}</StatusIndicator>
          {failure && (
            <Box variant="small" display="block">
              {failure.detail} <strong>What to do:</strong> {failure.mend}
            </Box>
          )}
        </>
      );
    },
  },
];

const stateOptions = [
  { value: '', label: 'All messages' },
  ...Object.entries(stateLabels).map(([value, label]) => ({ value, label })),
];

/** The messages of the last weeks, and those that wait for a person because every try failed. */
export function Deliveries() {
  const me = useMe();
  const queries = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const state = stateOf(parameters.get('messages'));
  const paging = useCursorPages();
  const deliveries = useQuery({
    ...deliveriesQuery({ limit: 20, cursor: paging.cursor, state }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.items.some((one) => one.state === 'waiting') ? 3_000 : 30_000),
  });
  const [discarding, setDiscarding] = useState<DeliveryView>();
  const refresh = () => queries.invalidateQueries({ queryKey: notificationsKey });
  const sending = useAction(async (id: string) => {
    await sendDeliveryAgain(id);
    await refresh();
  });
  const show = (value: string) =>
    setParameters(
      (present) => {
        if (value === '') present.delete('messages');
        else present.set('messages', value);
        return present;
      },
      { replace: true },
    );

  if (deliveries.isError) {
    const retry = () => (paging.cursor === undefined ? void deliveries.refetch() : paging.restart());
    return (
      <ProblemAlert title="The messages could not be read" problem={troubleOf(deliveries.error)} onRetry={retry} />
    );
  }
  const actions: TableProps.ColumnDefinition<DeliveryView> = {
    id: 'actions',
    header: 'Actions',
    minWidth: 220,
    cell: (delivery) =>
      delivery.state !== 'failed' ? null : (
        <SpaceBetween direction="horizontal" size="s">
          <Button
            variant="inline-link"
            ariaLabel={`Send again: ${delivery.subscriptionName}`}
            disabled={sending.isRunning}
            onClick={() => void sending.run(delivery.id)}
          >
            Send again
          </Button>
          <Button
            variant="inline-link"
            ariaLabel={`Discard: ${delivery.subscriptionName}`}
            onClick={() => setDiscarding(delivery)}
          >
            Discard
          </Button>
        </SpaceBetween>
      ),
  };
  return (
    <SpaceBetween size="l">
      {sending.problem && <ProblemAlert title="The message was not sent again" problem={sending.problem} />}
      <Table
        items={deliveries.data?.items ?? []}
        columnDefinitions={may(me.role, 'manage-notifications') ? [...columns, actions] : columns}
        trackBy="id"
        loading={deliveries.isPending}
        loadingText="Reading the messages"
        ariaLabels={{ tableLabel: 'Messages' }}
        wrapLines
        header={
          <Header
            variant="h2"
            description="Of the last 30 days. One that cannot be sent is tried ten times in about two hours, and then waits here for you."
          >
            Messages
          </Header>
        }
        filter={
          <div className="filters">
            <Select
              selectedOption={stateOptions.find(({ value }) => value === (state ?? '')) ?? null}
              options={stateOptions}
              onChange={({ detail }) => show(detail.selectedOption.value ?? '')}
              ariaLabel="State of the messages"
            />
          </div>
        }
        pagination={paging.pagination(deliveries.data?.nextCursor, () => deliveries.isPlaceholderData)}
        empty={
          state === undefined ? (
            <EmptyList title="No messages yet">
              One comes when a scan changes findings that a subscription asks for.
            </EmptyList>
          ) : (
            <EmptyList title="No such message" action={<Button onClick={() => show('')}>Show all messages</Button>} />
          )
        }
      />
      {discarding && (
        <ConfirmDialog
          title="Discard this message?"
          confirmText="Discard"
          perform={async () => {
            await discardDelivery(discarding.id);
            await refresh();
          }}
          onClose={() => setDiscarding(undefined)}
        >
          Nobody is told of {countWords(discarding.counts)}. The findings themselves stay as they are.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
