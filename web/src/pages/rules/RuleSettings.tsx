import Button from '@cloudscape-design/components/button';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { useGate } from '../../access/session.tsx';
import { ruleQuery } from '../../api/findings.ts';
import { setRule } from '../../api/rules.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ProblemAlert } from '../../show/ProblemAlert.tsx';
import { useAction } from '../../show/use-action.ts';
import { ParameterField } from './ParameterField.tsx';
import { severityLabels } from './rules.model.ts';
import { requestOf, type SettingsDraft, settingsOf } from './settings.model.ts';
import { useRulesChanged } from './use-rules-changed.ts';

/** What the team may set about a rule. Who may not set it sees how it is. */
export function RuleSettings({ rule }: { rule: RuleView }) {
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const rulesChanged = useRulesChanged();
  const gate = useGate()('change-rules');
  const saved = settingsOf(rule);
  const [changes, setChanges] = useState<Partial<SettingsDraft>>({});
  const draft: SettingsDraft = {
    ...{ ...saved, ...changes },
    parameters: { ...saved.parameters, ...changes.parameters },
  };
  const read = requestOf(rule, draft);
  const faults = 'faults' in read ? read.faults : {};
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const saving = useAction(async () => {
    if (!('request' in read)) return;
    queries.setQueryData(ruleQuery(rule.id).queryKey, await setRule(rule.id, read.request));
    setChanges({});
    void rulesChanged();
    addFlash({
      id: 'rule-settings',
      type: 'success',
      header: 'The settings are saved',
      content: 'Your accounts are judged again; the numbers here and the findings follow.',
    });
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void saving.run();
  };
  const own = { value: '', label: `The rule’s own: ${severityLabels[rule.ownSeverity]}` };
  const severities = Object.entries(severityLabels).map(([value, label]) => ({ value, label }));
  return (
    <form onSubmit={submit} noValidate>
      <Container
        header={
          <Header
            variant="h2"
            description={gate.disabledReason}
            actions={
              !gate.disabled && (
                <SpaceBetween size="xs" direction="horizontal">
                  {isChanged && (
                    <Button variant="link" formAction="none" onClick={() => setChanges({})}>
                      Undo changes
                    </Button>
                  )}
                  <Button
                    variant="primary"
                    formAction="submit"
                    loading={saving.isRunning}
                    disabled={!isChanged || Object.keys(faults).length > 0}
                  >
                    Save settings
                  </Button>
                </SpaceBetween>
              )
            }
          >
            Settings of your team
          </Header>
        }
      >
        <SpaceBetween size="l">
          {saving.problem && <ProblemAlert title="The settings were not saved" problem={saving.problem} />}
          <ColumnLayout columns={2} minColumnWidth={240}>
            <FormField label="Judge by this rule" description="Off: its findings are resolved.">
              <Toggle
                checked={draft.isEnabled}
                disabled={gate.disabled}
                onChange={({ detail }) => setChanges({ ...changes, isEnabled: detail.checked })}
              >
                {draft.isEnabled ? 'On' : 'Off'}
              </Toggle>
            </FormField>
            <FormField label="Severity" description="Of the findings of this rule.">
              <Select
                selectedOption={severities.find(({ value }) => value === draft.severity) ?? own}
                options={[own, ...severities]}
                disabled={gate.disabled}
                onChange={({ detail }) =>
                  setChanges({
                    ...changes,
                    severity: severityOf(detail.selectedOption.value),
                  })
                }
                expandToViewport
              />
            </FormField>
            {Object.entries(rule.parameters).map(([name, parameter]) => (
              <ParameterField
                key={name}
                name={name}
                parameter={parameter}
                draft={draft.parameters[name] ?? ''}
                fault={faults[name]}
                disabled={gate.disabled}
                onChange={(value) => setChanges({ ...changes, parameters: { ...draft.parameters, [name]: value } })}
              />
            ))}
          </ColumnLayout>
        </SpaceBetween>
      </Container>
    </form>
  );
}

function severityOf(value: string | undefined): RuleView['severity'] | null {
  return value ? (value as RuleView['severity']) : null;
}
