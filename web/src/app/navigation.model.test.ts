import { expect, test } from 'vitest';
import { activeNavigationHref } from './navigation.model.ts';

test.each([
  ['/', '/'],
  ['/assets', '/assets'],
  ['/assets/7', '/assets'],
  ['/settings/team', '/settings/cloud-accounts'],
  ['/settings/cloud-accounts/new', '/settings/cloud-accounts'],
  ['/findings/fd_1', '/findings'],
  ['/suppressions', '/suppressions'],
  ['/actions', '/actions'],
  ['/actions/act_1', '/actions'],
  ['/compliance/cis-7.0', '/compliance'],
  ['/assetsx', ''],
])('%s belongs to %j', (pathname, href) => {
  expect(activeNavigationHref(pathname)).toBe(href);
});
