import Checkbox from '@cloudscape-design/components/checkbox';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState } from 'react';
import type { ManagementView } from '../../../../../../server/actions/api.ts';
import { FormDialog } from '../../../../show/FormDialog.tsx';
import { fieldErrors } from '../../../../show/field-errors.ts';
import { useAction } from '../../../../show/use-action.ts';
import { draftErrors, draftOf, type WindowDraft, weekDays, windowOf, windowWords } from './window.model.ts';

interface WindowDialogProps {
  window: ManagementView['window'];
  save: (window: ManagementView['window']) => Promise<void>;
  onClose: () => void;
}

const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}));
const modes = [
  { value: 'always', label: 'Always', description: 'As soon as somebody applies it.' },
  { value: 'window', label: 'In a window', description: 'On the days and at the times that you choose.' },
];

/** When changes are made in an account. */
export function WindowDialog({ window, save, onClose }: WindowDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(window, ownTimeZone));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<WindowDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    await save(windowOf(draft));
    onClose();
  });
  const own = draftErrors(draft);
  const errors = isJudged ? { ...fieldErrors(saving.problem), ...own } : {};
  const submit = () => {
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <FormDialog
      title="Change the change window"
      submitText="Save"
      troubleTitle="The window was not changed"
      problem={saving.problem}
      isRunning={saving.isRunning}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormField label="Changes are made">
        <RadioGroup
          value={draft.isAlways ? 'always' : 'window'}
          items={modes}
          onChange={({ detail }) => change({ isAlways: detail.value === 'always' })}
        />
      </FormField>
      {!draft.isAlways && (
        <SpaceBetween size="m">
          <FormField label="The window opens on" errorText={errors.days}>
            <div className="week-days">
              {weekDays.map(({ day, name }) => (
                <Checkbox
                  key={day}
                  checked={draft.days.includes(day)}
                  onChange={({ detail }) =>
                    change({
                      days: detail.checked ? [...draft.days, day] : draft.days.filter((other) => other !== day),
                    })
                  }
                >
                  {name}
                </Checkbox>
              ))}
            </div>
          </FormField>
          <ColumnLayout columns={2} minColumnWidth={140}>
            <FormField label="From" constraintText="24-hour time." errorText={errors.from}>
              <TimeInput format="hh:mm" value={draft.from} onChange={({ detail }) => change({ from: detail.value })} />
            </FormField>
            <FormField label="To" constraintText="Before “from”: on the next day." errorText={errors.to}>
              <TimeInput format="hh:mm" value={draft.to} onChange={({ detail }) => change({ to: detail.value })} />
            </FormField>
          </ColumnLayout>
          <FormField label="Time zone" errorText={errors.timeZone}>
            <Select
              selectedOption={{ value: draft.timeZone, label: draft.timeZone }}
              options={timeZones}
              filteringType="auto"
              filteringAriaLabel="Find a time zone"
              onChange={({ detail }) => change({ timeZone: detail.selectedOption.value ?? 'UTC' })}
              expandToViewport
              virtualScroll
            />
          </FormField>
          {Object.keys(own).length === 0 && <div aria-live="polite">{windowWords(windowOf(draft))}</div>}
        </SpaceBetween>
      )}
    </FormDialog>
  );
}
