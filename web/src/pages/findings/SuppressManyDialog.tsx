import type { FindingChanged } from '../../../../server/findings/api.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { TermFields } from '../suppressions/TermFields.tsx';
import { useTerms } from '../suppressions/use-terms.ts';
import { useChangeFindings } from './use-change-findings.ts';

interface SuppressManyDialogProps {
  ids: string[];
  onClose: () => void;
  onChanged: (changed: FindingChanged) => void;
}

/** Suppresses findings, each for itself. */
export function SuppressManyDialog({ ids, onClose, onChanged }: SuppressManyDialogProps) {
  const change = useChangeFindings();
  const suppressing = useAction(async (input: NonNullable<ReturnType<typeof terms.judge>>) => {
    const { kind, ...rest } = input;
    onChanged(await change(ids, { kind: 'suppress', as: kind, ...rest }));
  });
  const terms = useTerms(suppressing.problem);
  return (
    <FormDialog
      title={`Suppress ${plural(ids.length, 'finding')}`}
      submitText="Suppress"
      troubleTitle="Nothing was suppressed"
      problem={suppressing.problem}
      isRunning={suppressing.isRunning}
      onSubmit={() => {
        const input = terms.judge();
        if (input) void suppressing.run(input);
      }}
      onClose={onClose}
    >
      <TermFields {...terms.fields} />
    </FormDialog>
  );
}
