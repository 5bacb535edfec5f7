import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import PropertyFilter from '@cloudscape-design/components/property-filter';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { FindingCounts } from '../../../../server/findings/api.ts';
import { findingCountsQuery, findingsQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { BarList } from '../../show/BarList.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useCursorPages } from '../../show/use-cursor-pages.tsx';
import { useFollowLinks } from '../../show/use-follow-links.ts';
import { FindingTable } from './FindingTable.tsx';
import {
  capital,
  filterOf,
  filterOptions,
  filterProperties,
  sortOf,
  tokensOf,
  withChoice,
  withoutFilter,
  withTokens,
} from './findings.model.ts';

const pageSize = 50;

export default function FindingsPage() {
  useFrame('Findings');
  const [parameters, setParameters] = useSearchParams();
  const paging = useCursorPages();
  const filter = filterOf(parameters);
  const sort = sortOf(parameters);
  const tokens = useMemo(() => tokensOf(parameters), [parameters]);
  const links = useFollowLinks<HTMLDivElement>();
  const findings = useQuery({
    ...findingsQuery({ ...filter, sort, limit: pageSize, cursor: paging.cursor }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const counts = useQuery({
    ...findingCountsQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const suggested = useQuery({
    ...findingCountsQuery(filter.status === undefined ? {} : { status: filter.status }),
    staleTime: 60_000,
  });
  const properties = useMemo(() => filterProperties(suggested.data), [suggested.data]);
  const options = useMemo(() => filterOptions(suggested.data), [suggested.data]);
  const isFiltered = tokens.length > 0;
  const clear = () => setParameters(withoutFilter(parameters));
  const setSort = (value: string) => {
    const next = new URLSearchParams(parameters);
    next.set('sort', value);
    setParameters(next);
  };

  return (
    <ContentLayout
      header={
        <Header variant="h1" description="What in your cloud accounts fails a rule.">
          Findings
        </Header>
      }
    >
      <SpaceBetween size="l">
        <PropertyFilter
          query={{ tokens, operation: 'and' }}
          onChange={({ detail }) => setParameters(withTokens(parameters, detail.tokens))}
          filteringProperties={properties}
          filteringOptions={options}
          freeTextFiltering={{ operators: [':'] }}
          filteringPlaceholder="Find findings by severity, rule, account, service or the asset’s name"
          filteringAriaLabel="Find findings"
          filteringEmpty="No suggestion"
          hideOperations
          virtualScroll
          expandToViewport
          customFilterActions={<Button onClick={clear}>Clear filters</Button>}
        />
        {counts.isError ? (
          <ProblemAlert
            title="The findings could not be counted"
            problem={troubleOf(counts.error)}
            onRetry={() => void counts.refetch()}
          />
        ) : (
          counts.data && counts.data.total > 0 && <Counts counts={counts.data} parameters={parameters} />
        )}
        {findings.isError && (
          <ProblemAlert
            title="The findings could not be read"
            problem={troubleOf(findings.error)}
            onRetry={() => (paging.cursor === undefined ? void findings.refetch() : paging.restart())}
          />
        )}
        <div ref={links} aria-busy={findings.isPlaceholderData || findings.isPending}>
          <FindingTable
            items={findings.data?.items ?? []}
            isLoading={findings.isPending}
            counter={counts.data && `(${counts.data.total.toLocaleString('en')})`}
            title={titleOf(filter.status)}
            sort={sort}
            onSort={setSort}
            pagination={paging.pagination(findings.data?.nextCursor, () => findings.isPlaceholderData)}
            empty={findings.isError ? null : <Nothing isFiltered={isFiltered} onClear={clear} />}
          />
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}

function titleOf(status: 'open' | 'resolved' | 'all' | undefined): string {
  if (status === 'resolved') return 'Resolved findings';
  return status === 'all' ? 'All findings' : 'Open findings';
}

/** Most of what there is to do is in few rules: those that fail most are one click away. */
function Counts({ counts, parameters }: { counts: FindingCounts; parameters: URLSearchParams }) {
  const hrefTo = (key: Parameters<typeof withChoice>[1], value: string) =>
    `/findings?${withChoice(parameters, key, value)}`;
  const most = 6;
  return (
    <Container>
      <ColumnLayout columns={3} minColumnWidth={220}>
        <div>
          <Box variant="h3">By severity</Box>
          <BarList
            label="Findings by severity"
            bars={counts.bySeverity.map(({ severity, count }) => ({
              id: severity,
              name: capital(severity),
              value: count,
              href: count > 0 ? hrefTo('severity', severity) : undefined,
            }))}
          />
        </div>
        <div>
          <Box variant="h3">By rule</Box>
          <BarList
            label="Findings by rule"
            bars={counts.byRule.slice(0, most).map(({ ruleId, title, count }) => ({
              id: ruleId,
              name: title,
              value: count,
              href: hrefTo('ruleId', ruleId),
            }))}
          />
        </div>
        <div>
          <Box variant="h3">By service</Box>
          <BarList
            label="Findings by service"
            bars={counts.byService.slice(0, most).map(({ service, count }) => ({
              id: service,
              name: service,
              value: count,
              href: hrefTo('service', service),
            }))}
          />
        </div>
      </ColumnLayout>
    </Container>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const navigate = useNavigate();
  if (isFiltered) {
    return (
      <EmptyList title="No finding matches" action={<Button onClick={onClear}>Clear filters</Button>}>
        No finding is as this filter wants it.
      </EmptyList>
    );
  }
  return (
    <EmptyList title="No open findings" action={<Button onClick={() => void navigate('/rules')}>See the rules</Button>}>
      Nothing that was looked at fails a rule. The rules say of how many assets they cannot tell.
    </EmptyList>
  );
}
