import FormField from '@cloudscape-design/components/form-field';
import Multiselect, { type MultiselectProps } from '@cloudscape-design/components/multiselect';

interface ChoiceFieldProps extends Partial<Omit<MultiselectProps, 'onChange' | 'errorText'>> {
  label: string;
  /** What choosing nothing means. */
  all: string;
  options: { value: string; label: string; description?: string }[];
  chosen: string[];
  /** What the server found wrong. */
  fieldError?: string | undefined;
  /** Why the options could not be read. */
  loadError?: string | undefined;
  onChange: (values: string[]) => void;
}

/** Any number of things to choose; none stands for all. */
export function ChoiceField({
  label,
  all,
  options,
  chosen,
  fieldError,
  loadError,
  onChange,
  ...rest
}: ChoiceFieldProps) {
  const optionOf = (value: string) => options.find((option) => option.value === value) ?? { value, label: value };
  return (
    <FormField label={label} errorText={fieldError}>
      <Multiselect
        selectedOptions={chosen.map(optionOf)}
        options={options}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
        placeholder={chosen.length === 0 ? all : `${chosen.length} chosen`}
        tokenLimit={6}
        expandToViewport
        errorText={loadError}
        {...rest}
      />
    </FormField>
  );
}
