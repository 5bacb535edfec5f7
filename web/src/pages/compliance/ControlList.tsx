import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloudAccountView } from '../../../../server/accounts/api.ts';
import type { ControlState, ControlView, FrameworkView } from '../../../../server/compliance/api.ts';
import { complianceKey, takeBackAnswer } from '../../api/compliance.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { EmptyList } from '../../show/EmptyList.tsx';
import { plural } from '../../show/plural.ts';
import { joinValues, valuesOf } from '../assets/filter-values.model.ts';
import { oneOf, useParameters } from '../settings/cloud-accounts/use-parameters.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { ControlAnswers } from './ControlAnswers.tsx';
import { ControlRow, ControlStatus } from './ControlRow.tsx';
import { controlSorts, groupControls, stateOf, stateOrder, states } from './compliance.model.ts';

type Answer = ControlView['answers'][number];

interface Dialog {
  kind: 'answer' | 'take-back';
  control: ControlView;
  given: Answer | undefined;
}

interface ControlListProps {
  framework: FrameworkView;
  accounts: readonly CloudAccountView[];
  cloudAccountId: string;
}

/** The controls of a framework, filtered by the address. */
export function ControlList({ framework, accounts, cloudAccountId }: ControlListProps) {
  const { get, set } = useParameters();
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const [dialog, setDialog] = useState<Dialog>();
  const text = get('text');
  const state = stateOf(get('state'));
  const sort = oneOf(controlSorts, get('sort'));
  const { wanted: open } = valuesOf(get('open'));
  const groups = groupControls(framework.controls, { text, state, sort });
  const count = groups.reduce((sum, { controls }) => sum + controls.length, 0);
  const nameOf = (id: string) =>
    id === '' ? 'All cloud accounts' : (accounts.find((account) => account.id === id)?.nickname ?? id);
  const toggle = (id: string) => {
    const wanted = open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
    set('open', joinValues({ wanted, unwanted: [] }));
  };
  const done = async (message: string) => {
    await queries.invalidateQueries({ queryKey: complianceKey });
    setDialog(undefined);
    addFlash({ id: 'control-answer', type: 'success', content: message });
  };

  const rowOf = (control: ControlView) => (
    <ControlRow
      key={control.id}
      framework={framework.id}
      control={control}
      cloudAccountId={cloudAccountId}
      isOpen={open.includes(control.id)}
      onToggle={() => toggle(control.id)}
    >
      <ControlAnswers
        control={control}
        nameOf={nameOf}
        onAnswer={(given) => setDialog({ kind: 'answer', control, given })}
        onTakeBack={(given) => setDialog({ kind: 'take-back', control, given })}
      />
    </ControlRow>
  );

  return (
    <Container
      header={
        <Header variant="h2" counter={`(${count.toLocaleString('en')})`}>
          Controls
        </Header>
      }
    >
      <SpaceBetween size="m">
        <div className="compliance-filters">
          <TextFilter
            filteringText={text}
            onChange={({ detail }) => set('text', detail.filteringText)}
            filteringPlaceholder="Find controls and rules"
            filteringAriaLabel="Find controls and rules"
            countText={text === '' ? '' : plural(count, 'match', 'matches')}
          />
          <StateSelect counts={framework.counts} chosen={state} onChoose={(chosen) => set('state', chosen)} />
          <Select
            selectedOption={{ value: sort, label: controlSorts[sort] }}
            options={Object.entries(controlSorts).map(([value, label]) => ({ value, label }))}
            onChange={({ detail }) => set('sort', detail.selectedOption.value ?? '')}
            ariaLabel="Order"
          />
        </div>
        {count === 0 && (
          <EmptyList
            title="No control matches"
            action={
              <Button
                onClick={() => {
                  set('text', '');
                  set('state', '');
                }}
              >
                Clear filters
              </Button>
            }
          />
        )}
        {groups.map(({ state: group, controls }) => (
          <section key={group ?? ''} aria-label={group === undefined ? 'Controls' : states[group].label}>
            {group !== undefined && (
              <p className="control-group">
                <ControlStatus state={group} /> ({controls.length}) · {states[group].meaning}
              </p>
            )}
            <ul className="controls">{controls.map(rowOf)}</ul>
          </section>
        ))}
      </SpaceBetween>
      {dialog?.kind === 'answer' && (
        <AnswerDialog
          framework={framework.id}
          control={dialog.control}
          given={dialog.given}
          accounts={accounts}
          cloudAccountId={cloudAccountId}
          onClose={() => setDialog(undefined)}
          onSaved={() => done(`The answer for ${dialog.control.id} is recorded.`)}
        />
      )}
      {dialog?.kind === 'take-back' && (
        <ConfirmDialog
          title={`Take back the answer for ${dialog.control.id}?`}
          confirmText="Take back"
          onClose={() => setDialog(undefined)}
          perform={async () => {
            await takeBackAnswer(framework.id, dialog.control.id, dialog.given?.cloudAccountId ?? '');
            await done(`The answer for ${dialog.control.id} is taken back.`);
          }}
        >
          It no longer counts for {nameOf(dialog.given?.cloudAccountId ?? '')}. The audit log keeps it.
        </ConfirmDialog>
      )}
    </Container>
  );
}

interface StateSelectProps {
  counts: FrameworkView['counts'];
  chosen: ControlState | undefined;
  onChoose: (state: string) => void;
}

function StateSelect({ counts, chosen, onChoose }: StateSelectProps) {
  const all = { value: '', label: 'In any state' };
  const options = [
    all,
    ...stateOrder.map((state) => ({ value: state, label: `${states[state].label} (${counts[state]})` })),
  ];
  return (
    <Select
      selectedOption={options.find(({ value }) => value === chosen) ?? all}
      options={options}
      onChange={({ detail }) => onChoose(detail.selectedOption.value ?? '')}
      ariaLabel="State"
    />
  );
}
