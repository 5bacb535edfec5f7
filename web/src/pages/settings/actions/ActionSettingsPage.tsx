import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFrame } from '../../../app/page-frame.tsx';
import { Approvals } from './Approvals.tsx';
import { Brake } from './Brake.tsx';
import { Policies } from './Policies.tsx';

/** Whether actions are carried out at all, which need a second person, and what is done by itself. */
export default function ActionSettingsPage() {
  useFrame('Actions');
  return (
    <SpaceBetween size="l">
      <Brake />
      <Approvals />
      <Policies />
    </SpaceBetween>
  );
}
