import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, type ReactNode, useId } from 'react';
import type { Trouble } from '../api/problem.ts';
import { ProblemAlert } from './ProblemAlert.tsx';

interface FormDialogProps {
  title: string;
  submitText: string;
  /** What the alert says above a problem: "Nothing was suppressed". */
  troubleTitle?: string;
  problem: Trouble | undefined;
  isRunning: boolean;
  /** There is nothing to submit yet. */
  isDisabled?: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** A form in a dialog: Enter submits it, and when that fails it stays and says why. */
export function FormDialog({
  title,
  submitText,
  troubleTitle,
  problem,
  isRunning,
  isDisabled = false,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDisabled) onSubmit();
  };
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form={id} formAction="submit" disabled={isDisabled} loading={isRunning}>
              {submitText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={id} onSubmit={submit} noValidate autoComplete="off">
        <SpaceBetween size="m">
          {problem && <ProblemAlert {...(troubleTitle && { title: troubleTitle })} problem={problem} />}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
