import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Me } from '../../../server/access/api.ts';
import { meQuery } from '../api/access.ts';
import { troubleOf } from '../api/problem.ts';
import { PageLoading } from '../show/PageLoading.tsx';
import { ProblemAlert } from '../show/ProblemAlert.tsx';
import { type Deed, reasonMayNot } from './may.ts';
import { signInPath } from './return-path.ts';

const MeContext = createContext<Me | undefined>(undefined);

/** Shows its children to people who are signed in and sends all others to the sign-in page. */
export function RequireSession({ children }: { children: ReactNode }) {
  const location = useLocation();
  const me = useQuery(meQuery);
  if (me.isPending) return <PageLoading />;
  if (me.data) return <MeContext.Provider value={me.data}>{children}</MeContext.Provider>;
  if (me.isError) {
    return (
      <div className="lone-message">
        <ProblemAlert problem={troubleOf(me.error)} onRetry={() => void me.refetch()} />
      </div>
    );
  }
  return <Navigate to={signInPath(location.pathname + location.search)} replace />;
}

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is only for pages behind RequireSession');
  return me;
}

/** Props for a button that only some roles may use. */
export function useGate(): (deed: Deed) => { disabled: boolean; disabledReason: string | undefined } {
  const { role } = useMe();
  return (deed) => {
    const reason = reasonMayNot(role, deed);
    return { disabled: reason !== undefined, disabledReason: reason };
  };
}

/** Ends the session here and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const [{ auth }, { authAnswer }] = await Promise.all([import('./auth.ts'), import('./auth-problem.ts')]);
    authAnswer(await auth.signOut());
    queries.setQueryData(meQuery.queryKey, null);
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
  };
}
