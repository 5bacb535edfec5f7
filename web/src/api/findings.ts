import { queryOptions } from '@tanstack/react-query';
import type {
  FindingCounts,
  FindingFilter,
  FindingPage,
  FindingQuery,
  FindingView,
} from '../../../server/findings/api.ts';
import type { RuleSummaryView, RuleView } from '../../../server/findings/rule-api.ts';
import { call } from './client.ts';

export function findingsQuery(query: Partial<FindingQuery>) {
  return queryOptions({
    queryKey: ['findings', 'page', query],
    queryFn: ({ signal }) => call<FindingPage>('GET', '/api/v1/findings', { query: { ...query }, signal }),
  });
}

export function findingCountsQuery(filter: Partial<FindingFilter>) {
  return queryOptions({
    queryKey: ['findings', 'counts', filter],
    queryFn: ({ signal }) => call<FindingCounts>('GET', '/api/v1/findings/counts', { query: { ...filter }, signal }),
  });
}

export function findingQuery(id: string) {
  return queryOptions({
    queryKey: ['findings', 'one', id],
    queryFn: ({ signal }) => call<FindingView>('GET', `/api/v1/findings/${encodeURIComponent(id)}`, { signal }),
  });
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
