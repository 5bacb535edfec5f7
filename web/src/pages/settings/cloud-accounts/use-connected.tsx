import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { cloudAccountQuery } from '../../../api/accounts.ts';
import { usePageFrame } from '../../../app/page-frame.tsx';
import { RouteLink } from '../../../show/RouteLink.tsx';
import { RemoveSetupUser } from './RemoveSetupUser.tsx';

/** What happens once an account is connected: to the list, with a message that says what is left to do. */
export function useConnected(): (cloudAccountId: string, nickname: string) => Promise<void> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  return useCallback(
    async (cloudAccountId, nickname) => {
      const account = await queries.fetchQuery(cloudAccountQuery(cloudAccountId)).catch(() => undefined);
      const setupUserName = account?.setupUser.name ?? undefined;
      const link = (
        <RouteLink to={`/settings/cloud-accounts/${cloudAccountId}`} color="inverted">
          See it
        </RouteLink>
      );
      addFlash({
        id: `connected-${cloudAccountId}`,
        goesAlong: true,
        type: 'success',
        header: `${nickname} is connected`,
        content:
          account?.method === 'role' ? (
            <>CloudCoreo reaches it through the role you made. Its first scan has started. {link}</>
          ) : (
            <>
              CloudCoreo has forgotten the key, and the first scan has started. {link}
              <RemoveSetupUser userName={setupUserName} isOnColor />
            </>
          ),
      });
      await navigate('/settings/cloud-accounts');
    },
    [navigate, queries, addFlash],
  );
}
