import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { ActionKindView, ActionPolicyView } from '../../../../../server/actions/api.ts';
import type { RuleSummaryView } from '../../../../../server/findings/rule-api.ts';
import { changePolicy, createPolicy } from '../../../api/action-settings.ts';
import { ChoiceField } from '../../../show/ChoiceField.tsx';
import { FormDialog } from '../../../show/FormDialog.tsx';
import { fieldErrors } from '../../../show/field-errors.ts';
import { ParameterForm } from '../../../show/ParameterForm.tsx';
import { useAction } from '../../../show/use-action.ts';
import {
  draftOf,
  kindsFor,
  modeWords,
  type PolicyDraft,
  readDraft,
  rulesWithKinds,
  withKind,
  withRule,
} from './policy.model.ts';

interface PolicyDialogProps {
  /** The policy to change; `undefined` makes another. */
  policy: ActionPolicyView | undefined;
  kinds: readonly ActionKindView[];
  rules: readonly RuleSummaryView[];
  nicknames: ReadonlyMap<string, string>;
  onClose: () => void;
  onSaved: () => Promise<void>;
}

export function PolicyDialog({ policy, kinds, rules, nicknames, onClose, onSaved }: PolicyDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(policy, kinds));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<PolicyDraft>) => setDraft((present) => ({ ...present, ...part }));
  const kind = kinds.find(({ id }) => id === draft.kind);
  const rule = rules.find(({ id }) => id === draft.ruleId);
  const read = readDraft(draft, kind);
  const saving = useAction(async () => {
    if (!('request' in read)) return;
    await (policy === undefined ? createPolicy(read.request) : changePolicy(policy.id, read.request));
    await onSaved();
  });
  const own = 'errors' in read ? read : { errors: {}, parameterErrors: {} };
  const errors: Record<string, string> = isJudged ? { ...fieldErrors(saving.problem), ...own.errors } : {};

  const ruleOptions = rulesWithKinds(rules, kinds).map(({ id, title, isEnabled }) => ({
    ...{ value: id, label: title, description: id },
    ...(!isEnabled && { labelTag: 'Off' }),
  }));
  const { named, suited } = kindsFor(kinds, rule);
  const optionOf = ({ id, title, what }: ActionKindView) => ({ value: id, label: title, description: what });
  const groups = [
    { label: 'The rule names it', options: named.map(optionOf) },
    { label: 'It suits the rule’s assets', options: suited.map(optionOf) },
  ].filter(({ options }) => options.length > 0);

  const submit = () => {
    setJudged(true);
    if ('request' in read) void saving.run();
  };
  return (
    <FormDialog
      title={policy === undefined ? 'Add a policy' : `Change “${policy.name}”`}
      submitText={policy === undefined ? 'Add' : 'Save'}
      troubleTitle="The policy was not saved"
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
      <FormField
        label="When this rule finds something"
        constraintText="Rules that no action is for are left out."
        errorText={errors.ruleId}
      >
        <Select
          selectedOption={ruleOptions.find(({ value }) => value === draft.ruleId) ?? null}
          options={ruleOptions}
          onChange={({ detail }) => {
            const chosen = rules.find(({ id }) => id === detail.selectedOption.value);
            if (chosen) setDraft(withRule(draft, chosen, kinds));
          }}
          placeholder="Choose a rule"
          filteringType="auto"
          filteringAriaLabel="Find a rule"
          empty="No rule has an action yet"
          noMatch="No rule matches"
          expandToViewport
          virtualScroll
        />
      </FormField>
      <FormField label="Do this" errorText={errors.kind}>
        <Select
          selectedOption={kind ? optionOf(kind) : null}
          options={groups}
          onChange={({ detail }) => {
            const chosen = kinds.find(({ id }) => id === detail.selectedOption.value);
            if (chosen) setDraft(withKind(draft, chosen));
          }}
          placeholder="Choose an action"
          empty="Choose a rule first"
          disabled={rule === undefined}
          filteringType={named.length + suited.length > 8 ? 'auto' : 'none'}
          filteringAriaLabel="Find an action"
          noMatch="No action matches"
          triggerVariant="label"
          expandToViewport
        />
      </FormField>
      {kind && (
        <ParameterForm
          schema={kind.parameters}
          value={draft.parameters}
          onChange={(parameters) => change({ parameters })}
          errors={isJudged ? own.parameterErrors : {}}
        />
      )}
      <ChoiceField
        label="In the cloud accounts"
        all="All accounts, also those connected later"
        options={[...nicknames].map(([value, label]) => ({ value, label }))}
        chosen={draft.cloudAccountIds}
        fieldError={errors.cloudAccountIds}
        onChange={(cloudAccountIds) => change({ cloudAccountIds })}
        filteringType="auto"
        filteringAriaLabel="Find an account"
        empty="No account is connected yet"
        noMatch="No account matches"
      />
      <FormField label="How" errorText={errors.mode}>
        <RadioGroup
          value={draft.mode}
          items={[
            {
              value: 'plan',
              label: modeWords.plan,
              description: 'The plan waits under Actions until somebody applies it.',
            },
            {
              value: 'apply',
              label: modeWords.apply,
              description:
                kind && !kind.canBeUndone
                  ? `Not for this action, which has no way back: ${kind.whyNoUndo}`
                  : 'Nobody is asked. It is applied when the account’s change window is open.',
              disabled: kind !== undefined && !kind.canBeUndone,
            },
          ]}
          onChange={({ detail }) => change({ mode: detail.value === 'apply' ? 'apply' : 'plan' })}
        />
      </FormField>
      <FormField
        label="At most a day"
        constraintText="Of this policy’s actions, over all accounts. From 1 to 1000."
        errorText={errors.limitPerDay}
      >
        <Input
          value={draft.limitPerDay}
          inputMode="numeric"
          onChange={({ detail }) => change({ limitPerDay: detail.value })}
          autoComplete={false}
        />
      </FormField>
      <Toggle checked={draft.isEnabled} onChange={({ detail }) => change({ isEnabled: detail.checked })}>
        Switched on
      </Toggle>
      {draft.mode === 'apply' && draft.isEnabled && (
        <Alert type="warning" header="This changes things that nobody looks at first">
          After each scan, open findings of the rule are mended by themselves, also those that are open now. Try it with
          “{modeWords.plan}” first, and look at the plans.
        </Alert>
      )}
      <Box variant="small" display="block">
        Only accounts where the action is ticked are changed. Protected accounts and assets never are, approvals are
        waited for, and the brake stops it. It acts once for a finding, until the finding is opened anew.
      </Box>
    </FormDialog>
  );
}
