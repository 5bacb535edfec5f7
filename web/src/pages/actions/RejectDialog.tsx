import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { FormDialog } from '../../show/FormDialog.tsx';
import { useAction } from '../../show/use-action.ts';

interface RejectDialogProps {
  title?: string;
  reject: (reason: string) => Promise<void>;
  onClose: () => void;
}

/** Refuses to approve, with a word to whoever asked. */
export function RejectDialog({ title = 'Reject it?', reject, onClose }: RejectDialogProps) {
  const [reason, setReason] = useState('');
  const rejecting = useAction(async () => {
    await reject(reason.trim());
    onClose();
  });
  return (
    <FormDialog
      title={title}
      submitText="Reject"
      troubleTitle="Nothing was rejected"
      problem={rejecting.problem}
      isRunning={rejecting.isRunning}
      onSubmit={() => void rejecting.run()}
      onClose={onClose}
    >
      <FormField
        label={
          <>
            Reason <i>- optional</i>
          </>
        }
        description="Whoever asked for it reads it in the history."
      >
        <Textarea value={reason} onChange={({ detail }) => setReason(detail.value)} rows={3} autoFocus />
      </FormField>
    </FormDialog>
  );
}
