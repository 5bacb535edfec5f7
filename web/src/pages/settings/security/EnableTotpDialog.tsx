import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { auth } from '../../../access/auth.ts';
import { authAnswer } from '../../../access/auth-problem.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { CopyableText } from '../../../show/CopyableText.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { PasswordDialog } from './PasswordDialog.tsx';
import { QrCode } from './QrCode.tsx';
import { grouped, totpSecret } from './security.model.ts';

interface EnableTotpDialogProps {
  onClose: () => void;
  onEnabled: () => Promise<void>;
}

interface Enrolment {
  uri: string;
  backupCodes: string[];
}

/** Password, then the secret for the app, then a first code that proves the app has it. */
export function EnableTotpDialog({ onClose, onEnabled }: EnableTotpDialogProps) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  if (!enrolment) {
    return (
      <PasswordDialog
        title="Turn on the authenticator app"
        confirmText="Continue"
        lead="Enter your password first."
        perform={async (password) => {
          const answer = authAnswer(await auth.twoFactor.enable({ password, method: 'totp' }));
          if ('totpURI' in answer) setEnrolment({ uri: answer.totpURI, backupCodes: answer.backupCodes });
        }}
        onClose={onClose}
      />
    );
  }
  return <Enrol enrolment={enrolment} onClose={onClose} onEnabled={onEnabled} />;
}

function Enrol({ enrolment, onClose, onEnabled }: EnableTotpDialogProps & { enrolment: Enrolment }) {
  const [code, setCode] = useState('');
  const confirmation = useAction(async () => {
    authAnswer(await auth.twoFactor.verifyTotp({ code: code.replace(/\s/g, '') }));
    await onEnabled();
    onClose();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') void confirmation.run();
  };
  return (
    <Modal
      visible
      size="large"
      header="Turn on the authenticator app"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              form="enable-totp"
              formAction="submit"
              disabled={code.trim() === ''}
              loading={confirmation.isRunning}
            >
              Turn on
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="enable-totp" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {confirmation.problem && <ProblemAlert problem={confirmation.problem} />}
          <SpaceBetween size="xxs">
            <Box variant="awsui-key-label">1. Scan this code with your authenticator app</Box>
            <QrCode text={enrolment.uri} label="QR code of the secret for the authenticator app" />
            <Box color="text-body-secondary" fontSize="body-s">
              Or enter the secret there:
            </Box>
            <CopyableText label="secret" text={grouped(totpSecret(enrolment.uri))} />
            <Box color="text-body-secondary" fontSize="body-s">
              Or open this address on the device that has the app:
            </Box>
            <CopyableCode label="otpauth address" code={enrolment.uri} />
          </SpaceBetween>
          <div>
            <Box variant="awsui-key-label">2. Keep these backup codes; each works once</Box>
            <CopyableCode label="backup codes" code={enrolment.backupCodes.join('\n')} />
          </div>
          <FormField label="3. Enter the code that the app shows now">
            <Input
              value={code}
              onChange={({ detail }) => setCode(detail.value)}
              inputMode="numeric"
              autoComplete="one-time-code"
              autoFocus
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
