import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { createFirstOwner, meQuery, setupQuery } from '../../api/access.ts';
import { EntryFrame } from '../../app/EntryFrame.tsx';
import { fieldErrors } from '../../show/field-errors.ts';
import { PageLoading } from '../../show/PageLoading.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { firstOwnerErrors } from './first-owner.model.ts';

const emptyOwner = { code: '', name: '', email: '', password: '', teamName: '' };

export default function FirstOwnerPage() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const setup = useQuery(setupQuery);
  const [owner, setOwner] = useState(emptyOwner);
  const [isJudged, setJudged] = useState(false);
  const creation = useAction(createFirstOwner);

  if (setup.isPending) return <PageLoading />;
  if (setup.data?.needsOwner === false) return <Navigate to="/sign-in" replace />;

  const errors = isJudged ? { ...firstOwnerErrors(owner), ...fieldErrors(creation.problem) } : {};
  const set = (field: keyof typeof owner) => (event: { detail: { value: string } }) =>
    setOwner((present) => ({ ...present, [field]: event.detail.value }));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(firstOwnerErrors(owner)).length > 0) return;
    const created = await creation.run({ ...owner, code: owner.code.trim(), email: owner.email.trim() });
    if (created === undefined) return;
    setOwner(emptyOwner);
    queries.setQueryData(setupQuery.queryKey, (state) => state && { ...state, needsOwner: false });
    await queries.resetQueries({ queryKey: meQuery.queryKey });
    await navigate('/', { replace: true });
  };

  return (
    <EntryFrame
      title="Make the first owner"
      lead="Nobody uses this CloudCoreo yet. The owner may do everything and invites the others."
    >
      <form onSubmit={submit} noValidate>
        <SpaceBetween size="l">
          {creation.problem && <ProblemAlert title="The owner was not made" problem={creation.problem} />}
          <FormField
            label="One-time code"
            description="The server printed it on its console when it started."
            errorText={errors.code}
          >
            <Input
              value={owner.code}
              onChange={set('code')}
              autoComplete="one-time-code"
              autoFocus
              spellcheck={false}
            />
          </FormField>
          <FormField label="Your name" errorText={errors.name}>
            <Input value={owner.name} onChange={set('name')} autoComplete="name" />
          </FormField>
          <FormField label="E-mail" errorText={errors.email}>
            <Input value={owner.email} onChange={set('email')} type="email" autoComplete="username" inputMode="email" />
          </FormField>
          <FormField label="Password" constraintText="12 to 128 characters." errorText={errors.password}>
            <Input value={owner.password} onChange={set('password')} type="password" autoComplete="new-password" />
          </FormField>
          <FormField label="Team name" description="The team owns the cloud accounts." errorText={errors.teamName}>
            <Input value={owner.teamName} onChange={set('teamName')} autoComplete="organization" />
          </FormField>
          <Box float="right">
            <Button variant="primary" formAction="submit" loading={creation.isRunning}>
              Create owner
            </Button>
          </Box>
        </SpaceBetween>
      </form>
    </EntryFrame>
  );
}
