import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import {
  chosenOf,
  fieldsOf,
  numberTyped,
  type ParameterField,
  type ParameterSchema,
  type Parameters,
} from './parameters.model.ts';

interface ParameterFormProps {
  schema: ParameterSchema;
  /** As `beginningOf` gives it first; `readParameters` makes parameters of it. */
  value: Parameters;
  onChange: (value: Parameters) => void;
  /** What is wrong, by the parameter's name. */
  errors?: Readonly<Record<string, string>>;
}

/** The fields for what an action takes. Nothing, when it takes nothing. */
export function ParameterForm({ schema, value, onChange, errors = {} }: ParameterFormProps) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) return null;
  return (
    <SpaceBetween size="m">
      {fields.map((field) => (
        <FormField
          key={field.name}
          label={field.label}
          description={field.description}
          constraintText={field.constraint}
          errorText={errors[field.name]}
        >
          <Control
            field={field}
            schema={schema}
            value={value[field.name]}
            onChange={(entered) => onChange({ ...value, [field.name]: entered })}
          />
        </FormField>
      ))}
    </SpaceBetween>
  );
}

interface ControlProps {
  field: ParameterField;
  schema: ParameterSchema;
  value: unknown;
  onChange: (value: unknown) => void;
}

function Control({ field, schema, value, onChange }: ControlProps) {
  const { kind, name, label, options } = field;
  const text = value === undefined ? '' : String(value);
  const entries = Array.isArray(value) ? value.map(String) : [];
  switch (kind) {
    case 'boolean':
      return (
        <Toggle checked={value === true} onChange={({ detail }) => onChange(detail.checked)} ariaLabel={label}>
          {value === true ? 'On' : 'Off'}
        </Toggle>
      );
    case 'number':
      return (
        <Input
          value={text}
          inputMode="decimal"
          onChange={({ detail }) => onChange(numberTyped(detail.value))}
          autoComplete={false}
        />
      );
    case 'choice':
      return (
        <Select
          selectedOption={options.find((option) => option.value === text) ?? null}
          options={options}
          onChange={({ detail }) => onChange(chosenOf(schema, name, detail.selectedOption.value ?? ''))}
          placeholder="Choose one"
          filteringType={options.length > 10 ? 'auto' : 'none'}
          expandToViewport
        />
      );
    case 'choices':
      return (
        <Multiselect
          selectedOptions={options.filter((option) => entries.includes(option.value))}
          options={options}
          onChange={({ detail }) =>
            onChange(detail.selectedOptions.map((option) => chosenOf(schema, name, option.value ?? '')))
          }
          placeholder="Choose"
          expandToViewport
        />
      );
    case 'texts':
    case 'numbers':
      return (
        <Textarea
          value={entries.join('\n')}
          onChange={({ detail }) =>
            onChange(kind === 'numbers' ? detail.value.split('\n').map(numberTyped) : detail.value.split('\n'))
          }
          rows={Math.min(Math.max(entries.length, 2), 10)}
          spellcheck={false}
        />
      );
    case 'map':
      return (
        <Textarea
          value={text}
          onChange={({ detail }) => onChange(detail.value)}
          rows={Math.min(Math.max(text.split('\n').length, 2), 10)}
          spellcheck={false}
        />
      );
    case 'text':
      return (
        <Input value={text} onChange={({ detail }) => onChange(detail.value)} autoComplete={false} spellcheck={false} />
      );
  }
}
