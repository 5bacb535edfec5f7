import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FindingChange, FindingChanged } from '../../../../server/findings/api.ts';
import { changeFindings } from '../../api/findings.ts';

/** Has all that findings are shown by read again. */
export function useRefreshFindings(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      ['findings', 'suppressions', 'compliance'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  }, [queries]);
}

export type ChangeFindings = (ids: string[], change: FindingChange['change']) => Promise<FindingChanged>;

/** Changes findings, and has them read again. */
export function useChangeFindings(): ChangeFindings {
  const refresh = useRefreshFindings();
  return useCallback(
    async (ids, change) => {
      const changed = await changeFindings({ ids, change });
      await refresh();
      return changed;
    },
    [refresh],
  );
}
