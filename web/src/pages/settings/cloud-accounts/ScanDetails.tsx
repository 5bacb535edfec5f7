import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import Tabs from '@cloudscape-design/components/tabs';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { BarList } from '../../../show/BarList.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { duration } from '../../../show/moment.model.ts';
import { plural } from '../../../show/plural.ts';
import { callsByService } from './scan.model.ts';

type Gap = ScanView['gapList'][number];
type LedgerLine = ScanView['ledger'][number];
type Part = ScanView['details'][number];

/** What a scan could not read, every call it made, and its parts. */
export function ScanDetails({ scan }: { scan: ScanView }) {
  return (
    <Tabs
      variant="container"
      ariaLabel="Details of the scan"
      tabs={[
        { id: 'gaps', label: `Gaps (${scan.gapList.length})`, content: <Gaps gaps={scan.gapList} /> },
        { id: 'calls', label: 'Calls', content: <Ledger ledger={scan.ledger} /> },
        { id: 'parts', label: `Parts (${scan.details.length})`, content: <Parts parts={scan.details} /> },
      ]}
    />
  );
}

const gapColumns: TableProps.ColumnDefinition<Gap>[] = [
  { id: 'service', header: 'Service', minWidth: 95, cell: ({ service }) => service, sortingField: 'service' },
  { id: 'region', header: 'Region', minWidth: 125, cell: ({ region }) => region, sortingField: 'region' },
  {
    id: 'operation',
    header: 'Operation',
    minWidth: 150,
    cell: ({ operation }) => <AwsText>{operation}</AwsText>,
    sortingField: 'operation',
  },
  {
    id: 'permission',
    header: 'Missing permission',
    minWidth: 150,
    cell: ({ permission }) => (permission ? <AwsText>{permission}</AwsText> : '—'),
    sortingField: 'permission',
  },
  {
    id: 'assets',
    header: 'Concerns',
    minWidth: 115,
    cell: ({ assets }) => (assets === 0 ? 'The whole listing' : plural(assets, 'asset')),
    sortingField: 'assets',
  },
  {
    id: 'answer',
    header: 'AWS answered',
    minWidth: 220,
    cell: ({ code, message }) => <AwsText>{message === '' ? code : `${code}: ${message}`}</AwsText>,
  },
];

function Gaps({ gaps }: { gaps: Gap[] }) {
  const table = useSortedTable(gaps, 'gap');
  if (gaps.length === 0) {
    return <EmptyList title="No gaps">Everything this scan asked AWS for was answered.</EmptyList>;
  }
  return (
    <SpaceBetween size="s">
      <Box variant="p" color="text-body-secondary">
        What these calls would have told is unknown, not “nothing”: no asset was taken for deleted because of them.
      </Box>
      <Table {...table} columnDefinitions={gapColumns} ariaLabels={{ tableLabel: 'Gaps' }} />
    </SpaceBetween>
  );
}

const ledgerColumns: TableProps.ColumnDefinition<LedgerLine>[] = [
  { id: 'service', header: 'Service', cell: ({ service }) => service, sortingField: 'service' },
  { id: 'region', header: 'Region', minWidth: 130, cell: ({ region }) => region, sortingField: 'region' },
  { id: 'operation', header: 'Operation', cell: ({ operation }) => operation, sortingField: 'operation' },
  {
    id: 'outcome',
    header: 'Outcome',
    cell: ({ outcome }) => <StatusIndicator type={outcome === 'ok' ? 'success' : 'info'}>{outcome}</StatusIndicator>,
    sortingField: 'outcome',
  },
  { id: 'calls', header: 'Calls', cell: ({ calls }) => calls.toLocaleString('en'), sortingField: 'calls' },
  {
    id: 'milliseconds',
    header: 'Time in all',
    cell: ({ milliseconds }) => duration(milliseconds),
    sortingField: 'milliseconds',
  },
];

function Ledger({ ledger }: { ledger: LedgerLine[] }) {
  const table = useSortedTable(ledger, 'line');
  return (
    <SpaceBetween size="l">
      <Box variant="p" color="text-body-secondary">
        Every call this scan made. An error code may simply mean “not configured”; what could not be read is under Gaps.
      </Box>
      <BarList
        label="Calls by service"
        bars={callsByService(ledger).map(({ service, calls, errors }) => ({
          id: service,
          name: service,
          value: calls,
          note: errors > 0 ? `${errors.toLocaleString('en')} with an error code` : undefined,
        }))}
      />
      <Table
        {...table}
        columnDefinitions={ledgerColumns}
        ariaLabels={{ tableLabel: 'Calls to AWS' }}
        empty={<EmptyList title="No calls yet" />}
      />
    </SpaceBetween>
  );
}

const partStates: Record<Part['state'], { type: StatusIndicatorProps.Type; text: string }> = {
  waiting: { type: 'pending', text: 'Waiting' },
  running: { type: 'in-progress', text: 'Running' },
  succeeded: { type: 'success', text: 'Complete' },
  partial: { type: 'warning', text: 'Partial' },
  failed: { type: 'error', text: 'Failed' },
  cancelled: { type: 'stopped', text: 'Cancelled' },
};

const partColumns: TableProps.ColumnDefinition<Part>[] = [
  { id: 'service', header: 'Service', cell: ({ service }) => service, sortingField: 'service' },
  { id: 'region', header: 'Region', minWidth: 130, cell: ({ region }) => region, sortingField: 'region' },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <StatusIndicator type={partStates[state].type}>{partStates[state].text}</StatusIndicator>,
    sortingField: 'state',
  },
  { id: 'assets', header: 'Assets', cell: ({ assets }) => assets.toLocaleString('en'), sortingField: 'assets' },
  { id: 'calls', header: 'Calls', cell: ({ calls }) => calls.toLocaleString('en'), sortingField: 'calls' },
];

function Parts({ parts }: { parts: Part[] }) {
  const table = useSortedTable(parts, 'part');
  return (
    <Table
      {...table}
      columnDefinitions={partColumns}
      ariaLabels={{ tableLabel: 'Parts of the scan' }}
      empty={<EmptyList title="Not planned yet" />}
    />
  );
}

const pageSize = 20;

/** Filter, sorting and pages for a table whose rows are all here. */
function useSortedTable<Item>(rows: readonly Item[], what: string) {
  const { items, collectionProps, filterProps, paginationProps, filteredItemsCount } = useCollection(rows, {
    sorting: {},
    pagination: { pageSize },
    filtering: { noMatch: <EmptyList title={`No ${what} matches`} /> },
  });
  const isLong = rows.length > pageSize;
  return {
    ...collectionProps,
    items,
    variant: 'borderless' as const,
    wrapLines: true,
    ...(isLong && {
      filter: (
        <TextFilter
          {...filterProps}
          filteringAriaLabel={`Find a ${what}`}
          filteringPlaceholder={`Find a ${what}`}
          countText={plural(filteredItemsCount ?? 0, 'match', 'matches')}
        />
      ),
      pagination: <Pagination {...paginationProps} />,
    }),
  };
}
