import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { newPasswordError } from '../../access/new-password.ts';
import { acceptInvitation, meQuery } from '../../api/access.ts';
import { EntryFrame } from '../../app/EntryFrame.tsx';
import { fieldErrors } from '../../show/field-errors.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { invitationToken } from './invitation.model.ts';

export default function InvitationPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [token] = useState(() => invitationToken(window.location.hash));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isJudged, setJudged] = useState(false);

  // The token has been read: it need not stay in the address bar and in the browser's history.
  useEffect(() => window.history.replaceState(window.history.state, '', window.location.pathname), []);

  const acceptance = useAction(async (secret: string) => {
    await acceptInvitation({ token: secret, name: name.trim(), password });
    setPassword('');
    await queries.resetQueries({ queryKey: meQuery.queryKey });
    await navigate('/', { replace: true });
  });

  if (token === undefined) {
    return (
      <EntryFrame title="Accept the invitation">
        <Alert type="error" header="The link is not whole">
          Open the link again exactly as it was sent to you, or ask for a new invitation.
        </Alert>
      </EntryFrame>
    );
  }

  const errors = fieldErrors(acceptance.problem);
  const nameError = isJudged && name.trim() === '' ? 'Enter your name.' : errors.name;
  const passwordError = isJudged ? (newPasswordError(password) ?? errors.password) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (name.trim() !== '' && newPasswordError(password) === undefined) void acceptance.run(token);
  };

  return (
    <EntryFrame title="Accept the invitation" lead="Choose how you sign in from now on.">
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="l">
          {acceptance.problem && <ProblemAlert title="Not accepted" problem={acceptance.problem} />}
          <FormField label="Your name" errorText={nameError}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="name" autoFocus />
          </FormField>
          <FormField label="Password" constraintText="12 to 128 characters." errorText={passwordError}>
            <Input
              value={password}
              onChange={({ detail }) => setPassword(detail.value)}
              type="password"
              autoComplete="new-password"
            />
          </FormField>
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={acceptance.isRunning}>
              Join the team
            </Button>
          </Box>
        </SpaceBetween>
      </form>
    </EntryFrame>
  );
}
