import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { accountsKey, disconnectCloudAccount } from '../../../api/accounts.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';

/** Disconnects once the nickname was typed, then shows the commands that remove the role and the policy. */
export function DisconnectAccount({ account, onClose }: { account: CloudAccountView; onClose: () => void }) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [removal, setRemoval] = useState<string>();
  const disconnecting = useAction(async () => setRemoval((await disconnectCloudAccount(account.id)).commands));
  const isConfirmed = typed.trim() === account.nickname.trim();

  const leave = async () => {
    await navigate('/settings/cloud-accounts');
    queries.removeQueries({ queryKey: [...accountsKey, 'one', account.id] });
    await queries.invalidateQueries();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) void disconnecting.run();
  };

  if (removal !== undefined) {
    return (
      <Modal
        visible
        size="large"
        onDismiss={() => void leave()}
        header={`${account.nickname} is disconnected`}
        footer={
          <Box float="right">
            <Button variant="primary" onClick={() => void leave()}>
              Done
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="m">
          <Box variant="p">
            CloudCoreo has removed what it stored of this account. The role and the policy are still in AWS, because
            CloudCoreo may not delete anything there. Remove them with credentials of your own:
          </Box>
          <CopyableCode label="commands that remove the role and the policy" code={removal} />
        </SpaceBetween>
      </Modal>
    );
  }
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`Disconnect ${account.nickname}?`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              form="disconnect-account"
              formAction="submit"
              disabled={!isConfirmed}
              loading={disconnecting.isRunning}
            >
              Disconnect
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="disconnect-account" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {disconnecting.problem && <ProblemAlert title="Not disconnected" problem={disconnecting.problem} />}
          <Alert type="warning">
            CloudCoreo removes the connection, its assets and its scans. Nothing in your AWS account is touched; the
            commands that remove the role there are shown next.
          </Alert>
          <FormField
            label={
              <>
                To confirm, type the nickname <bdi className="aws-text">{account.nickname}</bdi>
              </>
            }
          >
            <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} autoComplete={false} autoFocus />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
