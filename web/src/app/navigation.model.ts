import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';

/** Where Settings opens. */
export const settingsHref = '/settings/cloud-accounts';

export const navigationItems: SideNavigationProps.Item[] = [
  { type: 'link', text: 'Dashboard', href: '/' },
  {
    type: 'expandable-link-group',
    text: 'Findings',
    href: '/findings',
    defaultExpanded: true,
    items: [{ type: 'link', text: 'Suppressions', href: '/suppressions' }],
  },
  { type: 'link', text: 'Actions', href: '/actions' },
  { type: 'link', text: 'Assets', href: '/assets' },
  { type: 'link', text: 'Rules', href: '/rules' },
  { type: 'link', text: 'Compliance', href: '/compliance' },
  { type: 'divider' },
  { type: 'link', text: 'Settings', href: settingsHref },
];

/** The item of the left navigation that a path belongs to. */
export function activeNavigationHref(pathname: string): string {
  if (pathname === '/settings' || pathname.startsWith('/settings/')) return settingsHref;
  for (const href of ['/assets', '/findings', '/suppressions', '/actions', '/rules', '/compliance']) {
    if (pathname === href || pathname.startsWith(`${href}/`)) return href;
  }
  return pathname === '/' ? '/' : '';
}
