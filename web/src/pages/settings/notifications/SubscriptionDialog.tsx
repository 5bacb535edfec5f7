import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { ChannelView, SubscriptionView } from '../../../../../server/notifications/api.ts';
import { changeSubscription, createSubscription } from '../../../api/notifications.ts';
import { FormDialog } from '../../../show/FormDialog.tsx';
import { fieldErrors } from '../../../show/field-errors.ts';
import { useAction } from '../../../show/use-action.ts';
import { kindLabels } from './channel.model.ts';
import { FilterFields } from './FilterFields.tsx';
import {
  type Change,
  changeLabels,
  changeMeanings,
  draftErrors,
  draftOf,
  requestOf,
  type SubscriptionDraft,
} from './subscription.model.ts';
import { TimingFields } from './TimingFields.tsx';

interface SubscriptionDialogProps {
  /** The subscription to change; `undefined` makes another. */
  subscription: SubscriptionView | undefined;
  channels: readonly ChannelView[];
  nicknames: ReadonlyMap<string, string>;
  onClose: () => void;
  onSaved: () => Promise<void>;
}

const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SubscriptionDialog({ subscription, channels, nicknames, onClose, onSaved }: SubscriptionDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(subscription, channels, ownTimeZone));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<SubscriptionDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    const request = requestOf(draft);
    await (subscription === undefined ? createSubscription(request) : changeSubscription(subscription.id, request));
    await onSaved();
  });
  const own = draftErrors(draft);
  const errors = isJudged ? { ...fieldErrors(saving.problem), ...own } : {};
  const channelOptions = channels.map(({ id, name, settings }) => ({
    value: id,
    label: name,
    description: kindLabels[settings.kind],
  }));
  const toggleChange = (toggled: Change, isChosen: boolean) =>
    change({
      changes: (Object.keys(changeLabels) as Change[]).filter((one) =>
        one === toggled ? isChosen : draft.changes.includes(one),
      ),
    });

  const submit = () => {
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <FormDialog
      title={subscription === undefined ? 'Add a subscription' : `Change “${subscription.name}”`}
      submitText={subscription === undefined ? 'Add' : 'Save'}
      troubleTitle="The subscription was not saved"
      problem={saving.problem}
      isRunning={saving.isRunning}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label="Name" errorText={errors.name}>
        <Input
          value={draft.name}
          onChange={({ detail }) => change({ name: detail.value })}
          autoComplete={false}
          autoFocus
        />
      </FormField>
      <FormField label="Channel" errorText={errors.channelId}>
        <Select
          selectedOption={channelOptions.find(({ value }) => value === draft.channelId) ?? null}
          options={channelOptions}
          onChange={({ detail }) => change({ channelId: detail.selectedOption.value ?? '' })}
          placeholder="Choose a channel"
          expandToViewport
        />
      </FormField>
      <FormField label="Tell when a finding is" errorText={errors.changes}>
        <SpaceBetween size="xs">
          {(Object.keys(changeLabels) as Change[]).map((one) => (
            <Checkbox
              key={one}
              checked={draft.changes.includes(one)}
              onChange={({ detail }) => toggleChange(one, detail.checked)}
              description={changeMeanings[one]}
            >
              {changeLabels[one]}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
      <FilterFields draft={draft} change={change} nicknames={nicknames} errors={errors} />
      <TimingFields draft={draft} change={change} errors={errors} />
      <Toggle checked={draft.isEnabled} onChange={({ detail }) => change({ isEnabled: detail.checked })}>
        Switched on
      </Toggle>
    </FormDialog>
  );
}
