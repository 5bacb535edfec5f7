import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { ChannelView } from '../../../../../server/notifications/api.ts';
import { changeChannel, createChannel } from '../../../api/notifications.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { ChannelFields } from './ChannelFields.tsx';
import {
  type ChannelDraft,
  type ChannelKind,
  draftErrors,
  draftOf,
  kindLabels,
  kindMeanings,
  requestOf,
} from './channel.model.ts';

interface ChannelDialogProps {
  /** The channel to change; `undefined` makes another. */
  channel: ChannelView | undefined;
  onClose: () => void;
  onSaved: () => Promise<void>;
}

const kindOptions = (Object.keys(kindLabels) as ChannelKind[]).map((value) => ({
  value,
  label: kindLabels[value],
  description: kindMeanings[value],
}));

export function ChannelDialog({ channel, onClose, onSaved }: ChannelDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(channel));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<ChannelDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    const request = requestOf(draft);
    await (channel === undefined ? createChannel(request) : changeChannel(channel.id, request));
    await onSaved();
  });
  const own = draftErrors(draft, channel);
  const errors = isJudged ? { ...fieldErrors(saving.problem), ...own } : {};

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={channel === undefined ? 'Add a channel' : `Change “${channel.name}”`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="channel" formAction="submit" loading={saving.isRunning}>
              {channel === undefined ? 'Add' : 'Save'}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="channel" onSubmit={submit} noValidate autoComplete="off">
        <SpaceBetween size="m">
          {saving.problem && <ProblemAlert title="The channel was not saved" problem={saving.problem} />}
          {channel === undefined && (
            <FormField label="Kind">
              <Select
                selectedOption={kindOptions.find(({ value }) => value === draft.kind) ?? null}
                options={kindOptions}
                onChange={({ detail }) => {
                  change({ kind: detail.selectedOption.value as ChannelKind });
                  setJudged(false);
                }}
                expandToViewport
              />
            </FormField>
          )}
          <FormField label="Name" errorText={errors.name}>
            <Input
              value={draft.name}
              onChange={({ detail }) => change({ name: detail.value })}
              autoComplete={false}
              autoFocus
            />
          </FormField>
          <ChannelFields draft={draft} channel={channel} change={change} errors={errors} />
        </SpaceBetween>
      </form>
    </Modal>
  );
}
