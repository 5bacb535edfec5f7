import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import { FormDialog } from '../../../show/FormDialog.tsx';
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
  const [password, setPassword] = useState('');
  const action = useAction(async () => perform(password));
  return (
    <FormDialog
      title={title}
      submitText={confirmText}
      problem={action.problem}
      isRunning={action.isRunning}
      isDisabled={password === ''}
      onSubmit={() => void action.run()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
