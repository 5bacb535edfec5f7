import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { useGate } from '../../../access/session.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { canCarryOnWithoutKey } from './account.model.ts';
import { ConnectSteps } from './ConnectSteps.tsx';

interface UnfinishedConnectionProps {
  account: CloudAccountView;
  verification: { run: () => void; isRunning: boolean };
}

/** An account that is not connected yet: how far it came, what stopped it, and the ways to carry on. */
export function UnfinishedConnection({ account, verification }: UnfinishedConnectionProps) {
  const navigate = useNavigate();
  const gate = useGate();
  const isConnecting = account.state === 'connecting';
  const retry = new URLSearchParams({ method: account.method, nickname: account.nickname });

  return (
    <SpaceBetween size="l">
      {account.failure && <ProblemAlert title={`Could not connect ${account.nickname}`} problem={account.failure} />}
      {account.state === 'interrupted' && (
        <Alert type="warning" header="Connecting was interrupted">
          The server stopped or restarted in the middle. What was made in AWS is kept: a second try carries on where the
          first stopped, with the same external ID.
        </Alert>
      )}
      <Container
        header={
          <Header
            variant="h2"
            actions={
              !isConnecting && (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button onClick={() => void navigate(`/settings/cloud-accounts/new?${retry}`)} {...gate('connect')}>
                    {account.method === 'role' ? 'Connect again' : 'Connect again with a key'}
                  </Button>
                  {canCarryOnWithoutKey(account) && (
                    <Button
                      variant="primary"
                      loading={verification.isRunning}
                      onClick={verification.run}
                      {...gate('verify')}
                    >
                      Carry on
                    </Button>
                  )}
                </SpaceBetween>
              )
            }
          >
            {isConnecting ? 'Connecting' : 'How far it came'}
          </Header>
        }
      >
        <ConnectSteps steps={account.steps} />
      </Container>
    </SpaceBetween>
  );
}
