import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import type { FindingChanged, FindingSummaryView } from '../../../../server/findings/api.ts';
import { useGate } from '../../access/session.tsx';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';
import { PlanManyDialog } from '../actions/PlanManyDialog.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { CommentDialog } from './CommentDialog.tsx';
import { mostPlanned } from './PlanForRule.tsx';
import { SuppressManyDialog } from './SuppressManyDialog.tsx';
import type { NotDone } from './Unchanged.tsx';
import { useChangeFindings } from './use-change-findings.ts';

type Deed = 'assign' | 'comment' | 'suppress' | 'unsuppress';
type Choice = Deed | 'plan';

const done: Record<Deed, string> = {
  assign: 'assigned',
  comment: 'commented on',
  suppress: 'suppressed',
  unsuppress: 'open again',
};

/** The most that the API changes at once. */
const mostAtOnce = 1000;

interface BulkActionsProps {
  selected: readonly FindingSummaryView[];
  /** What is left to say when it is done; undefined: everything was changed. */
  onDone: (notDone: NotDone | undefined) => void;
}

/** What can be done to the findings that are selected, all at once. */
export function BulkActions({ selected, onDone }: BulkActionsProps) {
  const gate = useGate()('handle-findings');
  const { addFlash } = usePageFrame();
  const change = useChangeFindings();
  const [deed, setDeed] = useState<Choice>();
  const ids = selected.map(({ id }) => id);
  const close = () => setDeed(undefined);

  const tell = (what: Deed) => (result: FindingChanged) => {
    close();
    if (result.changed.length > 0) {
      const content = `${plural(result.changed.length, 'finding is', 'findings are')} ${done[what]}.`;
      addFlash({ id: 'findings-changed', type: 'success', content });
    }
    const whyOf = new Map(result.unchanged.map(({ id, why }) => [id, why]));
    const findings = selected.flatMap((finding) => {
      const why = whyOf.get(finding.id);
      return why === undefined ? [] : [{ finding, why }];
    });
    const title = `${plural(findings.length, 'finding is', 'findings are')} not ${done[what]}`;
    onDone(findings.length === 0 ? undefined : { title, findings });
  };

  const disabledReason =
    gate.disabledReason ??
    (ids.length === 0 ? 'Select findings first.' : ids.length > mostAtOnce ? 'At most 1,000 at once.' : undefined);
  const whyNoPlan =
    new Set(selected.map(({ ruleId }) => ruleId)).size > 1
      ? 'Select findings of one rule.'
      : ids.length > mostPlanned
        ? `At most ${mostPlanned} at once.`
        : undefined;
  const assignees = new Set(selected.map(({ assignee }) => assignee?.userId ?? null));
  const [only = null] = assignees.size === 1 ? assignees : [];
  return (
    <>
      <ButtonDropdown
        items={[
          {
            ...{ id: 'plan', text: 'Plan an action…' },
            ...(whyNoPlan !== undefined && { disabled: true, disabledReason: whyNoPlan }),
          },
          { id: 'assign', text: 'Assign…' },
          { id: 'comment', text: 'Comment…' },
          { id: 'suppress', text: 'Suppress…' },
          { id: 'unsuppress', text: 'Unsuppress…' },
        ]}
        onItemClick={({ detail }) => setDeed(detail.id as Choice)}
        disabled={disabledReason !== undefined}
        disabledReason={disabledReason}
        expandToViewport
      >
        Actions
      </ButtonDropdown>
      {deed === 'plan' && <PlanManyDialog subjects={{ of: 'findings', ids }} onClose={close} />}
      {deed === 'assign' && <AssignDialog ids={ids} assigneeId={only} onClose={close} onChanged={tell(deed)} />}
      {deed === 'comment' && <CommentDialog ids={ids} onClose={close} onChanged={tell(deed)} />}
      {deed === 'suppress' && <SuppressManyDialog ids={ids} onClose={close} onChanged={tell(deed)} />}
      {deed === 'unsuppress' && (
        <ConfirmDialog
          title={`Unsuppress ${plural(ids.length, 'finding')}?`}
          confirmText="Unsuppress"
          perform={async () => tell(deed)(await change(ids, { kind: 'unsuppress' }))}
          onClose={close}
        >
          What still fails its rule is open again at once. A finding that is suppressed together with others stays so.
        </ConfirmDialog>
      )}
    </>
  );
}
