import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ScheduleView } from '../../../../../server/scans/api.ts';
import { changeSchedule, scheduleQuery } from '../../../api/scans.ts';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ProblemAlert } from '../../../show/ProblemAlert.tsx';
import { useAction } from '../../../show/use-action.ts';
import { ScanLimits } from './ScanLimits.tsx';
import { changeOf, draftOf, hoursError, type ScheduleDraft } from './schedule.model.ts';

interface ScheduleFormProps {
  accountId: string;
  schedule: ScheduleView;
  onClose: () => void;
}

const modes = [
  {
    value: 'interval',
    label: 'Every few hours',
    description: 'At a time of the account’s own, so that not all start at once.',
  },
  { value: 'cron', label: 'At set times', description: 'Written as a cron expression, in a time zone.' },
];
const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}));
const ownTimeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function ScheduleForm({ accountId, schedule, onClose }: ScheduleFormProps) {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(schedule, ownTimeZone));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<ScheduleDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    const saved = await changeSchedule(accountId, changeOf(draft));
    queries.setQueryData(scheduleQuery(accountId).queryKey, saved);
    onClose();
  });
  const errors = fieldErrors(saving.problem);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (hoursError(draft) === undefined) void saving.run();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header="Change the schedule"
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="schedule" formAction="submit" loading={saving.isRunning}>
              Save
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="schedule" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          {saving.problem && <ProblemAlert title="The schedule was not changed" problem={saving.problem} />}
          <FormField label="Scan">
            <RadioGroup
              value={draft.mode}
              items={modes}
              onChange={({ detail }) => change({ mode: detail.value === 'cron' ? 'cron' : 'interval' })}
            />
          </FormField>
          {draft.mode === 'interval' ? (
            <FormField
              label="Hours between two scans"
              constraintText="From 0.25 to 744."
              errorText={(isJudged ? hoursError(draft) : undefined) ?? errors.intervalMinutes}
            >
              <Input
                value={draft.hours}
                inputMode="decimal"
                onChange={({ detail }) => change({ hours: detail.value })}
                autoComplete={false}
              />
            </FormField>
          ) : (
            <SpaceBetween size="m">
              <FormField
                label="Cron expression"
                constraintText="Minute, hour, day of month, month, day of week. “0 3 * * 1-5” is 03:00 from Monday to Friday."
                errorText={errors.cron}
              >
                <Input
                  value={draft.cron}
                  onChange={({ detail }) => change({ cron: detail.value })}
                  autoComplete={false}
                  spellcheck={false}
                />
              </FormField>
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
            </SpaceBetween>
          )}
          <ScanLimits
            accountId={accountId}
            regions={draft.regions}
            services={draft.services}
            onChange={change}
            errors={errors}
          />
          <Checkbox checked={draft.isPaused} onChange={({ detail }) => change({ isPaused: detail.checked })}>
            Paused: scan only when asked to
          </Checkbox>
        </SpaceBetween>
      </form>
    </Modal>
  );
}
