import { useState } from 'react';
import type { RulesChanged } from '../../../../server/findings/rule-api.ts';
import { switchRules } from '../../api/rules.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';
import { useRulesChanged } from './use-rules-changed.ts';

/** Many rules go in several requests, so that the progress can be seen. */
const atATime = 200;

interface SwitchRulesDialogProps {
  ids: readonly string[];
  isEnabled: boolean;
  onDone?: () => void;
  onClose: () => void;
}

/** Switches chosen rules on or off, and says of those that were not why. */
export function SwitchRulesDialog({ ids, isEnabled, onDone, onClose }: SwitchRulesDialogProps) {
  const { addFlash } = usePageFrame();
  const rulesChanged = useRulesChanged();
  const [done, setDone] = useState(0);
  const rules = plural(ids.length, 'rule');
  const perform = async () => {
    const all: RulesChanged = { changed: [], unchanged: [] };
    // After a failure it begins anew: switching what is switched already changes nothing.
    for (let from = 0; from < ids.length; from += atATime) {
      setDone(from);
      const { changed, unchanged } = await switchRules(ids.slice(from, from + atATime), isEnabled);
      all.changed.push(...changed);
      all.unchanged.push(...unchanged);
      // Not only at the end: when a later request fails, what was changed stays changed.
      void rulesChanged();
    }
    addFlash({
      id: 'switched-rules',
      type: all.unchanged.length > 0 ? 'warning' : 'success',
      header: `${plural(all.changed.length, 'rule is', 'rules are')} ${isEnabled ? 'enabled' : 'disabled'}`,
      content: <Outcome {...all} />,
    });
    onDone?.();
  };
  return (
    <ConfirmDialog
      title={isEnabled ? `Enable ${rules}?` : `Disable ${rules}?`}
      confirmText={isEnabled ? 'Enable' : 'Disable'}
      perform={perform}
      onClose={onClose}
    >
      {isEnabled
        ? 'The accounts are judged again, and what fails becomes findings.'
        : 'The accounts are judged again, and the findings are resolved. Nothing is lost: enabled again, it is judged as before.'}
      <span role="status">{done > 0 && ` ${done} of ${ids.length} are done.`}</span>
    </ConfirmDialog>
  );
}

function Outcome({ changed, unchanged }: RulesChanged) {
  return (
    <>
      {changed.length > 0 && 'Your accounts are judged again; the numbers here and the findings follow.'}
      {unchanged.map(({ id, why }) => (
        <div key={id}>
          {id} is not: {why}
        </div>
      ))}
    </>
  );
}
