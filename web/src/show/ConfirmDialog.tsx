import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { ProblemAlert } from './ProblemAlert.tsx';
import { useAction } from './use-action.ts';

interface ConfirmDialogProps {
  title: string;
  confirmText: string;
  /** What the button says that leaves everything as it is. */
  dismissText?: string;
  /** What is done once confirmed. When it fails the dialog stays and says why. */
  perform: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

export function ConfirmDialog({
  title,
  confirmText,
  dismissText = 'Cancel',
  perform,
  onClose,
  children,
}: ConfirmDialogProps) {
  const action = useAction(async () => {
    await perform();
    onClose();
  });
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {dismissText}
            </Button>
            <Button variant="primary" loading={action.isRunning} onClick={() => void action.run()}>
              {confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {action.problem && <ProblemAlert problem={action.problem} />}
        <Box variant="p">{children}</Box>
      </SpaceBetween>
    </Modal>
  );
}
