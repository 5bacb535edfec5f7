import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { constraintOf, type Draft, kindOf, type Parameter } from './settings.model.ts';

interface ParameterFieldProps {
  name: string;
  parameter: Parameter;
  draft: Draft;
  fault: string | undefined;
  disabled: boolean;
  onChange: (draft: Draft) => void;
}

/** The field of a rule's parameter, by what it takes. */
export function ParameterField({ name, parameter, draft, fault, disabled, onChange }: ParameterFieldProps) {
  const kind = kindOf(parameter);
  const text = String(draft);
  const change = ({ detail }: { detail: { value: string } }) => onChange(detail.value);
  return (
    <FormField
      label={name}
      description={parameter.description}
      constraintText={constraintOf(parameter)}
      errorText={fault}
    >
      {kind === 'boolean' && (
        <Toggle checked={draft === true} disabled={disabled} onChange={({ detail }) => onChange(detail.checked)}>
          {draft === true ? 'On' : 'Off'}
        </Toggle>
      )}
      {kind === 'number' && (
        <Input type="number" inputMode="decimal" step="any" value={text} disabled={disabled} onChange={change} />
      )}
      {kind === 'text' && <Input value={text} disabled={disabled} onChange={change} autoComplete={false} />}
      {(kind === 'texts' || kind === 'numbers' || kind === 'map') && (
        <Textarea
          value={text}
          disabled={disabled}
          onChange={change}
          rows={Math.min(Math.max(text.split('\n').length, 2), 10)}
          spellcheck={false}
        />
      )}
    </FormField>
  );
}
