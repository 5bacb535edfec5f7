import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { useGate } from '../../../access/session.tsx';
import { isMoving } from './account.model.ts';
import { DisconnectAccount } from './DisconnectAccount.tsx';
import { RenameAccount } from './RenameAccount.tsx';
import { RotateExternalId } from './RotateExternalId.tsx';

interface AccountActionsProps {
  account: CloudAccountView;
  verification: { run: () => void; isRunning: boolean };
  scanning: { run: () => void; isRunning: boolean };
}

/** What can be done with a connected account, and what can be done with any. */
export function AccountActions({ account, verification, scanning }: AccountActionsProps) {
  const gate = useGate();
  const [dialog, setDialog] = useState<'rename' | 'rotate' | 'disconnect'>();
  const isConnected = account.state === 'connected';
  const isScanning = isConnected && isMoving(account);
  const close = () => setDialog(undefined);

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {isConnected && (
          <Button
            onClick={scanning.run}
            loading={scanning.isRunning || isScanning}
            loadingText="A scan is running"
            {...gate('scan')}
          >
            Scan now
          </Button>
        )}
        {isConnected && (
          <Button onClick={verification.run} loading={verification.isRunning} {...gate('verify')}>
            Re-verify
          </Button>
        )}
        {isConnected && (
          <Button onClick={() => setDialog('rotate')} {...gate('rotate-external-id')}>
            Rotate external ID
          </Button>
        )}
        <Button onClick={() => setDialog('rename')} {...gate('rename')}>
          Rename
        </Button>
        <Button onClick={() => setDialog('disconnect')} {...gate('disconnect')}>
          Disconnect
        </Button>
      </SpaceBetween>
      {dialog === 'rename' && <RenameAccount account={account} onClose={close} />}
      {dialog === 'rotate' && <RotateExternalId account={account} onClose={close} />}
      {dialog === 'disconnect' && <DisconnectAccount account={account} onClose={close} />}
    </>
  );
}
