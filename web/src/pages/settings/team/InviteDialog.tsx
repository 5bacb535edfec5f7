import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { Role } from '../../../../../server/access/api.ts';
import { invite } from '../../../api/access.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { RoleSelect } from '../RoleSelect.tsx';

interface InviteDialogProps {
  onClose: () => void;
  onInvited: (invitation: { email: string; url: string }) => Promise<void>;
}

export function InviteDialog({ onClose, onInvited }: InviteDialogProps) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [isJudged, setJudged] = useState(false);
  const inviting = useAction(async () => onInvited(await invite(email.trim(), role)));
  const isEmail = /^\S+@\S+$/.test(email.trim());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (isEmail) void inviting.run();
  };
  return (
    <Modal
      visible
      header="Invite somebody"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="invite" formAction="submit" loading={inviting.isRunning}>
              Make the link
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="invite" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {inviting.problem && <ProblemAlert title="No invitation was made" problem={inviting.problem} />}
          <FormField
            label="E-mail"
            errorText={isJudged && !isEmail ? 'Enter an e-mail address.' : fieldErrors(inviting.problem).email}
          >
            <Input
              value={email}
              onChange={({ detail }) => setEmail(detail.value)}
              type="email"
              inputMode="email"
              autoComplete={false}
              autoFocus
            />
          </FormField>
          <RoleSelect role={role} onChange={setRole} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
