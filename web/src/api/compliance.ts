import { queryOptions } from '@tanstack/react-query';
import type { AnswerInput, FrameworkSummaryView, FrameworkView } from '../../../server/compliance/api.ts';
import { call } from './client.ts';

const base = '/api/v1/compliance';
const answerPath = (framework: string, control: string) =>
  `${base}/${encodeURIComponent(framework)}/${encodeURIComponent(control)}/answer`;

export const complianceKey = ['compliance'] as const;

/** The frameworks, for one cloud account or, with an empty ID, for all. */
export function frameworksQuery(cloudAccountId: string) {
  return queryOptions({
    queryKey: [...complianceKey, 'all', cloudAccountId],
    queryFn: async ({ signal }) =>
      (await call<{ items: FrameworkSummaryView[] }>('GET', base, { query: { cloudAccountId }, signal })).items,
  });
}

export function frameworkQuery(id: string, cloudAccountId: string) {
  return queryOptions({
    queryKey: [...complianceKey, 'one', id, cloudAccountId],
    queryFn: ({ signal }) =>
      call<FrameworkView>('GET', `${base}/${encodeURIComponent(id)}`, { query: { cloudAccountId }, signal }),
  });
}

export function answerControl(framework: string, control: string, answer: AnswerInput): Promise<void> {
  return call('PUT', answerPath(framework, control), { body: answer });
}

export function takeBackAnswer(framework: string, control: string, cloudAccountId: string): Promise<void> {
  const query = cloudAccountId === '' ? '' : `?cloudAccountId=${encodeURIComponent(cloudAccountId)}`;
  return call('DELETE', `${answerPath(framework, control)}${query}`);
}
