import './findings.css';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { FindingFilter, FindingSummaryView } from '../../../../server/findings/api.ts';
import { may } from '../../access/may.ts';
import { useMe } from '../../access/session.tsx';
import { findingCountsQuery, findingsQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { useFollowLinks } from '../../show/use-follow-links.ts';
import { useSelection } from '../../show/use-selection.ts';
import { BulkActions } from './BulkActions.tsx';
import { FindingExportMenu } from './FindingExportMenu.tsx';
import { FindingFilterField } from './FindingFilterField.tsx';
import { FindingTable } from './FindingTable.tsx';
import { filterOf, onlyRuleOf, sortOf, statusOf, tokensOf, withoutFilter } from './findings.model.ts';
import { Groups } from './Groups.tsx';
import { groupingOf } from './groups.model.ts';
import { PlanForRule } from './PlanForRule.tsx';
import { type NotDone, Unchanged } from './Unchanged.tsx';

const pageSize = 50;

export default function FindingsPage() {
  useFrame('Findings');
  const me = useMe();
  const navigate = useNavigate();
  const [parameters, setParameters] = useSearchParams();
  const paging = useCursorPages();
  const filter = filterOf(parameters, me.user.id);
  const sort = sortOf(parameters);
  const links = useFollowLinks<HTMLDivElement>();
  const findings = useQuery({
    ...findingsQuery({ ...filter, sort, limit: pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const counts = useQuery({
    ...findingCountsQuery({ ...filter, by: groupingOf(parameters) === 'asset' ? 'asset' : undefined }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const selection = useSelection<FindingSummaryView>(JSON.stringify(filter));
  const [notDone, setNotDone] = useState<NotDone>();
  const clear = () => setParameters(withoutFilter(parameters));
  const set = (key: 'sort' | 'group', value: string) => {
    const next = new URLSearchParams(parameters);
    next.set(key, value);
    setParameters(next);
  };
  const total = counts.data?.total.toLocaleString('en');
  const selected = selection.selected.length;
  const isOfOneRule = onlyRuleOf(filter) !== undefined && statusOf(parameters) === 'open';
  const canPlanAll = isOfOneRule && selected === 0 && (counts.data?.total ?? 0) > 1 && may(me.role, 'change-assets');

  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="What in your cloud accounts fails a rule."
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => void navigate('/suppressions')}>Suppressions</Button>
              <FindingExportMenu filter={filter} isEmpty={counts.data?.total === 0} />
            </SpaceBetween>
          }
        >
          Findings
        </Header>
      }
    >
      <SpaceBetween size="l">
        <FindingFilterField parameters={parameters} onChange={setParameters} shown={findings.data?.items} />
        {counts.isError ? (
          <ProblemAlert
            title="The findings could not be counted"
            problem={troubleOf(counts.error)}
            onRetry={() => void counts.refetch()}
          />
        ) : (
          counts.data &&
          counts.data.total > 0 && (
            <Groups
              counts={counts.data}
              isLoading={counts.isPlaceholderData}
              parameters={parameters}
              onGroupBy={(grouping) => set('group', grouping)}
            />
          )
        )}
        {findings.isError && (
          <ProblemAlert
            title="The findings could not be read"
            problem={troubleOf(findings.error)}
            onRetry={() => (paging.cursor === undefined ? void findings.refetch() : paging.restart())}
          />
        )}
        {notDone && <Unchanged notDone={notDone} onDismiss={() => setNotDone(undefined)} />}
        <div ref={links} aria-busy={findings.isPlaceholderData || findings.isPending}>
          <FindingTable
            items={findings.data?.items ?? []}
            isLoading={findings.isPending}
            counter={total && (selected > 0 ? `(${selected.toLocaleString('en')}/${total})` : `(${total})`)}
            title={titles[statusOf(parameters)]}
            sort={sort}
            onSort={(value) => set('sort', value)}
            pagination={paging.pagination(findings.data?.nextCursor, () => findings.isPlaceholderData)}
            actions={
              <SpaceBetween size="xs" direction="horizontal">
                {canPlanAll && <PlanForRule filter={filter} total={counts.data?.total ?? 0} />}
                <BulkActions
                  selected={selection.selected}
                  onDone={(left) => {
                    selection.onSelect([]);
                    setNotDone(left);
                  }}
                />
              </SpaceBetween>
            }
            {...(may(me.role, 'handle-findings') && { selection })}
            empty={
              findings.isError ? null : (
                <Nothing status={statusOf(parameters)} isFiltered={tokensOf(parameters).length > 0} onClear={clear} />
              )
            }
          />
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

type Status = FindingFilter['status'];

const titles: Record<Status, string> = {
  open: 'Open findings',
  suppressed: 'Suppressed findings',
  resolved: 'Resolved findings',
  all: 'All findings',
};

function Nothing({ status, isFiltered, onClear }: { status: Status; isFiltered: boolean; onClear: () => void }) {
  const navigate = useNavigate();
  if (isFiltered) {
    return (
      <EmptyList title="No finding matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        No finding is as this filter wants it.
      </EmptyList>
    );
  }
  if (status === 'suppressed') {
    return (
      <EmptyList title="Nothing is suppressed">
        Select findings and choose Suppress to be told of them no more, until a date or for ever.
      </EmptyList>
    );
  }
  if (status === 'resolved') return <EmptyList title="Nothing is resolved yet" />;
  return (
    <EmptyList
      title={status === 'open' ? 'No open findings' : 'No findings'}
      action={<Button onClick={() => void navigate('/rules')}>See the rules</Button>}
    >
      Nothing that was looked at fails a rule. The rules say of how many assets they cannot tell.
    </EmptyList>
  );
}
