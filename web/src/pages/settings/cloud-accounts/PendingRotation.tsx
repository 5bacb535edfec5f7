import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloudAccountView, ExternalIdRotationView } from '../../../../../server/accounts/api.ts';
import { useGate } from '../../../access/session.tsx';
import { abandonRotation, accountsKey, rotateExternalId } from '../../../api/accounts.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { RotationCommands } from './RotationCommands.tsx';
import { useVerify } from './use-verify.ts';

/** A rotation that was begun and not finished: finish it, or keep the present external ID. */
export function PendingRotation({ account }: { account: CloudAccountView }) {
  const queries = useQueryClient();
  const gate = useGate();
  const [rotation, setRotation] = useState<ExternalIdRotationView>();
  const showing = useAction(async () => setRotation(await rotateExternalId(account.id)));
  const verification = useVerify(account.id);
  const abandoning = useAction(async () => {
    await abandonRotation(account.id);
    await queries.invalidateQueries({ queryKey: accountsKey });
  });
  const problem = showing.problem ?? verification.problem ?? abandoning.problem;

  return (
    <Alert type="info" header="A new external ID waits to be put into the role">
      <SpaceBetween size="s">
        <div>
          CloudCoreo still uses the present external ID. Put the new one into the role’s trust policy and verify, or
          keep the present one.
        </div>
        {problem && <ProblemAlert problem={problem} />}
        {rotation && <RotationCommands rotation={rotation} />}
        <SpaceBetween direction="horizontal" size="xs">
          {!rotation && (
            <Button loading={showing.isRunning} onClick={() => void showing.run()} {...gate('rotate-external-id')}>
              Show the commands
            </Button>
          )}
          <Button loading={verification.isRunning} onClick={() => void verification.run()} {...gate('verify')}>
            Verify
          </Button>
          <Button loading={abandoning.isRunning} onClick={() => void abandoning.run()} {...gate('rotate-external-id')}>
            Keep the present one
          </Button>
        </SpaceBetween>
      </SpaceBetween>
    </Alert>
  );
}
