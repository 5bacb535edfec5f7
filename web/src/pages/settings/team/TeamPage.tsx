import SpaceBetween from '@cloudscape-design/components/space-between';
import { may } from '../../../access/may.ts';
import { useMe } from '../../../access/session.tsx';
import { useFrame } from '../../../app/page-frame.tsx';
import { Invitations } from './Invitations.tsx';
import { Members } from './Members.tsx';

export default function TeamPage() {
  useFrame('Team');
  const { role } = useMe();
  return (
    <SpaceBetween size="l">
      <Members />
      {may(role, 'manage-members') && <Invitations />}
    </SpaceBetween>
  );
}
