import Box from '@cloudscape-design/components/box';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { ActionSummaryView } from '../../../../server/actions/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { ActionStatus } from './ActionStatus.tsx';
import { actionPath, shortNameOf } from './action.model.ts';

type Column = TableProps.ColumnDefinition<ActionSummaryView>;

const columns: Column[] = [
  {
    id: 'title',
    header: 'Action',
    cell: ({ id, title }) => <RouteLink to={actionPath(id)}>{title}</RouteLink>,
    isRowHeader: true,
    minWidth: 190,
  },
  {
    id: 'status',
    header: 'Status',
    cell: (action) => (
      <>
        <ActionStatus action={action} />
        {action.failure && (
          <Box variant="small" display="block">
            <bdi className="aws-text">{action.failure.detail}</bdi>
          </Box>
        )}
      </>
    ),
    minWidth: 170,
  },
  {
    id: 'asset',
    header: 'Asset',
    cell: ({ assetId, assetName, assetType }) => (
      <>
        <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
          <AwsText>{assetName}</AwsText>
        </RouteLink>
        <Box variant="small" display="block">
          <AwsText>{assetType.replace(/^AWS::/, '')}</AwsText>
        </Box>
      </>
    ),
    minWidth: 160,
  },
  {
    id: 'account',
    header: 'Account',
    cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
    minWidth: 120,
  },
  {
    id: 'severity',
    header: 'Finding',
    cell: ({ findingId, severity }) =>
      findingId === null || severity === null ? (
        '—'
      ) : (
        <RouteLink to={`/findings/${encodeURIComponent(findingId)}`} ariaLabel={`Finding, ${severity}`}>
          <Severity severity={severity} />
        </RouteLink>
      ),
    minWidth: 105,
  },
  {
    id: 'requestedBy',
    header: 'Asked for by',
    cell: ({ requestedBy }) => (
      <bdi className="aws-text" title={requestedBy.name}>
        {shortNameOf(requestedBy.name)}
      </bdi>
    ),
    minWidth: 120,
  },
  {
    id: 'requestedAt',
    header: 'Asked for',
    cell: ({ requestedAt }) => <Moment at={requestedAt} />,
    minWidth: 120,
  },
];

const columnsOfAsset = columns.filter(({ id }) => id !== 'asset' && id !== 'account');

interface ActionTableProps {
  items: readonly ActionSummaryView[];
  isLoading: boolean;
  variant: 'borderless' | 'embedded';
  /** Left out: they are all of one asset, so that it need not be named. */
  isOfOneAsset?: boolean;
  header?: ReactNode;
  filter?: ReactNode;
  selection?:
    | { selected: readonly ActionSummaryView[]; onSelect: (actions: readonly ActionSummaryView[]) => void }
    | undefined;
  empty: ReactNode;
}

/** Actions, a page of them. */
export function ActionTable({
  items,
  isLoading,
  variant,
  isOfOneAsset = false,
  header,
  filter,
  selection,
  empty,
}: ActionTableProps) {
  return (
    <Table<ActionSummaryView>
      variant={variant}
      items={items}
      trackBy="id"
      columnDefinitions={isOfOneAsset ? columnsOfAsset : columns}
      wrapLines
      loading={isLoading}
      loadingText="Reading the actions"
      ariaLabels={{
        tableLabel: 'Actions',
        selectionGroupLabel: 'Select actions',
        allItemsSelectionLabel: () => 'Select all actions of this page',
        itemSelectionLabel: (_, { title, assetName }) => `Select ${title} on ${assetName}`,
      }}
      {...(selection && {
        selectionType: 'multi' as const,
        selectedItems: selection.selected,
        onSelectionChange: ({ detail }: { detail: { selectedItems: ActionSummaryView[] } }) =>
          selection.onSelect(detail.selectedItems),
      })}
      header={header}
      filter={filter}
      empty={empty}
    />
  );
}
