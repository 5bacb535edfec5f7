import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { ChannelFieldsProps } from './ChannelFields.tsx';
import { type ChannelDraft, securityLabels, usualPorts } from './channel.model.ts';

type Security = ChannelDraft['security'];

const securityOptions = (Object.keys(securityLabels) as Security[]).map((value) => ({
  value,
  label: securityLabels[value],
}));

/** The fields of a channel that sends e-mail. */
export function EmailFields({ draft, channel, change, errors }: ChannelFieldsProps) {
  const chooseSecurity = (security: Security) => {
    const isUsual = Object.values(usualPorts).includes(draft.port);
    change({ security, ...(isUsual ? { port: usualPorts[security] } : {}) });
  };
  return (
    <SpaceBetween size="m">
      <FormField label="Mail server" errorText={errors.host}>
        <Input
          value={draft.host}
          onChange={({ detail }) => change({ host: detail.value })}
          placeholder="smtp.example.com"
          autoComplete={false}
          spellcheck={false}
        />
      </FormField>
      <ColumnLayout columns={2} minColumnWidth={180}>
        <FormField label="Encryption" errorText={errors.security}>
          <Select
            selectedOption={securityOptions.find(({ value }) => value === draft.security) ?? null}
            options={securityOptions}
            onChange={({ detail }) => chooseSecurity(detail.selectedOption.value as Security)}
            expandToViewport
          />
        </FormField>
        <FormField label="Port" errorText={errors.port}>
          <Input
            value={draft.port}
            onChange={({ detail }) => change({ port: detail.value })}
            inputMode="numeric"
            autoComplete={false}
          />
        </FormField>
        <FormField label="User" description="Empty: the server asks for none." errorText={errors.user}>
          <Input
            value={draft.user}
            onChange={({ detail }) => change({ user: detail.value })}
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
        <FormField label="Password" description="Stored encrypted, never shown." errorText={errors.password}>
          <Input
            value={draft.password}
            onChange={({ detail }) => change({ password: detail.value })}
            type="password"
            placeholder={channel === undefined || draft.user.trim() === '' ? '' : 'Unchanged'}
            disabled={draft.user.trim() === ''}
            autoComplete="new-password"
          />
        </FormField>
      </ColumnLayout>
      <FormField
        label="Sender"
        description="An address that the mail server lets this user send from."
        errorText={errors.from}
      >
        <Input
          value={draft.from}
          onChange={({ detail }) => change({ from: detail.value })}
          placeholder="cloudcoreo@example.com"
          inputMode="email"
          autoComplete={false}
        />
      </FormField>
      <FormField label="Recipients" description="One a line, at most 50." errorText={errors.to}>
        <Textarea
          value={draft.to}
          onChange={({ detail }) => change({ to: detail.value })}
          rows={3}
          spellcheck={false}
        />
      </FormField>
    </SpaceBetween>
  );
}
