import type { FindingView, SuppressionView } from '../../../../server/findings/api.ts';
import { endSuppression } from '../../api/suppressions.ts';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';
import { isOfMore } from '../suppressions/suppression.model.ts';
import { useChangeFindings, useRefreshFindings } from './use-change-findings.ts';

interface UnsuppressDialogProps {
  finding: FindingView;
  suppression: SuppressionView;
  onClose: () => void;
  /** It is done, and another suppression still holds. */
  onStill: (why: string) => void;
}

/** Ends what suppresses a finding, also where that is meant for more. */
export function UnsuppressDialog({ finding, suppression, onClose, onStill }: UnsuppressDialogProps) {
  const change = useChangeFindings();
  const refresh = useRefreshFindings();
  const isOfOthersToo = isOfMore(suppression);
  const perform = async () => {
    if (isOfOthersToo) {
      await endSuppression(suppression.id);
      await refresh();
      return;
    }
    const { unchanged } = await change([finding.id], { kind: 'unsuppress' });
    for (const { why } of unchanged) onStill(why);
  };
  return (
    <ConfirmDialog
      title={isOfOthersToo ? 'End this suppression?' : 'Unsuppress this finding?'}
      confirmText={isOfOthersToo ? 'End suppression' : 'Unsuppress'}
      perform={perform}
      onClose={onClose}
    >
      {isOfOthersToo
        ? `It is meant for more than this finding: ${plural(suppression.findings, 'finding is', 'findings are')} open again at once.`
        : 'The finding is open again at once.'}
    </ConfirmDialog>
  );
}
