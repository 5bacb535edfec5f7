import { queryOptions } from '@tanstack/react-query';
import type {
  AssetJudgementView,
  FindingChange,
  FindingChanged,
  FindingChangesSince,
  FindingCounts,
  FindingFilter,
  FindingPage,
  FindingQuery,
  FindingTrend,
  FindingView,
} from '../../../server/findings/api.ts';
import type { ExportFormat } from '../../../server/findings/exports/api.ts';
import type { RuleSummaryView, RuleView } from '../../../server/findings/rule-api.ts';
import { call, withQuery } from './client.ts';

export function findingsQuery(query: Partial<FindingQuery>) {
  return queryOptions({
    queryKey: ['findings', 'page', query],
    queryFn: ({ signal }) => call<FindingPage>('GET', '/api/v1/findings', { query: { ...query }, signal }),
  });
}

/** @param filter with `by: 'asset'` they are counted by asset, too, which takes longer */
export function findingCountsQuery(filter: Partial<FindingFilter> & { by?: 'asset' | undefined }) {
  return queryOptions({
    queryKey: ['findings', 'counts', filter],
    queryFn: ({ signal }) => call<FindingCounts>('GET', '/api/v1/findings/counts', { query: { ...filter }, signal }),
  });
}

export function findingExportPath(filter: Partial<FindingFilter>, format: ExportFormat): string {
  return withQuery('/api/v1/findings/export', { ...filter, format });
}

export function findingQuery(id: string) {
  return queryOptions({
    queryKey: ['findings', 'one', id],
    queryFn: ({ signal }) => call<FindingView>('GET', `/api/v1/findings/${encodeURIComponent(id)}`, { signal }),
  });
}

export function findingTrendQuery(days: number) {
  return queryOptions({
    queryKey: ['findings', 'trend', days],
    queryFn: ({ signal }) => call<FindingTrend>('GET', '/api/v1/findings/trend', { query: { days }, signal }),
  });
}

export function changesSinceQuery(at: string) {
  return queryOptions({
    queryKey: ['findings', 'changes-since', at],
    queryFn: ({ signal }) =>
      call<FindingChangesSince>('GET', '/api/v1/findings/changes-since', { query: { at }, signal }),
  });
}

export function assetJudgementQuery(assetId: string) {
  return queryOptions({
    queryKey: ['findings', 'judgement', assetId],
    queryFn: ({ signal }) =>
      call<AssetJudgementView>('GET', `/api/v1/assets/${encodeURIComponent(assetId)}/judgement`, { signal }),
  });
}

export function changeFindings(change: FindingChange): Promise<FindingChanged> {
  return call('POST', '/api/v1/findings/changes', { body: change });
}

interface Rules {
  items: RuleSummaryView[];
  brokenFiles: { path: string; message: string }[];
}

export const rulesQuery = queryOptions({
  queryKey: ['rules', 'all'],
  queryFn: ({ signal }) => call<Rules>('GET', '/api/v1/rules', { signal }),
});

export function ruleQuery(id: string) {
  return queryOptions({
    queryKey: ['rules', 'one', id],
    queryFn: ({ signal }) => call<RuleView>('GET', `/api/v1/rules/${encodeURIComponent(id)}`, { signal }),
  });
}
