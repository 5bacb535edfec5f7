import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import type { ScanRequestBody } from '../../../../../server/scans/api.ts';
import { useGate } from '../../../access/session.tsx';
import { useFollow } from '../../../app/follow.ts';
import { isMoving } from './account.model.ts';
import { DisconnectAccount } from './DisconnectAccount.tsx';
import { manageHref } from './manage/management.model.ts';
import { RenameAccount } from './RenameAccount.tsx';
import { RotateExternalId } from './RotateExternalId.tsx';
import { ScanSomeDialog } from './ScanSomeDialog.tsx';

interface AccountActionsProps {
  account: CloudAccountView;
  verification: { run: () => void; isRunning: boolean };
  scanning: { run: () => void; isRunning: boolean };
  /** Starts a scan of some regions or services; throws what the API refuses. */
  scanSome: (limits: ScanRequestBody) => Promise<void>;
}

/** What can be done with a connected account, and what can be done with any. */
export function AccountActions({ account, verification, scanning, scanSome }: AccountActionsProps) {
  const gate = useGate();
  const follow = useFollow();
  const [dialog, setDialog] = useState<'scan' | 'rename' | 'rotate' | 'disconnect'>();
  const isConnected = account.state === 'connected';
  const isScanning = isConnected && isMoving(account);
  const mayScan = gate('scan');
  const close = () => setDialog(undefined);

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {isConnected && (
          <ButtonDropdown
            mainAction={{
              text: 'Scan now',
              onClick: scanning.run,
              loading: scanning.isRunning || isScanning,
              loadingText: 'A scan is running',
              ...mayScan,
            }}
            items={[{ id: 'some', text: 'Scan some regions or services…' }]}
            onItemClick={() => setDialog('scan')}
            ariaLabel="Other ways to scan"
            disabled={mayScan.disabled || isScanning}
            expandToViewport
          />
        )}
        {isConnected && (
          <Button onClick={verification.run} loading={verification.isRunning} {...gate('verify')}>
            Re-verify
          </Button>
        )}
        {isConnected && (
          <Button href={manageHref(account.id)} onFollow={follow} ariaLabel="Manage: what CloudCoreo may change">
            Manage
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
      {dialog === 'scan' && <ScanSomeDialog accountId={account.id} start={scanSome} onClose={close} />}
      {dialog === 'rename' && <RenameAccount account={account} onClose={close} />}
      {dialog === 'rotate' && <RotateExternalId account={account} onClose={close} />}
      {dialog === 'disconnect' && <DisconnectAccount account={account} onClose={close} />}
    </>
  );
}
