import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { actionSettingsQuery } from '../../../api/actions.ts';
import { troubleOf } from '../../../api/problem.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { BrakeBanner, StopEverything } from '../../actions/Brake.tsx';

/** Stops every action of the team at once, and lets them go on. */
export function Brake() {
  const settings = useQuery(actionSettingsQuery);
  if (settings.isError) {
    return (
      <ProblemAlert
        title="The settings could not be read"
        problem={troubleOf(settings.error)}
        onRetry={() => void settings.refetch()}
      />
    );
  }
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Stops all actions in all accounts at once. Anybody who may apply actions can pull it; only an admin releases it."
          actions={<StopEverything />}
        >
          Brake
        </Header>
      }
    >
      {settings.isPending && <StatusIndicator type="loading">Reading the settings</StatusIndicator>}
      {settings.data?.brake === null && (
        <StatusIndicator type="success">Off: actions are carried out as asked</StatusIndicator>
      )}
      <BrakeBanner />
    </Container>
  );
}
