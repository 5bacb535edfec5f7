import SpaceBetween from '@cloudscape-design/components/space-between';
import { useFrame } from '../../../app/page-frame.tsx';
import { Channels } from './Channels.tsx';
import { Deliveries } from './Deliveries.tsx';
import { Subscriptions } from './Subscriptions.tsx';

/** Where the team is told of findings, of which, and what became of the messages. */
export default function NotificationsPage() {
  useFrame('Notifications');
  return (
    <SpaceBetween size="l">
      <Channels />
      <Subscriptions />
      <Deliveries />
    </SpaceBetween>
  );
}
