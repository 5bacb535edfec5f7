import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { Outlet, useLocation } from 'react-router';
import { useFollow } from '../../app/follow.ts';

const tabs = [
  { id: 'cloud-accounts', label: 'Cloud Accounts' },
  { id: 'actions', label: 'Actions' },
  { id: 'notifications', label: 'Notifications' },
  { id: 'team', label: 'Team' },
  { id: 'api-keys', label: 'API keys' },
  { id: 'security', label: 'Sign-in security' },
];

export default function SettingsLayout() {
  const { pathname } = useLocation();
  const follow = useFollow();
  const active = tabs.find(({ id }) => pathname === `/settings/${id}`)?.id ?? 'cloud-accounts';
  return (
    <ContentLayout header={<Header variant="h1">Settings</Header>}>
      <Tabs
        ariaLabel="Settings"
        activeTabId={active}
        onChange={(event) => follow({ detail: { href: event.detail.activeTabHref }, preventDefault: () => undefined })}
        tabs={tabs.map((tab) => ({
          ...tab,
          href: `/settings/${tab.id}`,
          content: tab.id === active ? <Outlet /> : null,
        }))}
      />
    </ContentLayout>
  );
}
