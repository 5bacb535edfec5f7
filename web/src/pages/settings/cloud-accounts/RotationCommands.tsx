import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ExternalIdRotationView } from '../../../../../server/accounts/api.ts';
import { CopyableCode } from '../../../show/CopyableCode.tsx';
import { CopyableText } from '../../../show/CopyableText.tsx';

/** What puts a new external ID into the role. */
export function RotationCommands({ rotation }: { rotation: ExternalIdRotationView }) {
  return (
    <SpaceBetween size="s">
      <div>
        <Box variant="awsui-key-label">New external ID</Box>
        <CopyableText label="new external ID" text={rotation.pendingExternalId} />
      </div>
      <Box variant="p">Run this with credentials of your own in the AWS account, then choose Verify.</Box>
      <CopyableCode label="commands that put in the new external ID" code={rotation.commands} />
      <ExpandableSection headerText="The trust policy, to paste in the IAM console">
        <CopyableCode label="new trust policy" code={rotation.trustPolicy} />
      </ExpandableSection>
    </SpaceBetween>
  );
}
