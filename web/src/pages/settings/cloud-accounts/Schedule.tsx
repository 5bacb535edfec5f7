import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Spinner from '@cloudscape-design/components/spinner';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScheduleView } from '../../../../../server/scans/api.ts';
import { useGate } from '../../../access/session.tsx';
import { troubleOf } from '../../../api/problem.ts';
import { changeSchedule, scheduleQuery } from '../../../api/scans.ts';
import { Moment } from '../../../show/Moment.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { ScheduleForm } from './ScheduleForm.tsx';
import { listWords, pausedAs, scheduleWords } from './schedule.model.ts';

/** When the account is scanned by itself, and what of it. */
export function Schedule({ account }: { account: CloudAccountView }) {
  const schedule = useQuery({ ...scheduleQuery(account.id), refetchInterval: 60_000 });
  const queries = useQueryClient();
  const gate = useGate();
  const [isEditing, setEditing] = useState(false);
  const pausing = useAction(async (shown: ScheduleView) => {
    const changed = await changeSchedule(account.id, pausedAs(shown, !shown.isPaused));
    queries.setQueryData(scheduleQuery(account.id).queryKey, changed);
  });
  const shown = schedule.data;

  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            shown && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button
                  loading={pausing.isRunning}
                  onClick={() => void pausing.run(shown)}
                  ariaLabel={shown.isPaused ? 'Resume the schedule' : 'Pause the schedule'}
                  {...gate('scan')}
                >
                  {shown.isPaused ? 'Resume' : 'Pause'}
                </Button>
                <Button onClick={() => setEditing(true)} ariaLabel="Change the schedule" {...gate('scan')}>
                  Change
                </Button>
              </SpaceBetween>
            )
          }
        >
          Schedule
        </Header>
      }
    >
      {shown ? (
        <SpaceBetween size="m">
          {pausing.problem && <ProblemAlert title="The schedule was not changed" problem={pausing.problem} />}
          <KeyValuePairs
            columns={4}
            minColumnWidth={150}
            items={[
              { label: 'Scans', value: scheduleWords(shown) },
              { label: 'Next scan', value: <NextScan schedule={shown} /> },
              { label: 'Regions', value: listWords(shown.regions, 'All enabled ones') },
              { label: 'Services', value: listWords(shown.services, 'All') },
            ]}
          />
        </SpaceBetween>
      ) : schedule.isError ? (
        <ProblemAlert
          title="The schedule could not be read"
          problem={troubleOf(schedule.error)}
          onRetry={() => void schedule.refetch()}
        />
      ) : (
        <Spinner size="large" />
      )}
      {shown && isEditing && <ScheduleForm accountId={account.id} schedule={shown} onClose={() => setEditing(false)} />}
    </Container>
  );
}

function NextScan({ schedule: { isPaused, nextAt } }: { schedule: ScheduleView }) {
  if (isPaused) return <StatusIndicator type="stopped">Paused</StatusIndicator>;
  if (nextAt === null) return '—';
  return (
    <>
      <Moment at={nextAt} />, {new Date(nextAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
    </>
  );
}
