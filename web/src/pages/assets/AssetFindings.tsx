import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useQuery } from '@tanstack/react-query';
import type { AssetJudgementView, FindingSummaryView } from '../../../../server/findings/api.ts';
import { findingsQuery } from '../../api/findings.ts';
import { troubleOf } from '../../api/problem.ts';
import { EmptyList } from '../../show/EmptyList.tsx';
import { MissingParts } from '../../show/MissingParts.tsx';
import { Moment } from '../../show/Moment.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { RouteLink } from '../../show/RouteLink.tsx';
import { Severity } from '../../show/Severity.tsx';
import { FindingStatus } from '../findings/FindingStatus.tsx';
import { judgementWords, openFirst } from './asset-findings.model.ts';

const columns: TableProps.ColumnDefinition<FindingSummaryView>[] = [
  { id: 'severity', header: 'Severity', minWidth: 120, cell: ({ severity }) => <Severity severity={severity} /> },
  {
    id: 'title',
    header: 'Rule',
    isRowHeader: true,
    minWidth: 240,
    cell: ({ id, title }) => <RouteLink to={`/findings/${encodeURIComponent(id)}`}>{title}</RouteLink>,
  },
  { id: 'status', header: 'Status', minWidth: 130, cell: (finding) => <FindingStatus finding={finding} /> },
  {
    id: 'assignee',
    header: 'Assignee',
    minWidth: 110,
    cell: ({ assignee }) => (assignee === null ? '—' : <bdi className="aws-text">{assignee.name}</bdi>),
  },
  {
    id: 'since',
    header: 'Since',
    minWidth: 120,
    cell: ({ openedAt, resolvedAt }) => <Moment at={resolvedAt ?? openedAt} />,
  },
];

// An asset has at most one finding of each rule of its type.
const mostOfAsset = 1000;

/** The findings of an asset, those that are open first, and what else the rules say of it. */
export function AssetFindings({ assetId, judgement }: { assetId: string; judgement: AssetJudgementView }) {
  const findings = useQuery(findingsQuery({ assetId, status: 'all', limit: mostOfAsset }));
  if (findings.isError && !findings.data) {
    return (
      <ProblemAlert
        title="The findings could not be read"
        problem={troubleOf(findings.error)}
        onRetry={() => void findings.refetch()}
      />
    );
  }
  return (
    <SpaceBetween size="l">
      <Box color="text-body-secondary">{judgementWords(judgement)}</Box>
      <Table
        variant="borderless"
        items={openFirst(findings.data?.items ?? [])}
        trackBy="id"
        columnDefinitions={columns}
        wrapLines
        loading={findings.isPending}
        loadingText="Reading the findings"
        ariaLabels={{ tableLabel: 'Findings of the asset' }}
        empty={<EmptyList title="No findings">No rule ever failed on this asset.</EmptyList>}
      />
      <Rules title="Unknown" rules={judgement.unknown}>
        {({ missing }) => <MissingParts missing={missing} />}
      </Rules>
      <Rules title="Rules that do not work on it" rules={judgement.broken}>
        {({ message }) => message}
      </Rules>
      <Rules title="Passed" rules={judgement.passed} />
    </SpaceBetween>
  );
}

interface RulesProps<Row> {
  title: string;
  rules: readonly Row[];
  children?: (rule: Row) => React.ReactNode;
}

function Rules<Row extends AssetJudgementView['passed'][number]>({ title, rules, children }: RulesProps<Row>) {
  if (rules.length === 0) return null;
  return (
    <ExpandableSection headerText={`${title} (${rules.length})`}>
      <ul className="plain-list">
        {rules.map((rule) => (
          <li key={rule.ruleId}>
            <RouteLink to={`/rules/${encodeURIComponent(rule.ruleId)}`}>{rule.title}</RouteLink>
            {children?.(rule)}
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
