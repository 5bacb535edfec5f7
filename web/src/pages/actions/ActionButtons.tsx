import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { ActionChange, ActionView } from '../../../../server/actions/api.ts';
import { useGate, useMe } from '../../access/session.tsx';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { useAction } from '../../show/use-action.ts';
import { ApplyDialog } from './ApplyDialog.tsx';
import { type ChangeKind, isFor, whyNot } from './action.model.ts';
import { RejectDialog } from './RejectDialog.tsx';
import { useChangeActions } from './use-change-actions.ts';

type Asking = 'apply' | 'approve' | 'reject' | 'undo';

/** What can be done with an action as far as it is; what cannot be done now says why. */
export function ActionButtons({ action }: { action: ActionView }) {
  const me = useMe();
  const gate = useGate()('change-assets');
  const { addFlash } = usePageFrame();
  const changeActions = useChangeActions();
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const change = async (what: ActionChange['change']) => {
    const { unchanged } = await changeActions({ ids: [action.id], change: what });
    for (const { why } of unchanged) addFlash({ id: 'action-unchanged', type: 'warning', content: why });
  };
  const changing = useAction(async (kind: 'cancel' | 'plan') => {
    await change({ kind });
  });

  const button = (kind: ChangeKind, text: string, onClick: () => void, isPrimary = false) => {
    if (!isFor(kind, action)) return null;
    const why = gate.disabledReason ?? whyNot(kind, action, me.user.id);
    return (
      <Button
        variant={isPrimary ? 'primary' : 'normal'}
        onClick={onClick}
        disabled={why !== undefined}
        disabledReason={why}
        loading={changing.isRunning && (kind === 'cancel' || kind === 'plan')}
      >
        {text}
      </Button>
    );
  };

  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        {button('plan', 'Plan again', () => void changing.run('plan'))}
        {button('cancel', 'Cancel', () => void changing.run('cancel'))}
        {button('reject', 'Reject…', () => setAsking('reject'))}
        {(action.canBeUndone || action.status === 'done') && button('undo', 'Undo…', () => setAsking('undo'))}
        {button('apply', action.needsApproval ? 'Ask for approval…' : 'Apply…', () => setAsking('apply'), true)}
        {button('approve', 'Approve…', () => setAsking('approve'), true)}
      </SpaceBetween>
      {asking === 'apply' && <ApplyDialog action={action} change={change} onClose={close} />}
      {asking === 'reject' && (
        <RejectDialog reject={(reason) => change({ kind: 'reject', ...(reason && { reason }) })} onClose={close} />
      )}
      {asking === 'approve' && (
        <ConfirmDialog
          title="Approve it?"
          confirmText="Approve and apply"
          perform={() => change({ kind: 'approve' })}
          onClose={close}
        >
          You have read what is changed and what may break. It is applied at once, or when the account’s change window
          begins.
        </ConfirmDialog>
      )}
      {asking === 'undo' && (
        <ConfirmDialog title="Undo it?" confirmText="Undo" perform={() => change({ kind: 'undo' })} onClose={close}>
          <bdi className="aws-text">{action.assetName}</bdi> gets back what it had before. Should somebody have changed
          these fields since, nothing is overwritten.
        </ConfirmDialog>
      )}
    </>
  );
}
