import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { ActionChange, ActionView } from '../../../../server/actions/api.ts';
import { AwsText } from '../../show/AwsText.tsx';
import { FormDialog } from '../../show/FormDialog.tsx';
import { plural } from '../../show/plural.ts';
import { useAction } from '../../show/use-action.ts';
import { MayBreak } from './ActionPlan.tsx';

interface ApplyDialogProps {
  action: ActionView;
  change: (what: ActionChange['change']) => Promise<void>;
  onClose: () => void;
}

/** Asks once more before something is changed; where there is no way back, for the asset’s name. */
export function ApplyDialog({ action, change, onClose }: ApplyDialogProps) {
  const { assetName, accountNickname, canBeUndone, whyNoUndo, needsApproval, plan } = action;
  const [name, setName] = useState('');
  const [isJudged, setJudged] = useState(false);
  const applying = useAction(async () => {
    await change({ kind: 'apply', ...(canBeUndone ? {} : { assetName }) });
    onClose();
  });
  const isMeant = canBeUndone || name.trim() === assetName;
  return (
    <FormDialog
      title={needsApproval ? 'Ask for approval?' : 'Apply it?'}
      submitText={needsApproval ? 'Ask for approval' : canBeUndone ? 'Apply' : 'Apply for good'}
      troubleTitle="It was not applied"
      problem={applying.problem}
      isRunning={applying.isRunning}
      onSubmit={() => {
        setJudged(true);
        if (isMeant) void applying.run();
      }}
      onClose={onClose}
    >
      <div>
        {plural(plan?.changes.length ?? 0, 'field')} of <AwsText>{assetName}</AwsText> in{' '}
        <AwsText>{accountNickname}</AwsText> {plan?.changes.length === 1 ? 'is' : 'are'} changed
        {needsApproval ? ', once somebody else approves it. You cannot approve it yourself then.' : '.'}{' '}
        {canBeUndone ? 'It can be undone.' : 'There is no way back.'}
      </div>
      <MayBreak sentences={plan?.mayBreak ?? []} />
      {!canBeUndone && (
        <FormField
          label="Name of the asset"
          description={`${whyNoUndo ?? ''} Type ${assetName} to show that you mean it.`.trim()}
          errorText={isJudged && !isMeant ? `Type ${assetName}.` : undefined}
        >
          <Input
            value={name}
            onChange={({ detail }) => setName(detail.value)}
            autoComplete={false}
            spellcheck={false}
            autoFocus
          />
        </FormField>
      )}
    </FormDialog>
  );
}
