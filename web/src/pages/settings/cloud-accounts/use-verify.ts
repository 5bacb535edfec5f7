import { useQueryClient } from '@tanstack/react-query';
import { accountsKey, cloudAccountQuery, verifyCloudAccount } from '../../../api/accounts.ts';
import { useAction } from '../../../show/use-action.ts';

/** Verifies a connection, and shows what came of it on every page that shows the account. */
export function useVerify(accountId: string) {
  const queries = useQueryClient();
  return useAction(async () => {
    try {
      const account = await verifyCloudAccount(accountId);
      queries.setQueryData(cloudAccountQuery(accountId).queryKey, account);
      return account;
    } finally {
      void queries.invalidateQueries({ queryKey: accountsKey });
    }
  });
}
