import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { meQuery } from '../api/access.ts';
import { type Trouble, troubleOf } from '../api/problem.ts';

interface Action<Args extends unknown[], Value> {
  /** Answers the value, or `undefined` when it failed; then `problem` says why. */
  run: (...args: Args) => Promise<Value | undefined>;
  isRunning: boolean;
  problem: Trouble | undefined;
  clearProblem: () => void;
}

/**
 * Runs something that a person asked for. TanStack's mutations are not used on purpose: their cache keeps arguments
 * and answers for minutes, and here these may be passwords, codes and new API keys.
 */
export function useAction<Args extends unknown[], Value>(
  perform: (...args: Args) => Promise<Value>,
): Action<Args, Value> {
  const queries = useQueryClient();
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<Trouble>();
  const clearProblem = useCallback(() => setProblem(undefined), []);
  const run = async (...args: Args) => {
    setRunning(true);
    setProblem(undefined);
    try {
      return await perform(...args);
    } catch (error) {
      const trouble = troubleOf(error);
      setProblem(trouble);
      if (trouble.code === 'not_signed_in') void queries.invalidateQueries({ queryKey: meQuery.queryKey });
      return undefined;
    } finally {
      setRunning(false);
    }
  };
  return { run, isRunning, problem, clearProblem };
}
