import Header from '@cloudscape-design/components/header';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { FindingSummaryView } from '../../../../server/findings/api.ts';
import { findingsQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { Moment } from '../../show/Moment.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';

const columns: TableProps.ColumnDefinition<FindingSummaryView>[] = [
  { id: 'severity', header: 'Severity', minWidth: 110, cell: ({ severity }) => <Severity severity={severity} /> },
  {
    id: 'title',
    header: 'Rule',
    isRowHeader: true,
    minWidth: 240,
    cell: ({ id, title }) => <RouteLink to={`/findings/${encodeURIComponent(id)}`}>{title}</RouteLink>,
  },
  { id: 'asset', header: 'Asset', minWidth: 180, cell: ({ assetName }) => <AwsText>{assetName}</AwsText> },
  {
    id: 'account',
    header: 'Account',
    minWidth: 120,
    cell: ({ accountNickname }) => <AwsText>{accountNickname}</AwsText>,
  },
  {
    id: 'assignee',
    header: 'Assignee',
    minWidth: 110,
    cell: ({ assignee }) => (assignee === null ? '—' : <bdi className="aws-text">{assignee.name}</bdi>),
  },
  { id: 'since', header: 'Open since', minWidth: 150, cell: ({ openedAt }) => <Moment at={openedAt} /> },
];

const severe = { severity: 'critical,high' } as const;

/** The severe findings that have been open longest. */
export function OldestFindings({ refetchInterval }: { refetchInterval: number }) {
  const findings = useQuery({ ...findingsQuery({ ...severe, sort: 'openedAt', limit: 5 }), refetchInterval });
  if (findings.isError && !findings.data) {
    return (
      <ProblemAlert
        title="The oldest findings could not be read"
        problem={troubleOf(findings.error)}
        onRetry={() => void findings.refetch()}
      />
    );
  }
  return (
    <Table
      variant="container"
      items={findings.data?.items ?? []}
      trackBy="id"
      columnDefinitions={columns}
      wrapLines
      loading={findings.isPending}
      loadingText="Reading the findings"
      ariaLabels={{ tableLabel: 'Oldest critical and high findings' }}
      header={
        <Header
          variant="h2"
          actions={
            <RouteLink to={`/findings?${new URLSearchParams({ ...severe, sort: 'openedAt' })}`}>Show all</RouteLink>
          }
        >
          Oldest critical and high findings
        </Header>
      }
      empty={<EmptyList title="None is open">No finding that is critical or high is open.</EmptyList>}
    />
  );
}
