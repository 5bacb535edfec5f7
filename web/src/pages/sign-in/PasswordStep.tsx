import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { auth } from '../../access/auth.ts';
import { authAnswer } from '../../access/auth-problem.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';

interface PasswordStepProps {
  onDone: () => Promise<void>;
  onCodeNeeded: () => void;
}

export function PasswordStep({ onDone, onCodeNeeded }: PasswordStepProps) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isJudged, setJudged] = useState(false);

  const withPassword = useAction(async () => {
    const answer = authAnswer(await auth.signIn.email({ email: email.trim(), password }));
    setPassword('');
    if ('twoFactorRedirect' in answer && answer.twoFactorRedirect) onCodeNeeded();
    else await onDone();
  });
  const withPasskey = useAction(async () => {
    authAnswer(await auth.signIn.passkey());
    await onDone();
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    withPasskey.clearProblem();
    if (email.trim() !== '' && password !== '') void withPassword.run();
  };
  const problem = withPassword.problem ?? withPasskey.problem;

  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="l">
        {problem && <ProblemAlert title="Not signed in" problem={problem} />}
        <FormField
          label="E-mail"
          errorText={isJudged && email.trim() === '' ? 'Enter your e-mail address.' : undefined}
        >
          <Input
            value={email}
            onChange={({ detail }) => setEmail(detail.value)}
            type="email"
            inputMode="email"
            autoComplete="username webauthn"
            autoFocus
          />
        </FormField>
        <FormField label="Password" errorText={isJudged && password === '' ? 'Enter your password.' : undefined}>
          <Input
            value={password}
            onChange={({ detail }) => setPassword(detail.value)}
            type="password"
            autoComplete="current-password"
          />
        </FormField>
        <SpaceBetween size="s">
          <Button variant="primary" formAction="submit" fullWidth loading={withPassword.isRunning}>
            Sign in
          </Button>
          <Button
            fullWidth
            formAction="none"
            iconName="key"
            loading={withPasskey.isRunning}
            onClick={() => {
              withPassword.clearProblem();
              void withPasskey.run();
            }}
          >
            Sign in with a passkey
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}
