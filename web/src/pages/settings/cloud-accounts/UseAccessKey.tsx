import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useRef, useState } from 'react';
import type { HubView } from '../../../../../server/accounts/api.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ConnectActions } from './ConnectActions.tsx';
import { ConnectButtons } from './ConnectButtons.tsx';
import { ConnectProgress } from './ConnectProgress.tsx';
import { accessKeyErrors } from './connect.model.ts';
import { useConnect } from './use-connect.ts';
import { useConnected } from './use-connected.tsx';

/** Keeps password managers from offering to keep a key that must not be kept. */
const notForPasswordManagers = {
  'data-1p-ignore': 'true',
  'data-lpignore': 'true',
  'data-bwignore': 'true',
  'data-form-type': 'other',
};

export function UseAccessKey({ hub, firstNickname }: { hub: HubView; firstNickname: string }) {
  const [nickname, setNickname] = useState(firstNickname);
  const [accessKeyId, setAccessKeyId] = useState('');
  const [secretAccessKey, setSecretAccessKey] = useState('');
  const [actions, setActions] = useState<string[]>([]);
  const [isJudged, setJudged] = useState(false);
  const { attempt, isRunning, connect, stopWatching } = useConnect(useConnected());
  const inputs = {
    nickname: useRef<InputProps.Ref>(null),
    accessKeyId: useRef<InputProps.Ref>(null),
    secretAccessKey: useRef<InputProps.Ref>(null),
  };

  const form = { nickname, accessKeyId, secretAccessKey };
  const errors = isJudged ? accessKeyErrors(form) : fieldErrors(attempt?.problem);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRunning) return;
    const [firstWrong] = Object.keys(accessKeyErrors(form)) as (keyof typeof form)[];
    setJudged(firstWrong !== undefined);
    if (firstWrong !== undefined) return inputs[firstWrong].current?.focus();
    // From here the request alone holds the secret, until it is sent.
    setSecretAccessKey('');
    void connect({
      ...{ method: 'access-key', nickname: nickname.trim(), accessKeyId: accessKeyId.trim(), secretAccessKey },
      actions,
    });
  };

  return (
    <form onSubmit={submit} noValidate autoComplete="off" aria-label="Connect a Cloud Account">
      <SpaceBetween size="l">
        <Grid gridDefinition={[{ colspan: { default: 12, xs: 6 } }, { colspan: { default: 12, xs: 6 } }]}>
          <Container header={<Header variant="h2">Account</Header>}>
            <SpaceBetween size="m">
              <FormField label="Nickname" errorText={errors.nickname}>
                <Input
                  ref={inputs.nickname}
                  value={nickname}
                  onChange={({ detail }) => setNickname(detail.value)}
                  placeholder="production"
                  autoComplete={false}
                  disabled={isRunning}
                />
              </FormField>
              <FormField label="Access Key ID" errorText={errors.accessKeyId}>
                <Input
                  ref={inputs.accessKeyId}
                  value={accessKeyId}
                  onChange={({ detail }) => setAccessKeyId(detail.value)}
                  placeholder="AKIAIOSFODNN7EXAMPLE"
                  autoComplete={false}
                  spellcheck={false}
                  disabled={isRunning}
                  nativeInputAttributes={notForPasswordManagers}
                />
              </FormField>
              <FormField
                label="Secret Access Key"
                description="Used for seconds, never stored."
                errorText={errors.secretAccessKey}
              >
                <Input
                  ref={inputs.secretAccessKey}
                  type="password"
                  value={secretAccessKey}
                  onChange={({ detail }) => setSecretAccessKey(detail.value)}
                  autoComplete={false}
                  spellcheck={false}
                  disabled={isRunning}
                  nativeInputAttributes={notForPasswordManagers}
                />
              </FormField>
              <Box color="text-body-secondary" fontSize="body-s">
                {actions.length === 0
                  ? `Access level: audit. The role ${hub.roleName} may read the account’s configuration and change nothing.`
                  : `Access level: manage. The role ${hub.roleName} may read the account’s configuration, and make the changes that are ticked below.`}
              </Box>
            </SpaceBetween>
          </Container>
          <Container
            header={
              <Header variant="h2" description="Six actions, and no more.">
                Policy for the temporary user
              </Header>
            }
          >
            <CopyableCode label="policy for the temporary user" code={hub.setupPolicy} hasCopyText />
          </Container>
        </Grid>
        <ConnectActions ticked={actions} disabled={isRunning} onChange={setActions} />
        {attempt && <ConnectProgress attempt={attempt} />}
        <ConnectButtons isRunning={isRunning} onCancel={stopWatching} />
      </SpaceBetween>
    </form>
  );
}
