import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { FindingView } from '../../../../server/findings/api.ts';
import { useGate } from '../../access/session.tsx';
import { usePageFrame } from '../../app/page-frame.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import { SuppressDialog } from './SuppressDialog.tsx';
import { UnsuppressDialog } from './UnsuppressDialog.tsx';

/** What can be done with a finding. */
export function FindingActions({ finding }: { finding: FindingView }) {
  const gate = useGate()('handle-findings');
  const { addFlash } = usePageFrame();
  const [dialog, setDialog] = useState<'assign' | 'suppress' | 'unsuppress'>();
  const close = () => setDialog(undefined);
  const { id, status, assignee, suppression } = finding;
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button onClick={() => setDialog('assign')} {...gate}>
          Assign
        </Button>
        {status === 'open' && (
          <Button onClick={() => setDialog('suppress')} {...gate}>
            Suppress…
          </Button>
        )}
        {suppression && (
          <Button onClick={() => setDialog('unsuppress')} {...gate}>
            Unsuppress
          </Button>
        )}
      </SpaceBetween>
      {dialog === 'assign' && (
        <AssignDialog ids={[id]} assigneeId={assignee?.userId ?? null} onClose={close} onChanged={close} />
      )}
      {dialog === 'suppress' && <SuppressDialog finding={finding} onClose={close} />}
      {dialog === 'unsuppress' && suppression && (
        <UnsuppressDialog
          finding={finding}
          suppression={suppression}
          onClose={close}
          onStill={(why) => addFlash({ id: 'finding-still-suppressed', type: 'warning', content: why })}
        />
      )}
    </>
  );
}
