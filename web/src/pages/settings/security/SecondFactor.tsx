import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';
import { useMe } from '../../../access/session.tsx';
import { meQuery } from '../../../api/access.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { EnableTotpDialog } from './EnableTotpDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** The code of an authenticator app that is asked for after the password. */
export function SecondFactor() {
  const { user } = useMe();
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<'enable' | 'disable' | 'backup-codes'>();
  const [backupCodes, setBackupCodes] = useState<string[]>();
  const close = () => setDialog(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: meQuery.queryKey });

  return (
    <Container
      header={
        <Header
          variant="h2"
          description="A code from an authenticator app, asked for after the password."
          actions={
            user.twoFactorEnabled ? (
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setDialog('backup-codes')}>New backup codes</Button>
                <Button onClick={() => setDialog('disable')}>Turn off</Button>
              </SpaceBetween>
            ) : (
              <Button onClick={() => setDialog('enable')}>Turn on</Button>
            )
          }
        >
          Authenticator app
        </Header>
      }
    >
      <SpaceBetween size="s">
        <StatusIndicator type={user.twoFactorEnabled ? 'success' : 'stopped'}>
          {user.twoFactorEnabled ? 'On' : 'Off'}
        </StatusIndicator>
        {backupCodes && (
          <SpaceBetween size="xs">
            <Box variant="p">Keep these backup codes; each works once. The earlier ones no longer work.</Box>
            <CopyableCode label="backup codes" code={backupCodes.join('\n')} />
          </SpaceBetween>
        )}
      </SpaceBetween>
      {dialog === 'enable' && <EnableTotpDialog onClose={close} onEnabled={refresh} />}
      {dialog === 'disable' && (
        <PasswordDialog
          title="Turn off the authenticator app?"
          confirmText="Turn off"
          lead="From then on your password alone signs you in."
          perform={async (password) => {
            authAnswer(await auth.twoFactor.disable({ password }));
            setBackupCodes(undefined);
            close();
            await refresh();
          }}
          onClose={close}
        />
      )}
      {dialog === 'backup-codes' && (
        <PasswordDialog
          title="Make new backup codes"
          confirmText="Make new codes"
          lead="The present backup codes stop working."
          perform={async (password) => {
            setBackupCodes(authAnswer(await auth.twoFactor.generateBackupCodes({ password })).backupCodes);
            close();
          }}
          onClose={close}
        />
      )}
    </Container>
  );
}
