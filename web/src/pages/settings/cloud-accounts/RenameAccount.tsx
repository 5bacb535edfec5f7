import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { accountsKey, renameCloudAccount } from '../../../api/accounts.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { nicknameErrors } from './connect.model.ts';

export function RenameAccount({ account, onClose }: { account: CloudAccountView; onClose: () => void }) {
  const queries = useQueryClient();
  const [nickname, setNickname] = useState(account.nickname);
  const [isJudged, setJudged] = useState(false);
  const renaming = useAction(async () => {
    await renameCloudAccount(account.id, nickname.trim());
    await queries.invalidateQueries({ queryKey: accountsKey });
    onClose();
  });
  const error = (isJudged ? nicknameErrors(nickname).nickname : undefined) ?? fieldErrors(renaming.problem).nickname;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (nicknameErrors(nickname).nickname === undefined) void renaming.run();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Rename the cloud account"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="rename-account" formAction="submit" loading={renaming.isRunning}>
              Rename
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="rename-account" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {renaming.problem && <ProblemAlert title="Not renamed" problem={renaming.problem} />}
          <FormField label="Nickname" errorText={error}>
            <Input
              value={nickname}
              onChange={({ detail }) => setNickname(detail.value)}
              autoComplete={false}
              autoFocus
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
