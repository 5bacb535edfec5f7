import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { rulesQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { useFrame } from '../../app/page-frame.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { plural } from '../../show/plural.ts';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { matchingRules, type State, stateOf, states } from './rules.model.ts';

const order = ['critical', 'high', 'medium', 'low', 'informational'];

const columns: TableProps.ColumnDefinition<RuleSummaryView>[] = [
  {
    id: 'severity',
    header: 'Severity',
    cell: ({ severity }) => <Severity severity={severity} />,
    sortingComparator: (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity),
  },
  {
    id: 'title',
    header: 'Rule',
    cell: ({ id, title }) => <RouteLink to={`/rules/${encodeURIComponent(id)}`}>{title}</RouteLink>,
    sortingField: 'title',
    isRowHeader: true,
    minWidth: 280,
  },
  {
    id: 'type',
    header: 'Asset type',
    cell: ({ assetType }) => assetType.replace(/^AWS::/, ''),
    sortingField: 'assetType',
  },
  {
    id: 'failed',
    header: 'Fail',
    cell: ({ id, failed }) =>
      failed === 0 ? '0' : <RouteLink to={`/findings?ruleId=${encodeURIComponent(id)}`}>{count(failed)}</RouteLink>,
    sortingField: 'failed',
  },
  { id: 'unknown', header: 'Unknown', cell: ({ unknown }) => count(unknown), sortingField: 'unknown' },
  { id: 'passed', header: 'Pass', cell: ({ passed }) => count(passed), sortingField: 'passed' },
  { id: 'broken', header: 'Broken', cell: ({ broken }) => count(broken), sortingField: 'broken' },
];

function count(value: number): string {
  return value.toLocaleString('en');
}

export default function RulesPage() {
  useFrame('Rules');
  const [parameters, setParameters] = useSearchParams();
  const rules = useQuery(rulesQuery);
  const text = parameters.get('text') ?? '';
  const state = stateOf(parameters.get('state'));
  const matching = matchingRules(rules.data?.items ?? [], text, state);
  const set = (key: 'text' | 'state', value: string) => {
    const next = new URLSearchParams(parameters);
    if (value === '' || value === 'all') next.delete(key);
    else next.set(key, value);
    setParameters(next, { replace: true });
  };
  const { items, collectionProps, paginationProps } = useCollection(matching, {
    pagination: { pageSize: 50 },
    sorting: { defaultState: { sortingColumn: { sortingField: 'failed' }, isDescending: true } },
  });
  const brokenFiles = rules.data?.brokenFiles ?? [];
  const options = Object.entries(states).map(([value, label]) => ({ value, label }));
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          description="What your assets are judged by. An asset passes, fails, or is unknown: where what a rule hangs on could not be read."
        >
          Rules
        </Header>
      }
    >
      <SpaceBetween size="l">
        {brokenFiles.length > 0 && (
          <Alert
            type="error"
            header={`${plural(brokenFiles.length, 'rule file is', 'rule files are')} broken and left out`}
          >
            <ul className="plain-list">
              {brokenFiles.map(({ path, message }) => (
                <li key={path}>
                  {path}: {message}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {rules.isError && (
          <ProblemAlert
            title="The rules could not be read"
            problem={troubleOf(rules.error)}
            onRetry={() => void rules.refetch()}
          />
        )}
        <Table
          {...collectionProps}
          variant="container"
          stickyHeader
          items={items}
          trackBy="id"
          columnDefinitions={columns}
          wrapLines
          resizableColumns
          loading={rules.isPending}
          loadingText="Reading the rules"
          ariaLabels={{ tableLabel: 'Rules' }}
          header={
            <Header variant="h2" counter={rules.data && `(${count(matching.length)})`}>
              Rules
            </Header>
          }
          filter={
            <SpaceBetween size="xs" direction="horizontal">
              <TextFilter
                filteringText={text}
                onChange={({ detail }) => set('text', detail.filteringText)}
                filteringPlaceholder="Find rules"
                filteringAriaLabel="Find rules"
                countText={text === '' ? '' : plural(matching.length, 'match', 'matches')}
              />
              <Select
                selectedOption={{ value: state, label: states[state] }}
                options={options}
                onChange={({ detail }) => set('state', detail.selectedOption.value as State)}
                ariaLabel="Which rules"
              />
            </SpaceBetween>
          }
          pagination={
            <Pagination
              {...paginationProps}
              ariaLabels={{
                nextPageLabel: 'Next page',
                previousPageLabel: 'Previous page',
                pageLabel: (number) => `Page ${number}`,
              }}
            />
          }
          empty={
            rules.isError ? null : (
              <EmptyList
                title="No rule matches"
                action={<Button onClick={() => setParameters({}, { replace: true })}>Clear filters</Button>}
              />
            )
          }
        />
      </SpaceBetween>
    </ContentLayout>
  );
}
