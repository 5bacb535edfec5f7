import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RuleView } from '../../../../server/findings/rule-api.ts';
import { useGate } from '../../access/session.tsx';
import { removeRule, ruleFilePath } from '../../api/rules.ts';
import { useFollow } from '../../app/follow.ts';
import { usePageFrame } from '../../app/page-frame.tsx';
import { ConfirmDialog } from '../../show/ConfirmDialog.tsx';
import { downloadFrom } from '../../show/download-from.ts';
import { SwitchRulesDialog } from './SwitchRulesDialog.tsx';
import { useRulesChanged } from './use-rules-changed.ts';

/** What can be done with a rule: switched, taken as a file, copied, and one of the team's own edited and removed. */
export function RuleActions({ rule }: { rule: RuleView }) {
  const navigate = useNavigate();
  const follow = useFollow();
  const gate = useGate();
  const { addFlash } = usePageFrame();
  const rulesChanged = useRulesChanged();
  const [dialog, setDialog] = useState<'switch' | 'remove'>();
  const path = `/rules/${encodeURIComponent(rule.id)}`;
  const change = gate('change-rules');
  const attempt = gate('try-rules');
  const remove = async () => {
    await removeRule(rule.id);
    addFlash({
      id: 'rule-removed',
      type: 'success',
      goesAlong: true,
      header: `“${rule.title}” is removed`,
      content: 'Its findings are resolved. Its versions stay: at the address of the rule you can go back to one.',
    });
    await navigate('/rules');
    await rulesChanged();
  };
  return (
    <SpaceBetween size="xs" direction="horizontal">
      <Button iconName="download" onClick={() => downloadFrom(ruleFilePath(rule.id))}>
        Export
      </Button>
      <Button {...attempt} href={`/rules/new?from=${encodeURIComponent(rule.id)}`} onFollow={follow}>
        Copy as own rule
      </Button>
      {rule.isCustom && (
        <Button {...change} onClick={() => setDialog('remove')}>
          Remove
        </Button>
      )}
      <Button {...change} onClick={() => setDialog('switch')}>
        {rule.isEnabled ? 'Disable' : 'Enable'}
      </Button>
      {rule.isCustom && (
        <Button {...attempt} variant="primary" href={`${path}/edit`} onFollow={follow}>
          Edit
        </Button>
      )}
      {dialog === 'switch' && (
        <SwitchRulesDialog ids={[rule.id]} isEnabled={!rule.isEnabled} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={`Remove “${rule.title}”?`}
          confirmText="Remove"
          perform={remove}
          onClose={() => setDialog(undefined)}
        >
          Your assets are no longer judged by it, and its findings are resolved. Its versions stay.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
