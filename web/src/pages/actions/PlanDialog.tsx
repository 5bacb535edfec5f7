import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useState } from 'react';
import type { ActionOffers } from '../../../../server/actions/api.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { fieldErrors } from '../../show/field-errors.ts';
import { ParameterForm } from '../../show/ParameterForm.tsx';
import { beginningOf, type Parameters, readParameters } from '../../show/parameters.model.ts';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { usePlan } from './use-plan.ts';

export type Offer = ActionOffers['items'][number];

/** What an action is planned for: findings that it is to mend, or assets. */
export interface Subjects {
  of: 'findings' | 'assets';
  ids: string[];
}

export function requestOf({ of, ids }: Subjects) {
  return of === 'findings' ? { findingIds: ids } : { assetIds: ids };
}

interface PlanDialogProps {
  subjects: Subjects;
  /** Those that can be chosen from, the best first. */
  offers: readonly [Offer, ...Offer[]];
  onClose: () => void;
}

/** Chooses an action and what it takes, and has it planned. */
export function PlanDialog({ subjects, offers, onClose }: PlanDialogProps) {
  const plan = usePlan();
  const [kind, setKind] = useState(offers[0].kind);
  const offer = offers.find((one) => one.kind === kind) ?? offers[0];
  const [entered, setEntered] = useState<{ kind: string; values: Parameters }>();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const values = entered?.kind === offer.kind ? entered.values : beginningOf(offer.parameterSchema, offer.parameters);
  const planning = useAction(async (parameters: Parameters) => {
    await plan({ kind: offer.kind, parameters, ...requestOf(subjects) });
    onClose();
  });
  const refused = Object.entries(fieldErrors(planning.problem)).map(([field, message]) => [
    field.replace(/^parameters\./, ''),
    message,
  ]);
  const options = offers.map(({ kind: value, title, mendsFinding }) => ({
    ...{ value, label: title },
    ...(mendsFinding && { labelTag: 'Mends the finding' }),
  }));
  const count = subjects.ids.length;
  const things = plural(count, subjects.of === 'findings' ? 'finding' : 'asset');
  return (
    <FormDialog
      title={offers.length === 1 && count === 1 ? offer.title : `Plan an action for ${things}`}
      submitText="Plan"
      troubleTitle="Nothing was planned"
      problem={planning.problem}
      isRunning={planning.isRunning}
      onSubmit={() => {
        const read = readParameters(offer.parameterSchema, values);
        if ('errors' in read) return setErrors(read.errors);
        setErrors({});
        void planning.run(read.parameters);
      }}
      onClose={onClose}
    >
      {offers.length === 1 ? (
        <div>
          {count > 1 && <Box variant="strong">{offer.title}</Box>}
          <div>{offer.what}</div>
        </div>
      ) : (
        <FormField label="Action" description={offer.what}>
          <Select
            selectedOption={options.find(({ value }) => value === offer.kind) ?? null}
            options={options}
            onChange={({ detail }) => {
              setErrors({});
              setKind(detail.selectedOption.value ?? offer.kind);
            }}
            filteringType={options.length > 8 ? 'auto' : 'none'}
            expandToViewport
          />
        </FormField>
      )}
      <ParameterForm
        schema={offer.parameterSchema}
        value={values}
        onChange={(changed) => setEntered({ kind: offer.kind, values: changed })}
        errors={{ ...Object.fromEntries(refused), ...errors }}
      />
      <div>
        {count === 1
          ? 'A plan changes nothing: you see it first, and decide then.'
          : 'Each is planned by itself. A plan changes nothing: you see them first, and decide then.'}
      </div>
    </FormDialog>
  );
}
