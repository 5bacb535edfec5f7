import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { auth } from '../../access/auth.ts';
import { authAnswer } from '../../access/auth-problem.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';

/** The code of an authenticator app, or a backup code when the phone is not at hand. */
export function SecondStep({ onDone, onBack }: { onDone: () => Promise<void>; onBack: () => void }) {
  const [isBackup, setBackup] = useState(false);
  const [code, setCode] = useState('');
  const [trustsDevice, setTrustsDevice] = useState(false);

  const confirmation = useAction(async () => {
    const entered = code.replace(/\s/g, '');
    authAnswer(
      isBackup
        ? await auth.twoFactor.verifyBackupCode({ code: entered, trustDevice: trustsDevice })
        : await auth.twoFactor.verifyTotp({ code: entered, trustDevice: trustsDevice }),
    );
    await onDone();
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') void confirmation.run();
  };

  return (
    <form onSubmit={submit} noValidate>
      <SpaceBetween size="l">
        {confirmation.problem && <ProblemAlert title="Not signed in" problem={confirmation.problem} />}
        <FormField
          label={isBackup ? 'Backup code' : 'Code'}
          description={
            isBackup ? 'One of the codes you kept; each works once.' : 'Six digits from your authenticator app.'
          }
        >
          <Input
            key={isBackup ? 'backup' : 'totp'}
            value={code}
            onChange={({ detail }) => setCode(detail.value)}
            inputMode={isBackup ? 'text' : 'numeric'}
            autoComplete="one-time-code"
            spellcheck={false}
            autoFocus
          />
        </FormField>
        <Checkbox checked={trustsDevice} onChange={({ detail }) => setTrustsDevice(detail.checked)}>
          Do not ask on this device for 30 days
        </Checkbox>
        <SpaceBetween size="s">
          <Button variant="primary" formAction="submit" fullWidth loading={confirmation.isRunning}>
            Confirm
          </Button>
          <Button
            formAction="none"
            fullWidth
            onClick={() => {
              setBackup(!isBackup);
              setCode('');
            }}
          >
            {isBackup ? 'Use the authenticator app' : 'Use a backup code'}
          </Button>
          <Button formAction="none" variant="link" fullWidth onClick={onBack}>
            Start again
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}
