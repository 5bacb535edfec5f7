import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { ChannelView } from '../../../../../server/notifications/api.ts';
import { changeChannel, createChannel } from '../../../api/notifications.ts';
import { FormDialog } from '../../../show/FormDialog.tsx';
import { fieldErrors } from '../../../show/field-errors.ts';
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

  const submit = () => {
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <FormDialog
      title={channel === undefined ? 'Add a channel' : `Change “${channel.name}”`}
      submitText={channel === undefined ? 'Add' : 'Save'}
      troubleTitle="The channel was not saved"
      problem={saving.problem}
      isRunning={saving.isRunning}
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
