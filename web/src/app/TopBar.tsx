import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useMe, useSignOut } from '../access/session.tsx';
import { chooseTeam } from '../api/access.ts';
import { troubleOf } from '../api/problem.ts';
import { type Appearance, chooseAppearance, useAppearance } from './appearance.ts';
import { usePageFrame } from './page-frame.tsx';

const appearances: Record<Appearance, string> = { light: 'Light', dark: 'Dark', system: 'As the system' };

export function TopBar() {
  const me = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { addFlash } = usePageFrame();
  const signOut = useSignOut();
  const appearance = useAppearance();

  const goTo = (href: string) => (event: { preventDefault: () => void }) => {
    event.preventDefault();
    void navigate(href);
  };

  // Everything that was read belongs to the team that was left.
  const changeTeam = async (teamId: string) => {
    await chooseTeam(teamId);
    await navigate('/');
    await queries.resetQueries();
  };

  /** The bar has no room for a problem: it goes to the messages. */
  const attempt = (header: string, perform: () => Promise<void>) => {
    perform().catch((error: unknown) => {
      const { detail, mend } = troubleOf(error);
      addFlash({ id: 'top-bar', type: 'error', header, content: `${detail} ${mend}` });
    });
  };

  function teamUtility(): TopNavigationProps.Utility {
    const shown = { text: me.team.name, iconName: 'group', title: `Team ${me.team.name}` } as const;
    if (me.teams.length === 1) {
      return {
        ...shown,
        type: 'button',
        ariaLabel: `Team ${me.team.name}: members and invitations`,
        href: '/settings/team',
        onFollow: goTo('/settings/team'),
      };
    }
    return {
      ...shown,
      type: 'menu-dropdown',
      ariaLabel: `Team ${me.team.name}`,
      items: [
        { id: 'members', text: 'Members and invitations', href: '/settings/team' },
        {
          id: 'teams',
          itemType: 'group',
          text: 'Work in',
          items: me.teams.map(({ id, name }) => ({
            id: `team-${id}`,
            itemType: 'checkbox' as const,
            text: name,
            checked: id === me.team.id,
          })),
        },
      ],
      onItemFollow: goTo('/settings/team'),
      onItemClick: ({ detail }) => {
        const chosen = me.teams.find(({ id }) => detail.id === `team-${id}`);
        if (chosen && chosen.id !== me.team.id) attempt('The team was not changed', () => changeTeam(chosen.id));
      },
    };
  }

  const utilities: TopNavigationProps.Utility[] = [
    teamUtility(),
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
        if (detail.id === 'sign-out') attempt('Not signed out', signOut);
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
