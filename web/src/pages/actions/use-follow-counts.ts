import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ActionCounts } from '../../../../server/actions/api.ts';
import { actionPagesKey } from '../../api/actions.ts';

/**
 * Has lists of actions read again when the counts tell that one went on. The counts may be the first to see the last one
 * end, and would then call for the lists half a minute later.
 */
export function useFollowCounts(counts: ActionCounts | undefined): void {
  const queries = useQueryClient();
  const now = counts && JSON.stringify(counts.byStatus);
  const before = useRef(now);
  useEffect(() => {
    const isNews = before.current !== undefined && before.current !== now;
    before.current = now;
    if (isNews) void queries.invalidateQueries({ queryKey: actionPagesKey });
  }, [now, queries]);
}
