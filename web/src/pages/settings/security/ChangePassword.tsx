import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';
import { newPasswordError } from '../../../access/new-password.ts';
import { usePageFrame } from '../../../app/page-frame.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { sessionsQuery } from './security-queries.ts';

export function ChangePassword() {
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const [currentPassword, setCurrentPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [revokeOtherSessions, setRevokeOtherSessions] = useState(true);
  const [isJudged, setJudged] = useState(false);
  const change = useAction(async () => {
    authAnswer(await auth.changePassword({ currentPassword, newPassword, revokeOtherSessions }));
    setCurrentPassword('');
    setNewPassword('');
    setJudged(false);
    addFlash({ id: 'password-changed', type: 'success', header: 'The password is changed' });
    await queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (currentPassword !== '' && newPasswordError(newPassword) === undefined) void change.run();
  };
  return (
    <Container header={<Header variant="h2">Password</Header>}>
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {change.problem && <ProblemAlert title="The password was not changed" problem={change.problem} />}
          <FormField
            label="Present password"
            errorText={isJudged && currentPassword === '' ? 'Enter your present password.' : undefined}
          >
            <Input
              value={currentPassword}
              onChange={({ detail }) => setCurrentPassword(detail.value)}
              type="password"
              autoComplete="current-password"
            />
          </FormField>
          <FormField
            label="New password"
            constraintText="12 to 128 characters."
            errorText={isJudged ? newPasswordError(newPassword) : undefined}
          >
            <Input
              value={newPassword}
              onChange={({ detail }) => setNewPassword(detail.value)}
              type="password"
              autoComplete="new-password"
            />
          </FormField>
          <Checkbox checked={revokeOtherSessions} onChange={({ detail }) => setRevokeOtherSessions(detail.checked)}>
            Sign out everywhere else
          </Checkbox>
          <Button formAction="submit" loading={change.isRunning}>
            Change password
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  );
}
