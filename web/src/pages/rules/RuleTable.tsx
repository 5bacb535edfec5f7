import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import type { RuleOrder, SortField } from './rules.model.ts';

const count = (value: number) => value.toLocaleString('en');

const columns: TableProps.ColumnDefinition<RuleSummaryView>[] = [
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Severity severity={severity} />,
    sortingField: 'severity',
    width: 125,
  },
  {
    id: 'title',
    header: 'Rule',
    cell: ({ id, title, isEnabled, isCustom, isChanged }) => (
      <SpaceBetween size="xxs" direction="horizontal">
        <RouteLink to={`/rules/${encodeURIComponent(id)}`}>
          <AwsText>{title}</AwsText>
        </RouteLink>
        {!isEnabled && <StatusIndicator type="stopped">Off</StatusIndicator>}
        {isCustom && <Badge>Your own</Badge>}
        {isChanged && <Badge>Changed</Badge>}
      </SpaceBetween>
    ),
    sortingField: 'title',
    isRowHeader: true,
    minWidth: 280,
    width: 355,
  },
  {
    id: 'assetType',
    header: 'Asset type',
    cell: ({ assetType }) => assetType.replace(/^AWS::/, ''),
    sortingField: 'assetType',
    minWidth: 140,
    width: 170,
  },
  {
    id: 'failed',
    header: 'Fail',
    cell: ({ id, failed }) =>
      failed === 0 ? '0' : <RouteLink to={`/findings?ruleId=${encodeURIComponent(id)}`}>{count(failed)}</RouteLink>,
    sortingField: 'failed',
    width: 95,
  },
  {
    id: 'unknown',
    header: 'Unknown',
    cell: ({ unknown }) => count(unknown),
    sortingField: 'unknown',
    width: 130,
  },
  { id: 'passed', header: 'Pass', cell: ({ passed }) => count(passed), sortingField: 'passed', width: 95 },
  { id: 'broken', header: 'Broken', cell: ({ broken }) => count(broken), sortingField: 'broken', width: 115 },
];

interface RuleTableProps {
  items: readonly RuleSummaryView[];
  isLoading: boolean;
  header: ReactNode;
  filter: ReactNode;
  empty: ReactNode;
  order: RuleOrder;
  onSort: (order: RuleOrder) => void;
  page: number;
  pages: number;
  onPage: (page: number) => void;
  selected: readonly RuleSummaryView[];
  /** Nothing: nobody may change the rules. */
  onSelect: ((selected: RuleSummaryView[]) => void) | undefined;
}

/** A page of the rules. */
export function RuleTable({ items, isLoading, order, onSort, page, pages, onPage, onSelect, ...rest }: RuleTableProps) {
  const { header, filter, empty, selected } = rest;
  return (
    <Table<RuleSummaryView>
      variant="container"
      stickyHeader
      items={items}
      trackBy="id"
      columnDefinitions={columns}
      wrapLines
      resizableColumns
      loading={isLoading}
      loadingText="Reading the rules"
      sortingColumn={{ sortingField: order.field }}
      sortingDescending={order.isDescending}
      onSortingChange={({ detail }) =>
        onSort({
          field: (detail.sortingColumn.sortingField ?? 'failed') as SortField,
          isDescending: detail.isDescending ?? false,
        })
      }
      {...(onSelect && {
        selectionType: 'multi' as const,
        selectedItems: [...selected],
        onSelectionChange: ({ detail }) => onSelect(detail.selectedItems),
      })}
      ariaLabels={{
        tableLabel: 'Rules',
        selectionGroupLabel: 'Which rules',
        allItemsSelectionLabel: () => 'All rules of this page',
        itemSelectionLabel: (_, { title }) => title,
      }}
      header={header}
      filter={filter}
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => onPage(detail.currentPageIndex)}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (number) => `Page ${number}`,
            }}
          />
        )
      }
      empty={empty ?? <Box color="text-body-secondary">Nothing to show: see above.</Box>}
    />
  );
}
