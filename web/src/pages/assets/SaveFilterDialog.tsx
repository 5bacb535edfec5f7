import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input, { type InputProps } from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { SavedFilterView } from '../../../../server/assets/api.ts';
import { saveFilter } from '../../api/assets.ts';
import { fieldErrors } from '../../show/field-errors.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { queryToSave } from './saved-filters.model.ts';

interface SaveFilterDialogProps {
  parameters: URLSearchParams;
  onClose: () => void;
  onSaved: (filter: SavedFilterView) => Promise<void>;
}

const longestName = 80;

/** Gives the present filter a name. */
export function SaveFilterDialog({ parameters, onClose, onSaved }: SaveFilterDialogProps) {
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const [isJudged, setJudged] = useState(false);
  const saving = useAction(async () =>
    onSaved(await saveFilter({ name: name.trim(), query: queryToSave(parameters), isShared })),
  );
  const field = useRef<InputProps.Ref>(null);
  // The dialog gives the focus to its close button first, and remembers where to return it.
  useEffect(() => {
    const frame = requestAnimationFrame(() => field.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, []);
  const fault =
    name.trim() === ''
      ? 'Enter a name.'
      : name.trim().length > longestName
        ? `At most ${longestName} characters.`
        : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (fault === undefined) void saving.run();
  };
  return (
    <Modal
      visible
      header="Save this filter"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="save-filter" formAction="submit" loading={saving.isRunning}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="save-filter" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {saving.problem && <ProblemAlert title="The filter was not saved" problem={saving.problem} />}
          <FormField label="Name" errorText={isJudged && fault ? fault : fieldErrors(saving.problem).name}>
            <Input
              ref={field}
              value={name}
              onChange={({ detail }) => setName(detail.value)}
              placeholder="Buckets in production"
              autoComplete={false}
            />
          </FormField>
          <Checkbox
            checked={isShared}
            onChange={({ detail }) => setShared(detail.checked)}
            description="Everybody of the team can choose it; only you can delete it."
          >
            Share with the team
          </Checkbox>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
