import { useQueryClient } from '@tanstack/react-query';

/** Reads again what a change of the rules changes: the rules, and the findings that they make. */
export function useRulesChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(['rules', 'findings'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  };
}
