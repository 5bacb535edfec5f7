import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';
import { troubleOf } from '../../../api/problem.ts';
import { EmptyList } from '../../../show/EmptyList.tsx';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { deviceName } from './security.model.ts';
import { sessionsQuery } from './security-queries.ts';

export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const refresh = () => queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const ending = useAction(async (token: string) => {
    authAnswer(await auth.revokeSession({ token }));
    await refresh();
  });
  const endingOthers = useAction(async () => {
    authAnswer(await auth.revokeOtherSessions());
    await refresh();
  });
  const problem = ending.problem ?? endingOthers.problem;

  if (sessions.isError) {
    return (
      <ProblemAlert
        title="The sessions could not be read"
        problem={troubleOf(sessions.error)}
        onRetry={() => void sessions.refetch()}
      />
    );
  }
  const all = sessions.data ?? [];
  return (
    <SpaceBetween size="l">
      {problem && <ProblemAlert title="The session was not ended" problem={problem} />}
      <Table
        items={all}
        trackBy="token"
        loading={sessions.isPending}
        loadingText="Reading the sessions"
        ariaLabels={{ tableLabel: 'Sessions' }}
        header={
          <Header
            variant="h2"
            description="Browsers that are signed in as you."
            actions={
              <Button
                disabled={all.length < 2}
                loading={endingOthers.isRunning}
                onClick={() => void endingOthers.run()}
              >
                Sign out everywhere else
              </Button>
            }
          >
            Sessions
          </Header>
        }
        empty={<EmptyList title="No sessions" />}
        columnDefinitions={[
          {
            id: 'device',
            header: 'Device',
            isRowHeader: true,
            cell: ({ userAgent, isThis }) => `${deviceName(userAgent)}${isThis ? ' (this one)' : ''}`,
          },
          { id: 'address', header: 'Address', cell: ({ ipAddress }) => ipAddress || '—' },
          { id: 'since', header: 'Since', cell: ({ since }) => <Moment at={since} /> },
          {
            id: 'end',
            header: 'Actions',
            cell: ({ token, isThis, userAgent }) =>
              isThis ? (
                '—'
              ) : (
                <Button
                  variant="inline-link"
                  ariaLabel={`Sign out ${deviceName(userAgent)}`}
                  disabled={ending.isRunning}
                  onClick={() => void ending.run(token)}
                >
                  Sign out
                </Button>
              ),
          },
        ]}
      />
    </SpaceBetween>
  );
}
