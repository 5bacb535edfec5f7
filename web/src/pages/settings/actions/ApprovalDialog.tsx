import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { ActionKindView } from '../../../../../server/actions/api.ts';
import { ChoiceField } from '../../../show/ChoiceField.tsx';
import { FormDialog } from '../../../show/FormDialog.tsx';
import { useAction } from '../../../show/use-action.ts';
import {
  type ApprovalDraft,
  type ApprovalRule,
  approvalWords,
  draftErrors,
  draftOf,
  ruleOf,
  severities,
} from './approval.model.ts';

interface ApprovalDialogProps {
  /** The rule to change; `undefined` makes another. */
  rule: ApprovalRule | undefined;
  kinds: readonly ActionKindView[];
  nicknames: ReadonlyMap<string, string>;
  save: (rule: ApprovalRule) => Promise<void>;
  onClose: () => void;
}

const severityOptions = severities.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
}));

export function ApprovalDialog({ rule, kinds, nicknames, save, onClose }: ApprovalDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<ApprovalDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    await save(ruleOf(draft));
    onClose();
  });
  const own = draftErrors(draft);
  const submit = () => {
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <FormDialog
      title={rule === undefined ? 'Add a rule' : 'Change the rule'}
      submitText={rule === undefined ? 'Add' : 'Save'}
      troubleTitle="The rule was not saved"
      problem={saving.problem}
      isRunning={saving.isRunning}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box variant="p">All that is named must be so. What is left empty does not matter.</Box>
      <ChoiceField
        label="The action is one of"
        all="Any action"
        options={kinds.map(({ id, title, service }) => ({ value: id, label: title, description: service }))}
        chosen={draft.kinds}
        onChange={(chosen) => change({ kinds: chosen })}
        filteringType="auto"
        filteringAriaLabel="Find an action"
      />
      <ChoiceField
        label="It mends a finding that is one of"
        all="Any severity, and what mends no finding"
        options={severityOptions}
        chosen={draft.severities}
        onChange={(chosen) => change({ severities: severities.filter((one) => chosen.includes(one)) })}
      />
      <ChoiceField
        label="It is in one of the cloud accounts"
        all="All accounts, also those connected later"
        options={[...nicknames].map(([value, label]) => ({ value, label }))}
        chosen={draft.cloudAccountIds}
        onChange={(cloudAccountIds) => change({ cloudAccountIds })}
        filteringType="auto"
        filteringAriaLabel="Find an account"
      />
      <ColumnLayout columns={2} minColumnWidth={180}>
        <FormField label="The asset has the tag" errorText={isJudged ? own.tagKey : undefined}>
          <Input
            value={draft.tagKey}
            onChange={({ detail }) => change({ tagKey: detail.value })}
            placeholder="environment"
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
        <FormField label="With the value" constraintText="Empty: any value.">
          <Input
            value={draft.tagValue}
            onChange={({ detail }) => change({ tagValue: detail.value })}
            placeholder="production"
            autoComplete={false}
            spellcheck={false}
          />
        </FormField>
      </ColumnLayout>
      <div aria-live="polite">
        A second person must approve when{' '}
        <bdi className="aws-text">
          <strong>{approvalWords(ruleOf(draft), kinds, nicknames).join(', and ')}</strong>
        </bdi>
        .
      </div>
    </FormDialog>
  );
}
