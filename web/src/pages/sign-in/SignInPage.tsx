import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useLocation, useNavigate } from 'react-router';
import { returnPath } from '../../access/return-path.ts';
import { meQuery, setupQuery } from '../../api/access.ts';
import { troubleOf } from '../../api/problem.ts';
import { EntryFrame } from '../../app/EntryFrame.tsx';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { PasswordStep } from './PasswordStep.tsx';
import { SecondStep } from './SecondStep.tsx';

export default function SignInPage() {
  const { search } = useLocation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const setup = useQuery(setupQuery);
  const me = useQuery(meQuery);
  const [needsCode, setNeedsCode] = useState(false);

  if (setup.isPending || me.isPending) return <PageLoading />;
  if (setup.data?.needsOwner) return <Navigate to="/first-owner" replace />;
  if (me.data) return <Navigate to={returnPath(search)} replace />;

  const finish = async () => {
    await queries.resetQueries({ queryKey: meQuery.queryKey });
    await navigate(returnPath(search), { replace: true });
  };

  return (
    <EntryFrame title={needsCode ? 'Confirm it is you' : 'Sign in'}>
      {setup.isError ? (
        <ProblemAlert problem={troubleOf(setup.error)} onRetry={() => void setup.refetch()} />
      ) : needsCode ? (
        <SecondStep onDone={finish} onBack={() => setNeedsCode(false)} />
      ) : (
        <PasswordStep onDone={finish} onCodeNeeded={() => setNeedsCode(true)} />
      )}
    </EntryFrame>
  );
}
