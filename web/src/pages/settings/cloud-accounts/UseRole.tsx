import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useGate } from '../../../access/session.tsx';
import { createRoleSetup, roleSetupQuery } from '../../../api/accounts.ts';
import { troubleOf } from '../../../api/problem.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { PageLoading } from '../../../show/PageLoading.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { ConnectActions } from './ConnectActions.tsx';
import { ConnectButtons } from './ConnectButtons.tsx';
import { ConnectProgress } from './ConnectProgress.tsx';
import { roleErrors } from './connect.model.ts';
import { changeWords } from './manage/management.model.ts';
import { RoleRecipes } from './RoleRecipes.tsx';
import { useConnect } from './use-connect.ts';
import { useConnected } from './use-connected.tsx';

export function UseRole({ firstNickname }: { firstNickname: string }) {
  const { setupId, creation, startOver } = useRoleSetup();
  const setup = useQuery({ ...roleSetupQuery(setupId ?? ''), enabled: setupId !== undefined });

  if (creation.problem) {
    return (
      <ProblemAlert title="The role’s set-up was not made" problem={creation.problem} onRetry={() => startOver([])} />
    );
  }
  if (setup.isError) {
    return (
      <ProblemAlert
        title="This set-up is not there any more"
        problem={troubleOf(setup.error)}
        onRetry={troubleOf(setup.error).status === 404 ? () => startOver([]) : () => void setup.refetch()}
      />
    );
  }
  if (setup.isPending) return <PageLoading />;
  return (
    <SpaceBetween size="l">
      <RoleRecipes setup={setup.data} />
      <TickActions key={setup.data.id} saved={setup.data.actions} isRunning={creation.isRunning} onMake={startOver} />
      <RoleForm roleSetupId={setup.data.id} roleName={setup.data.roleName} firstNickname={firstNickname} />
    </SpaceBetween>
  );
}

/** Keeps the set-up's ID in the address, so that a reload shows the same external ID and not a new one. */
function useRoleSetup() {
  const [parameters, setParameters] = useSearchParams();
  const queries = useQueryClient();
  const setupId = parameters.get('setup') ?? undefined;
  const mayConnect = !useGate()('connect').disabled;
  const creation = useAction(async (actions: readonly string[]) => {
    const setup = await createRoleSetup(actions);
    queries.setQueryData(roleSetupQuery(setup.id).queryKey, setup);
    setParameters(
      (present) => {
        present.set('setup', setup.id);
        return present;
      },
      { replace: true },
    );
  });
  const hasAsked = useRef(false);
  const { run } = creation;
  const create = useCallback((actions: readonly string[]) => void run(actions), [run]);

  useEffect(() => {
    if (setupId !== undefined || hasAsked.current || !mayConnect) return;
    hasAsked.current = true;
    create([]);
  }, [setupId, mayConnect, create]);

  return { setupId, creation, startOver: create };
}

/** Makes the recipes anew for a role that may do what is ticked. */
function TickActions(props: { saved: readonly string[]; isRunning: boolean; onMake: (ticked: string[]) => void }) {
  const { saved, isRunning, onMake } = props;
  const [ticked, setTicked] = useState([...saved]);
  const isChanged = changeWords(saved, ticked) !== '';
  return (
    <SpaceBetween size="s">
      <ConnectActions ticked={ticked} disabled={isRunning} onChange={setTicked} />
      {isChanged && (
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button onClick={() => onMake(ticked)} loading={isRunning}>
            Make the recipes anew
          </Button>
          <div role="status">The recipes above are not yet for what is ticked. They get a new external ID.</div>
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}

function RoleForm(props: { roleSetupId: string; roleName: string; firstNickname: string }) {
  const { roleSetupId, roleName, firstNickname } = props;
  const [nickname, setNickname] = useState(firstNickname);
  const [roleArn, setRoleArn] = useState('');
  const [isJudged, setJudged] = useState(false);
  const { attempt, isRunning, connect, stopWatching } = useConnect(useConnected());
  const inputs = { nickname: useRef<InputProps.Ref>(null), roleArn: useRef<InputProps.Ref>(null) };

  const form = { nickname, roleArn };
  const errors = isJudged ? roleErrors(form) : fieldErrors(attempt?.problem);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRunning) return;
    const [firstWrong] = Object.keys(roleErrors(form)) as (keyof typeof form)[];
    setJudged(firstWrong !== undefined);
    if (firstWrong !== undefined) return inputs[firstWrong].current?.focus();
    void connect({ method: 'role', nickname: nickname.trim(), roleArn: roleArn.trim(), roleSetupId });
  };

  return (
    <form onSubmit={submit} noValidate aria-label="Connect a Cloud Account">
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">Account</Header>}>
          <Grid gridDefinition={[{ colspan: { default: 12, xs: 5 } }, { colspan: { default: 12, xs: 7 } }]}>
            <FormField label="Nickname" errorText={errors.nickname} stretch>
              <Input
                ref={inputs.nickname}
                value={nickname}
                onChange={({ detail }) => setNickname(detail.value)}
                placeholder="production"
                autoComplete={false}
                disabled={isRunning}
              />
            </FormField>
            <FormField label="Role ARN" errorText={errors.roleArn} stretch>
              <Input
                ref={inputs.roleArn}
                value={roleArn}
                onChange={({ detail }) => setRoleArn(detail.value)}
                placeholder={`arn:aws:iam::123456789012:role/${roleName}`}
                autoComplete={false}
                spellcheck={false}
                disabled={isRunning}
              />
            </FormField>
          </Grid>
        </Container>
        {attempt && <ConnectProgress attempt={attempt} />}
        <ConnectButtons isRunning={isRunning} onCancel={stopWatching} />
      </SpaceBetween>
    </form>
  );
}
