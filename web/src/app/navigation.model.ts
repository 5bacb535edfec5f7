import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation';

/** Where Settings opens. */
export const settingsHref = '/settings/cloud-accounts';

export const navigationItems: SideNavigationProps.Item[] = [
  { type: 'link', text: 'Dashboard', href: '/' },
  { type: 'link', text: 'Assets', href: '/assets' },
  { type: 'divider' },
  { type: 'link', text: 'Settings', href: settingsHref },
];

/** The item of the left navigation that a path belongs to. */
export function activeNavigationHref(pathname: string): string {
  if (pathname === '/settings' || pathname.startsWith('/settings/')) return settingsHref;
  if (pathname === '/assets' || pathname.startsWith('/assets/')) return '/assets';
  return pathname === '/' ? '/' : '';
}
