import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { FindingQuery, FindingSummaryView } from '../../../../server/findings/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { Moment } from '../../show/Moment.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { FindingStatus } from './FindingStatus.tsx';

const columns: TableProps.ColumnDefinition<FindingSummaryView>[] = [
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Severity severity={severity} />,
    sortingField: 'severity',
    minWidth: 105,
  },
  {
    id: 'title',
    header: 'Rule',
    cell: ({ id, title }) => <RouteLink to={`/findings/${encodeURIComponent(id)}`}>{title}</RouteLink>,
    isRowHeader: true,
    minWidth: 200,
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
  { id: 'region', header: 'Region', cell: ({ region }) => region, minWidth: 110 },
  {
    id: 'account',
    header: 'Account',
    cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
    minWidth: 120,
  },
  { id: 'status', header: 'Status', cell: (finding) => <FindingStatus finding={finding} />, minWidth: 110 },
  {
    id: 'assignee',
    header: 'Assignee',
    cell: ({ assignee }) => (assignee === null ? '—' : <bdi className="aws-text">{assignee.name}</bdi>),
    minWidth: 100,
  },
  {
    id: 'openedAt',
    header: 'Open since',
    cell: ({ openedAt }) => <Moment at={openedAt} />,
    sortingField: 'openedAt',
    minWidth: 120,
  },
];

interface FindingTableProps {
  items: readonly FindingSummaryView[];
  isLoading: boolean;
  title: string;
  counter: string | undefined;
  sort: FindingQuery['sort'];
  onSort: (sort: string) => void;
  pagination: ReactNode;
  /** What can be done with those that are selected. */
  actions: ReactNode;
  /** Left out: the caller may do nothing with them. */
  selection?: {
    selected: readonly FindingSummaryView[];
    onSelect: (findings: readonly FindingSummaryView[]) => void;
  };
  empty: ReactNode;
}

/** The findings of a list, a page of them. */
export function FindingTable({
  items,
  isLoading,
  title,
  counter,
  sort,
  onSort,
  pagination,
  actions,
  selection,
  empty,
}: FindingTableProps) {
  return (
    <Table<FindingSummaryView>
      variant="container"
      stickyHeader
      items={items}
      trackBy="id"
      columnDefinitions={columns}
      wrapLines
      loading={isLoading}
      loadingText="Reading the findings"
      ariaLabels={{
        tableLabel: 'Findings',
        selectionGroupLabel: 'Select findings',
        allItemsSelectionLabel: () => 'Select all findings of this page',
        itemSelectionLabel: (_, { title: rule, assetName }) => `Select ${rule} on ${assetName}`,
      }}
      {...(selection && {
        selectionType: 'multi' as const,
        selectedItems: selection.selected,
        onSelectionChange: ({ detail }: { detail: { selectedItems: FindingSummaryView[] } }) =>
          selection.onSelect(detail.selectedItems),
      })}
      sortingColumn={{ sortingField: sort.replace('-', '') }}
      sortingDescending={sort.startsWith('-')}
      onSortingChange={({ detail }) => {
        const field = detail.sortingColumn.sortingField ?? 'severity';
        // By severity there is one order: most severe first.
        onSort(field === 'openedAt' && detail.isDescending ? '-openedAt' : field);
      }}
      header={
        <Header
          variant="h2"
          counter={counter}
          actions={
            <SpaceBetween size="m" direction="horizontal" alignItems="center">
              {pagination}
              {actions}
            </SpaceBetween>
          }
        >
          {title}
        </Header>
      }
      empty={empty}
    />
  );
}
