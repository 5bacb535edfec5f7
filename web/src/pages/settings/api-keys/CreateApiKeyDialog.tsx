import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { CreatedApiKeyView, Role } from '../../../../../server/access/api.ts';
import { createApiKey } from '../../../api/access.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { RoleSelect } from '../RoleSelect.tsx';
import { keyNameError, lifetimes } from './api-keys.model.ts';

interface CreateApiKeyDialogProps {
  onClose: () => void;
  onCreated: (key: CreatedApiKeyView) => Promise<void>;
}

export function CreateApiKeyDialog({ onClose, onCreated }: CreateApiKeyDialogProps) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState(90);
  const [isJudged, setJudged] = useState(false);
  const creation = useAction(async () =>
    onCreated(await createApiKey({ name: name.trim(), role, expiresInDays: days })),
  );
  const daysOption = (value: number) => ({ value: String(value), label: `${value} days` });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (keyNameError(name) === undefined) void creation.run();
  };
  return (
    <Modal
      visible
      header="Create an API key"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="create-api-key" formAction="submit" loading={creation.isRunning}>
              Create
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="create-api-key" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {creation.problem && <ProblemAlert title="No key was made" problem={creation.problem} />}
          <FormField
            label="Name"
            errorText={isJudged ? (keyNameError(name) ?? fieldErrors(creation.problem).name) : undefined}
          >
            <Input value={name} onChange={({ detail }) => setName(detail.value)} autoComplete={false} autoFocus />
          </FormField>
          <RoleSelect role={role} onChange={setRole} />
          <FormField label="Expires after">
            <Select
              selectedOption={daysOption(days)}
              options={lifetimes.map(daysOption)}
              onChange={({ detail }) => setDays(Number(detail.selectedOption.value))}
              expandToViewport
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
