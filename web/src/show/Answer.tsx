import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { troubleOf } from '../api/problem.ts';
import { PageLoading } from './PageLoading.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';

interface AnswerProps<Data> {
  of: UseQueryResult<Data>;
  /** The alert's header: "The history could not be read". */
  trouble: string;
  children: (data: Data) => ReactNode;
}

/** What was asked for: while it comes, when it failed, and when it is there. */
export function Answer<Data>({ of, trouble, children }: AnswerProps<Data>) {
  if (of.data !== undefined) return children(of.data);
  if (of.isError) {
    return <ProblemAlert title={trouble} problem={troubleOf(of.error)} onRetry={() => void of.refetch()} />;
  }
  return <PageLoading />;
}
