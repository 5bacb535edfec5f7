import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { kinds, type Period, periods, type Terms } from './suppression.model.ts';

interface TermFieldsProps {
  terms: Terms;
  onChange: (terms: Terms) => void;
  errors: { reason?: string; date?: string };
}

const kindItems = Object.entries(kinds).map(([value, words]) => ({ value, ...words }));
const periodOptions = Object.entries(periods).map(([value, label]) => ({ value, label }));

/** How something is suppressed, why, and for how long. */
export function TermFields({ terms, onChange, errors }: TermFieldsProps) {
  return (
    <SpaceBetween size="m">
      <FormField label="Kind">
        <RadioGroup
          value={terms.kind}
          items={kindItems}
          onChange={({ detail }) => onChange({ ...terms, kind: detail.value as Terms['kind'] })}
        />
      </FormField>
      <FormField label="Reason" errorText={errors.reason}>
        <Textarea
          value={terms.reason}
          onChange={({ detail }) => onChange({ ...terms, reason: detail.value })}
          rows={3}
          placeholder="Why this is all right, and who decided it"
        />
      </FormField>
      <FormField label="For how long" description="When it ends, what still fails is open again.">
        <Select
          selectedOption={periodOptions.find(({ value }) => value === terms.period) ?? null}
          options={periodOptions}
          onChange={({ detail }) => onChange({ ...terms, period: detail.selectedOption.value as Period })}
          expandToViewport
        />
      </FormField>
      {terms.period === 'date' && (
        <FormField label="Last day" errorText={errors.date} constraintText="YYYY-MM-DD">
          <DatePicker
            value={terms.date}
            onChange={({ detail }) => onChange({ ...terms, date: detail.value })}
            isDateEnabled={(date) => date > new Date(Date.now() - 24 * 3600 * 1000)}
            format="iso"
            placeholder="YYYY-MM-DD"
            openCalendarAriaLabel={(selected) => (selected ? `Choose a day, ${selected} is chosen` : 'Choose a day')}
            nextMonthAriaLabel="Next month"
            previousMonthAriaLabel="Previous month"
            todayAriaLabel="Today"
            expandToViewport
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
