import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanSummaryView } from '../../../../../server/scans/api.ts';
import { troubleOf } from '../../../api/problem.ts';
import { scansQuery } from '../../../api/scans.ts';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { duration } from '../../../show/moment.model.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { useCursorPages } from '../../../show/use-cursor-pages.tsx';
import { isUnderWay, scanHref, scanMilliseconds, scanScope, scanStatus, triggers } from './scan.model.ts';

/** All scans of an account, the newest first; each leads to its own page. */
export function ScanHistory({ account }: { account: CloudAccountView }) {
  const paging = useCursorPages();
  const scans = useQuery({
    ...scansQuery(account.id, paging.cursor),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1500 : false),
  });

  if (scans.isError && !scans.data) {
    return (
      <ProblemAlert
        title="The scans could not be read"
        problem={troubleOf(scans.error)}
        onRetry={() => (paging.cursor === undefined ? void scans.refetch() : paging.restart())}
      />
    );
  }
  return (
    <Table
      header={<Header variant="h2">Scans</Header>}
      items={scans.data?.items ?? []}
      columnDefinitions={columns}
      trackBy="id"
      wrapLines
      loading={scans.isPending}
      loadingText="Reading the scans"
      ariaLabels={{ tableLabel: 'Scans' }}
      pagination={paging.pagination(scans.data?.nextCursor)}
      empty={<EmptyList title="No scans yet">Choose Scan now to read the account’s assets.</EmptyList>}
    />
  );
}

const columns: TableProps.ColumnDefinition<ScanSummaryView>[] = [
  {
    id: 'queued',
    header: 'When',
    isRowHeader: true,
    minWidth: 130,
    cell: (scan) => (
      <RouteLink to={scanHref(scan)}>
        <Moment at={scan.queuedAt} />
      </RouteLink>
    ),
  },
  { id: 'trigger', header: 'Begun by', minWidth: 130, cell: ({ trigger }) => triggers[trigger] },
  { id: 'reads', header: 'Reads', minWidth: 130, cell: scanScope },
  {
    id: 'state',
    header: 'State',
    minWidth: 180,
    cell: (scan) => {
      const { type, text } = scanStatus(scan);
      return (
        <StatusIndicator type={type} wrapText={false}>
          {text}
        </StatusIndicator>
      );
    },
  },
  {
    id: 'took',
    header: 'Took',
    minWidth: 115,
    cell: (scan) => {
      const milliseconds = scanMilliseconds(scan, new Date());
      return milliseconds === undefined ? '—' : duration(milliseconds);
    },
  },
  { id: 'assets', header: 'Assets', cell: ({ assets }) => assets.toLocaleString('en') },
  { id: 'added', header: 'New', cell: ({ added }) => added.toLocaleString('en') },
  { id: 'changed', header: 'Changed', cell: ({ changed }) => changed.toLocaleString('en') },
  { id: 'deleted', header: 'Deleted', cell: ({ deleted }) => deleted.toLocaleString('en') },
  { id: 'calls', header: 'Calls', cell: ({ calls }) => calls.toLocaleString('en') },
];
