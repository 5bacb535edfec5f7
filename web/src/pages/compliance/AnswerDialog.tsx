import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { type FormEvent, useState } from 'react';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { ControlView } from '../../../../server/compliance/api.ts';
import { answerControl } from '../../api/compliance.ts';
import { fieldErrors } from '../../show/field-errors.ts';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { accountOptions } from './AccountSelect.tsx';
import { type AnswerDraft, answerErrors, answers, draftOf, requestOf } from './answer.model.ts';

interface AnswerDialogProps {
  framework: string;
  control: ControlView;
  /** The answer to give again. */
  given: ControlView['answers'][number] | undefined;
  accounts: readonly CloudAccountView[];
  /** The account that the page is about; empty: all. */
  cloudAccountId: string;
  onClose: () => void;
  onSaved: () => Promise<void>;
}

export function AnswerDialog(props: AnswerDialogProps) {
  const { framework, control, given, accounts, cloudAccountId, onClose, onSaved } = props;
  const [draft, setDraft] = useState(() => draftOf(given, cloudAccountId, new Date()));
  const [isJudged, setJudged] = useState(false);
  const change = (part: Partial<AnswerDraft>) => setDraft((present) => ({ ...present, ...part }));
  const saving = useAction(async () => {
    const request = requestOf(draft);
    if (request === null) return;
    await answerControl(framework, control.id, request);
    await onSaved();
  });
  const own = answerErrors(draft, new Date());
  const errors: Record<string, string> = isJudged ? { ...fieldErrors(saving.problem), ...own } : {};
  const options = accountOptions(accounts);
  const replaced = control.answers.find((one) => one.cloudAccountId === draft.cloudAccountId);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setJudged(true);
    if (Object.keys(own).length === 0) void saving.run();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={`Answer for ${control.id}`}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" form="answer-control" formAction="submit" loading={saving.isRunning}>
              Record
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form id="answer-control" onSubmit={submit} noValidate>
        <SpaceBetween size="m">
          <Box variant="p">{control.title}</Box>
          {saving.problem && <ProblemAlert title="The answer was not recorded" problem={saving.problem} />}
          <FormField label="For" errorText={errors.cloudAccountId}>
            <Select
              selectedOption={options.find(({ value }) => value === draft.cloudAccountId) ?? null}
              options={options}
              onChange={({ detail }) => change({ cloudAccountId: detail.selectedOption.value ?? '' })}
              filteringType={accounts.length > 10 ? 'auto' : 'none'}
              filteringAriaLabel="Find cloud accounts"
              expandToViewport
            />
          </FormField>
          <FormField label="Answer" errorText={errors.answer}>
            <RadioGroup
              value={draft.answer}
              onChange={({ detail }) => change({ answer: detail.value as AnswerDraft['answer'] })}
              items={Object.entries(answers).map(([value, { label, meaning }]) => ({
                value,
                label,
                description: meaning,
              }))}
            />
          </FormField>
          <FormField
            label="Evidence"
            description="What was looked at, and where that can be seen. Write no secrets: it stays in the audit log."
            errorText={errors.evidence}
          >
            <Textarea value={draft.evidence} onChange={({ detail }) => change({ evidence: detail.value })} rows={4} />
          </FormField>
          <FormField
            label={
              <>
                Holds until <i>- optional</i>
              </>
            }
            description="The last day on which the answer counts. Empty: until somebody takes it back."
            errorText={errors.expiresAt}
          >
            <DatePicker
              value={draft.lastDay}
              onChange={({ detail }) => change({ lastDay: detail.value })}
              format="iso"
              inputFormat="iso"
              placeholder="YYYY-MM-DD"
              expandToViewport
            />
          </FormField>
          {replaced && (
            <Alert type="info">
              This takes the place of the answer “{answers[replaced.answer].label}” of {replaced.authorName}.
            </Alert>
          )}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
