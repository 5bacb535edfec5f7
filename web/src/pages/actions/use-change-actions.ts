import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ActionChange, ActionRequest, ActionsChanged, ActionsRequested } from '../../../../server/actions/api.ts';
import { actionsKey, changeActions, requestActions } from '../../api/actions.ts';

/** Has all that actions are shown by read again. */
function useRefreshActions(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: actionsKey }), [queries]);
}

/** Changes actions, and has them read again. */
export function useChangeActions(): (change: ActionChange) => Promise<ActionsChanged> {
  const refresh = useRefreshActions();
  return useCallback(
    async (change) => {
      const changed = await changeActions(change);
      await refresh();
      return changed;
    },
    [refresh],
  );
}

/** Asks for actions, and has those that there are read again. */
export function useRequestActions(): (request: ActionRequest) => Promise<ActionsRequested> {
  const refresh = useRefreshActions();
  return useCallback(
    async (request) => {
      const requested = await requestActions(request);
      void refresh();
      return requested;
    },
    [refresh],
  );
}
