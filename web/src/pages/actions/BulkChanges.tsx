import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ActionChange, ActionSummaryView, ActionsChanged } from '../../../../server/actions/api.ts';
import { useGate } from '../../access/session.tsx';
import { actionKindsQuery } from '../../api/actions.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';
import type { ChangeKind } from './action.model.ts';
import { type Choice, choiceOf } from './actions.model.ts';
import { RejectDialog } from './RejectDialog.tsx';
import { useChangeActions } from './use-change-actions.ts';

/** The most that the API changes at once. */
const mostAtOnce = 500;

const words: Record<ChangeKind, { verb: string; done: [one: string, many: string]; means: string }> = {
  apply: {
    verb: 'Apply',
    done: ['is to be applied', 'are to be applied'],
    means:
      'Each changes its asset as its own plan says, at once or when the account’s change window begins. What a second person must approve waits for that.',
  },
  approve: {
    verb: 'Approve',
    done: ['is approved', 'are approved'],
    means: 'They are applied at once, or when the account’s change window begins.',
  },
  reject: { verb: 'Reject', done: ['is rejected', 'are rejected'], means: '' },
  cancel: {
    verb: 'Cancel',
    done: ['is cancelled', 'are cancelled'],
    means: 'They have not begun, so nothing is changed.',
  },
  undo: {
    verb: 'Undo',
    done: ['is to be undone', 'are to be undone'],
    means: 'Each asset gets back what it had. What somebody changed since is not overwritten.',
  },
  plan: {
    verb: 'Plan again',
    done: ['is planned again', 'are planned again'],
    means: 'Each asset is read again. Nothing is changed.',
  },
};

interface BulkChangesProps {
  selected: readonly ActionSummaryView[];
  /** What is left to say when it is done; undefined: everything was changed. */
  onDone: (notDone: NotChanged | undefined) => void;
}

export interface NotChanged {
  title: string;
  actions: { action: ActionSummaryView; why: string }[];
}

/** What can be done with the actions that are selected, all at once. */
export function BulkChanges({ selected, onDone }: BulkChangesProps) {
  const gate = useGate()('change-assets');
  const { addFlash } = usePageFrame();
  const kinds = useQuery({ ...actionKindsQuery, staleTime: 60_000 });
  const changeActions = useChangeActions();
  const [asking, setAsking] = useState<{ kind: ChangeKind; choice: Choice }>();
  const close = () => setAsking(undefined);
  const forGood = new Set((kinds.data?.items ?? []).filter(({ canBeUndone }) => !canBeUndone).map(({ id }) => id));

  const tell = (kind: ChangeKind, { changed, unchanged }: ActionsChanged) => {
    const { done } = words[kind];
    if (changed.length > 0) {
      const [one, many] = done;
      addFlash({
        ...{ id: 'actions-changed', type: 'success' },
        content: `${plural(changed.length, `action ${one}`, `actions ${many}`)}.`,
      });
    }
    const whyOf = new Map(unchanged.map(({ id, why }) => [id, why]));
    const actions = selected.flatMap((action) => {
      const why = whyOf.get(action.id);
      return why === undefined ? [] : [{ action, why }];
    });
    const [one, many] = done.map((text) => text.replace(/^(is|are) /, '$1 not '));
    const title = plural(actions.length, `action ${one}`, `actions ${many}`);
    onDone(actions.length === 0 ? undefined : { title, actions });
  };
  const perform = (ids: string[]) => async (change: ActionChange['change']) =>
    tell(change.kind, await changeActions({ ids, change }));

  const disabledReason =
    gate.disabledReason ??
    (selected.length === 0
      ? 'Select actions first.'
      : selected.length > mostAtOnce
        ? `At most ${mostAtOnce} at once.`
        : undefined);
  const items = (Object.keys(words) as ChangeKind[]).map((kind) => {
    const { ids, leftOut } = choiceOf(kind, selected, forGood);
    const { verb } = words[kind];
    return {
      id: kind,
      text: `${verb}…`,
      ...(ids.length === 0 && { disabled: true, disabledReason: leftOut ?? '' }),
    };
  });
  return (
    <>
      <ButtonDropdown
        items={items}
        onItemClick={({ detail }) => {
          const kind = detail.id as ChangeKind;
          setAsking({ kind, choice: choiceOf(kind, selected, forGood) });
        }}
        disabled={disabledReason !== undefined}
        disabledReason={disabledReason}
        expandToViewport
      >
        Change selected
      </ButtonDropdown>
      {asking?.kind === 'reject' && (
        <RejectDialog
          title={`Reject ${plural(asking.choice.ids.length, 'action')}?`}
          reject={(reason) => perform(asking.choice.ids)({ kind: 'reject', ...(reason && { reason }) })}
          onClose={close}
        />
      )}
      {asking && asking.kind !== 'reject' && (
        <ConfirmDialog
          title={`${words[asking.kind].verb} ${plural(asking.choice.ids.length, 'action')}?`}
          confirmText={words[asking.kind].verb}
          dismissText="Back"
          perform={() => perform(asking.choice.ids)({ kind: asking.kind })}
          onClose={close}
        >
          {words[asking.kind].means} {asking.choice.leftOut && `Of the others, ${asking.choice.leftOut}`}
        </ConfirmDialog>
      )}
    </>
  );
}
