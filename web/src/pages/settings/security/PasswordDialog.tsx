import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useId, useState } from 'react';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';

interface PasswordDialogProps {
  title: string;
  lead: string;
  confirmText: string;
  /** Does it, and then closes the dialog or goes on to the next one. */
  perform: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the password again before something that somebody at an unlocked screen should not be able to do. */
export function PasswordDialog({ title, lead, confirmText, perform, onClose }: PasswordDialogProps) {
  const formId = useId();
  const [password, setPassword] = useState('');
  const action = useAction(async () => perform(password));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password !== '') void action.run();
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
            <Button
              variant="primary"
              form={formId}
              formAction="submit"
              disabled={password === ''}
              loading={action.isRunning}
            >
              {confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {action.problem && <ProblemAlert problem={action.problem} />}
          <Box variant="p">{lead}</Box>
          <FormField label="Password">
            <Input
              value={password}
              onChange={({ detail }) => setPassword(detail.value)}
              type="password"
              autoComplete="current-password"
              autoFocus
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
