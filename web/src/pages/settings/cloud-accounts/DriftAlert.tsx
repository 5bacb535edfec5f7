import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { DriftView } from '../../../../../server/accounts/api.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';

const titles: Record<DriftView['code'], string> = {
  role_unreachable: 'The role cannot be assumed',
  lock_open: 'The role’s lock is open',
  trust_changed: 'The trust policy was changed',
  policy_missing: 'The policy is missing',
  policy_behind: 'The policy is older than this CloudCoreo',
  policy_wider: 'The policy allows more than it should',
  policy_unreadable: 'The policy cannot be read',
  other_policies: 'Other policies are attached to the role',
};

/** Something in AWS that is not as CloudCoreo made it, with what mends it. */
export function DriftAlert({ drift }: { drift: DriftView }) {
  const isGrave = drift.code === 'role_unreachable' || drift.code === 'lock_open';
  return (
    <Alert type={isGrave ? 'error' : 'warning'} header={titles[drift.code]}>
      <SpaceBetween size="xs">
        <div>{drift.detail}</div>
        <div>
          <strong>What to do:</strong> {drift.mend}
        </div>
        {drift.commands && <CopyableCode label="commands that mend the drift" code={drift.commands} />}
      </SpaceBetween>
    </Alert>
  );
}
