import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import type { FindingChanged } from '../../../../server/findings/api.ts';
import { FormDialog } from '../../show/FormDialog.tsx';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { useChangeFindings } from './use-change-findings.ts';

interface CommentDialogProps {
  ids: string[];
  onClose: () => void;
  onChanged: (changed: FindingChanged) => void;
}

/** Writes the same comment to findings. */
export function CommentDialog({ ids, onClose, onChanged }: CommentDialogProps) {
  const change = useChangeFindings();
  const [text, setText] = useState('');
  const [isJudged, setJudged] = useState(false);
  const commenting = useAction(async () => onChanged(await change(ids, { kind: 'comment', text: text.trim() })));
  const isEmpty = text.trim() === '';
  return (
    <FormDialog
      title={`Comment on ${plural(ids.length, 'finding')}`}
      submitText="Comment"
      troubleTitle="No comment was written"
      problem={commenting.problem}
      isRunning={commenting.isRunning}
      onSubmit={() => {
        setJudged(true);
        if (!isEmpty) void commenting.run();
      }}
      onClose={onClose}
    >
      <FormField label="Comment" errorText={isJudged && isEmpty ? 'Write something.' : undefined}>
        <Textarea value={text} onChange={({ detail }) => setText(detail.value)} rows={4} autoFocus />
      </FormField>
    </FormDialog>
  );
}
