import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { hourLabel, type SubscriptionDraft } from './subscription.model.ts';

interface TimingFieldsProps {
  draft: SubscriptionDraft;
  change: (part: Partial<SubscriptionDraft>) => void;
  errors: Record<string, string>;
}

const timings = [
  { value: 'immediate', label: 'At once', description: 'One message after each scan that changes something.' },
  { value: 'hourly', label: 'Every hour', description: 'One message for all that happened in it, on the hour.' },
  { value: 'daily', label: 'Once a day', description: 'One message for all that happened since the day before.' },
];
const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourLabel(hour) }));
const timeZones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map((value) => ({
  value,
  label: value,
}));

/** When a subscription tells. */
export function TimingFields({ draft, change, errors }: TimingFieldsProps) {
  return (
    <SpaceBetween size="m">
      <FormField label="When" errorText={errors.timing}>
        <RadioGroup
          value={draft.timing}
          items={timings}
          onChange={({ detail }) => change({ timing: detail.value as SubscriptionDraft['timing'] })}
        />
      </FormField>
      {draft.timing === 'daily' && (
        <ColumnLayout columns={2} minColumnWidth={180}>
          <FormField label="Hour of the day" errorText={errors.hour}>
            <Select
              selectedOption={hours[draft.hour] ?? null}
              options={hours}
              onChange={({ detail }) => change({ hour: Number(detail.selectedOption.value) })}
              expandToViewport
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
        </ColumnLayout>
      )}
    </SpaceBetween>
  );
}
