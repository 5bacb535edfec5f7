import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { AssetFilter } from '../../../../server/assets/api.ts';
import { assetCountsQuery } from '../../api/assets.ts';

const stepMilliseconds = 3000;
const calmSteps = 4;

/**
 * Counts assets, again and again while a scan brings more of them and until the number has stood still for a while;
 * whenever it moves, the lists are read again. A page that nobody changes anything on comes to rest.
 */
export function useSettlingCounts(filter: Partial<AssetFilter>) {
  const queries = useQueryClient();
  const lastMove = useRef({ total: -1, at: 0 });
  const counts = useQuery({
    ...assetCountsQuery(filter),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (!state.data) return false;
      if (state.data.total !== lastMove.current.total) {
        lastMove.current = { total: state.data.total, at: state.dataUpdateCount };
      }
      return state.dataUpdateCount - lastMove.current.at < calmSteps ? stepMilliseconds : false;
    },
  });

  const shown = useRef<number>(undefined);
  const total = counts.data?.total;
  const isCurrent = !counts.isPlaceholderData;
  useEffect(() => {
    if (total === undefined || !isCurrent) return;
    if (shown.current !== undefined && shown.current !== total) {
      void queries.invalidateQueries({ queryKey: ['assets', 'page'] });
    }
    shown.current = total;
  }, [total, isCurrent, queries]);
  return counts;
}
