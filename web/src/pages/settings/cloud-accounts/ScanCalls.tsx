import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useMemo } from 'react';
import type { ScanView } from '../../../../../server/scans/api.ts';
import { AwsText } from '../../../show/AwsText.tsx';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { duration } from '../../../show/moment.model.ts';
import { callsByOperation, type OperationCalls } from './scan.model.ts';
import { useRowTable } from './use-row-table.tsx';

const columns: TableProps.ColumnDefinition<OperationCalls>[] = [
  {
    id: 'operation',
    header: 'Operation',
    isRowHeader: true,
    minWidth: 200,
    sortingField: 'key',
    cell: ({ service, operation }) => <AwsText>{`${service}:${operation}`}</AwsText>,
  },
  {
    id: 'calls',
    header: 'Calls',
    minWidth: 90,
    sortingField: 'calls',
    cell: ({ calls }) => calls.toLocaleString('en'),
  },
  {
    id: 'outcomes',
    header: 'Answers',
    minWidth: 200,
    sortingField: 'errors',
    cell: ({ outcomes }) => <Outcomes outcomes={outcomes} />,
  },
  {
    id: 'regions',
    header: 'Regions',
    minWidth: 90,
    sortingField: 'regions',
    cell: ({ regions }) => regions.toLocaleString('en'),
  },
  {
    id: 'milliseconds',
    header: 'Time in all',
    minWidth: 110,
    sortingField: 'milliseconds',
    cell: ({ milliseconds }) => duration(milliseconds),
  },
  {
    id: 'mean',
    header: 'Each',
    minWidth: 90,
    cell: ({ milliseconds, calls }) => duration(milliseconds / calls),
  },
];

/** Every call a scan made, operation by operation. */
export function ScanCalls({ ledger }: { ledger: ScanView['ledger'] }) {
  const rows = useMemo(() => callsByOperation(ledger), [ledger]);
  const table = useRowTable({
    id: 'call',
    what: 'call',
    rows,
    columns,
    textOf: ({ key, outcomes }) => [key.replace(' ', ':'), ...outcomes.map(({ outcome }) => outcome)].join(' '),
    defaultSorting: '-calls',
    empty: <EmptyList title="No calls yet" />,
  });
  return (
    <SpaceBetween size="s">
      <Box variant="p" color="text-body-secondary">
        Every attempt counts, also those that AWS slowed down. An error code may simply mean “not configured”; what
        could not be read is under Gaps.
      </Box>
      <Table {...table} ariaLabels={{ tableLabel: 'Calls to AWS' }} trackBy="key" />
    </SpaceBetween>
  );
}

function Outcomes({ outcomes }: Pick<OperationCalls, 'outcomes'>) {
  return outcomes.map(({ outcome, calls }, index) => (
    <span key={outcome}>
      {index > 0 && ' · '}
      <AwsText>{outcome}</AwsText> {calls.toLocaleString('en')}
    </span>
  ));
}
