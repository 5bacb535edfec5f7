import { useState } from 'react';
import type { RulesChanged } from '../../../../server/findings/rule-api.ts';
import { switchRules } from '../../api/rules.ts';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { plural } from '../../show/plural.ts';

/** As many as one request takes; many rules go in several, so that the progress can be seen. */
const atATime = 200;

interface SwitchRulesDialogProps {
  ids: readonly string[];
  isEnabled: boolean;
  /** Called after each request: when a later one fails, what was changed before stays changed. */
  onProgress: () => void;
  onDone: (changed: RulesChanged) => void;
  onClose: () => void;
}

/** Switches chosen rules on or off. */
export function SwitchRulesDialog({ ids, isEnabled, onProgress, onDone, onClose }: SwitchRulesDialogProps) {
  const [done, setDone] = useState(0);
  const rules = plural(ids.length, 'rule');
  const perform = async () => {
    const all: RulesChanged = { changed: [], unchanged: [] };
    // Begins anew after a failure: switching what is switched already changes nothing.
    for (let from = 0; from < ids.length; from += atATime) {
      setDone(from);
      const { changed, unchanged } = await switchRules(ids.slice(from, from + atATime), isEnabled);
      all.changed.push(...changed);
      all.unchanged.push(...unchanged);
      onProgress();
    }
    onDone(all);
  };
  return (
    <ConfirmDialog
      title={isEnabled ? `Enable ${rules}?` : `Disable ${rules}?`}
      confirmText={isEnabled ? 'Enable' : 'Disable'}
      perform={perform}
      onClose={onClose}
    >
      {isEnabled
        ? 'The accounts are judged again, and what fails these rules becomes findings.'
        : 'The accounts are judged again, and the findings of these rules are resolved. Nothing is lost: enabled again, they judge as before.'}
      <span role="status">{done > 0 && ` ${done} of ${ids.length} are done.`}</span>
    </ConfirmDialog>
  );
}
