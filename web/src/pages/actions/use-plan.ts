import { useNavigate } from 'react-router';
import type { ActionRequest } from '../../../../server/actions/api.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { plural } from '../../show/plural.ts';
import { actionPath } from './action.model.ts';
import { useRequestActions } from './use-change-actions.ts';

/** Asks for an action and goes to where its plan appears: its own page, or the progress of those asked for together. */
export function usePlan(): (request: ActionRequest) => Promise<void> {
  const request = useRequestActions();
  const navigate = useNavigate();
  const { addFlash } = usePageFrame();
  return async (asked) => {
    const { ids, batchId, refused } = await request(asked);
    const [only] = ids;
    if (refused.length > 0) {
      addFlash({
        ...{ id: 'actions-refused', type: 'warning', goesAlong: only !== undefined },
        header: `${plural(refused.length, 'of them is', 'of them are')} not planned`,
        content: [...new Set(refused.map(({ why }) => why))].join(' '),
      });
    }
    if (only === undefined) return;
    await navigate(
      batchId === null || ids.length === 1 ? actionPath(only) : `/actions?batchId=${encodeURIComponent(batchId)}`,
    );
  };
}
