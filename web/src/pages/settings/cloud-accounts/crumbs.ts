import { settingsHref } from '../../../app/navigation.model.ts';

/** The breadcrumbs before every page below Settings → Cloud Accounts. */
export const cloudAccountsCrumbs = [
  { text: 'Settings', href: settingsHref },
  { text: 'Cloud Accounts', href: '/settings/cloud-accounts' },
];
