import Header from '@cloudscape-design/components/header';
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
    width: 130,
  },
  {
    id: 'title',
    header: 'Rule',
    cell: ({ id, title }) => <RouteLink to={`/findings/${encodeURIComponent(id)}`}>{title}</RouteLink>,
    isRowHeader: true,
    minWidth: 260,
  },
  {
    id: 'asset',
    header: 'Asset',
    cell: ({ assetId, assetName }) => (
      <RouteLink to={`/assets/${encodeURIComponent(assetId)}`}>
        <AwsText>{assetName}</AwsText>
      </RouteLink>
    ),
    minWidth: 180,
  },
  { id: 'type', header: 'Type', cell: ({ assetType }) => assetType.replace(/^AWS::/, ''), minWidth: 140 },
  { id: 'region', header: 'Region', cell: ({ region }) => region, minWidth: 110 },
  {
    id: 'account',
    header: 'Account',
    cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
    minWidth: 120,
  },
  { id: 'status', header: 'Status', cell: (finding) => <FindingStatus finding={finding} />, minWidth: 110 },
  {
    id: 'openedAt',
    header: 'Open since',
    cell: ({ openedAt }) => <Moment at={openedAt} />,
    sortingField: 'openedAt',
    minWidth: 130,
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
  empty: ReactNode;
}

export function FindingTable({ items, isLoading, title, counter, sort, onSort, pagination, empty }: FindingTableProps) {
  return (
    <Table
      variant="container"
      stickyHeader
      items={items}
      trackBy="id"
      columnDefinitions={columns}
      resizableColumns
      wrapLines
      loading={isLoading}
      loadingText="Reading the findings"
      ariaLabels={{ tableLabel: 'Findings' }}
      sortingColumn={{ sortingField: sort.replace('-', '') }}
      sortingDescending={sort.startsWith('-')}
      onSortingChange={({ detail }) => {
        const field = detail.sortingColumn.sortingField ?? 'severity';
        // By severity there is one order: most severe first.
        onSort(field === 'openedAt' && detail.isDescending ? '-openedAt' : field);
      }}
      header={
        <Header variant="h2" counter={counter} actions={pagination}>
          {title}
        </Header>
      }
      empty={empty}
    />
  );
}
