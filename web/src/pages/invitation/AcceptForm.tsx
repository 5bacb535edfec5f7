import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { acceptInvitation } from '../../api/access.ts';
import { fieldErrors } from '../../show/field-errors.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { acceptanceOf, type Guest, invitationErrors } from './invitation.model.ts';

export function AcceptForm({ token, signedInAs }: { token: string; signedInAs: string | undefined }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [guest, setGuest] = useState<Guest>(signedInAs === undefined ? 'new' : 'signed-in');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [isJudged, setJudged] = useState(false);
  const answers = { name, password };

  const acceptance = useAction(async () => {
    const { isSignedIn } = await acceptInvitation(acceptanceOf(guest, token, answers));
    setPassword('');
    await queries.resetQueries();
    // Who has a second factor still has to give it.
    await navigate(isSignedIn ? '/' : '/sign-in', { replace: true });
  });

  const errors = isJudged
    ? { ...fieldErrors(acceptance.problem), ...invitationErrors(guest, answers) }
    : fieldErrors(undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(invitationErrors(guest, answers)).length === 0) void acceptance.run();
  };

  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="l">
        {acceptance.problem && <ProblemAlert title="Not accepted" problem={acceptance.problem} />}
        <FormField label="You are">
          <RadioGroup
            value={guest}
            onChange={({ detail }) => {
              setGuest(detail.value as Guest);
              setJudged(false);
              acceptance.clearProblem();
            }}
            items={[
              ...(signedInAs === undefined ? [] : [{ value: 'signed-in', label: `Signed in as ${signedInAs}` }]),
              { value: 'new', label: 'New here' },
              { value: 'known', label: 'In another team of this CloudCoreo already' },
            ]}
          />
        </FormField>
        {guest === 'new' && (
          <FormField label="Your name" errorText={errors.name}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete="name" />
          </FormField>
        )}
        {guest !== 'signed-in' && (
          <FormField
            label="Password"
            constraintText={guest === 'new' ? '12 to 128 characters.' : undefined}
            errorText={errors.password}
          >
            <Input
              value={password}
              onChange={({ detail }) => setPassword(detail.value)}
              type="password"
              autoComplete={guest === 'new' ? 'new-password' : 'current-password'}
            />
          </FormField>
        )}
        <Box float="right">
          <Button variant="primary" formAction="submit" loading={acceptance.isRunning}>
            Join the team
          </Button>
        </Box>
      </SpaceBetween>
    </form>
  );
}
