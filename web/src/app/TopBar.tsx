import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useNavigate } from 'react-router';
import { useMe, useSignOut } from '../access/session.tsx';
import { type Appearance, chooseAppearance, useAppearance } from './appearance.ts';

const appearances: Record<Appearance, string> = { light: 'Light', dark: 'Dark', system: 'As the system' };

export function TopBar() {
  const me = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const appearance = useAppearance();

  const goTo = (href: string) => (event: { preventDefault: () => void }) => {
    event.preventDefault();
    void navigate(href);
  };

  const utilities: TopNavigationProps.Utility[] = [
    {
      type: 'button',
      text: me.team.name,
      iconName: 'group',
      title: `Team ${me.team.name}`,
      ariaLabel: `Team ${me.team.name}: members and invitations`,
      href: '/settings/team',
      onFollow: goTo('/settings/team'),
    },
    {
      type: 'menu-dropdown',
      iconName: 'status-info',
      title: 'Help',
      ariaLabel: 'Help',
      items: [{ id: 'api', text: 'HTTP API documentation', href: '/api/docs', external: true }],
    },
    {
      type: 'menu-dropdown',
      text: me.user.name,
      description: `${me.user.email} · ${me.role}`,
      iconName: 'user-profile',
      items: [
        { id: 'security', text: 'Profile and security', href: '/settings/security' },
        {
          id: 'appearance',
          itemType: 'group',
          text: 'Appearance',
          items: Object.entries(appearances).map(([id, text]) => ({
            id: `appearance-${id}`,
            itemType: 'checkbox' as const,
            text,
            checked: appearance === id,
          })),
        },
        { id: 'sign-out', text: 'Sign out' },
      ],
      onItemFollow: (event) => {
        if (event.detail.id === 'security') goTo('/settings/security')(event);
      },
      onItemClick: ({ detail }) => {
        if (detail.id === 'sign-out') void signOut();
        for (const choice of Object.keys(appearances) as Appearance[]) {
          if (detail.id === `appearance-${choice}`) chooseAppearance(choice);
        }
      },
    },
  ];

  return (
    <div id="top-bar">
      <TopNavigation
        identity={{ href: '/', title: 'CloudCoreo', onFollow: goTo('/') }}
        utilities={utilities}
        i18nStrings={{ overflowMenuTriggerText: 'More', overflowMenuTitleText: 'Menu' }}
      />
    </div>
  );
}
