import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloudAccountView, ExternalIdRotationView } from '../../../../../server/accounts/api.ts';
import { accountsKey, rotateExternalId } from '../../../api/accounts.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { RotationCommands } from './RotationCommands.tsx';
import { useVerify } from './use-verify.ts';

/** Makes a new external ID, shows the commands that put it into the role, then verifies that it is there. */
export function RotateExternalId({ account, onClose }: { account: CloudAccountView; onClose: () => void }) {
  const queries = useQueryClient();
  const [rotation, setRotation] = useState<ExternalIdRotationView>();
  const beginning = useAction(async () => {
    setRotation(await rotateExternalId(account.id));
    await queries.invalidateQueries({ queryKey: accountsKey });
  });
  const verification = useVerify(account.id);
  const verify = async () => {
    const verified = await verification.run();
    if (verified?.pendingExternalId === null) onClose();
  };

  return (
    <Modal
      visible
      size="large"
      onDismiss={onClose}
      header="Rotate the external ID"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {rotation ? 'Later' : 'Cancel'}
            </Button>
            {rotation ? (
              <Button variant="primary" loading={verification.isRunning} onClick={() => void verify()}>
                Verify
              </Button>
            ) : (
              <Button variant="primary" loading={beginning.isRunning} onClick={() => void beginning.run()}>
                Make a new external ID
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {beginning.problem && <ProblemAlert title="No new external ID was made" problem={beginning.problem} />}
        {verification.problem && <ProblemAlert title="Not verified" problem={verification.problem} />}
        {rotation ? (
          <RotationCommands rotation={rotation} />
        ) : (
          <Box variant="p">
            CloudCoreo makes a new external ID, and you put it into the role’s trust policy with a command shown next.
            Until that is verified the present one stays in use; nothing breaks in between.
          </Box>
        )}
      </SpaceBetween>
    </Modal>
  );
}
