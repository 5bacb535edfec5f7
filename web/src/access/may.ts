import type { Role } from '../../../server/access/api.ts';

/** What a page offers only to some roles. The server decides; this only keeps pages from offering what it will refuse. */
export type Deed =
  | 'connect'
  | 'verify'
  | 'scan'
  | 'answer-controls'
  | 'handle-findings'
  | 'change-assets'
  | 'release-brake'
  | 'manage-actions'
  | 'rename'
  | 'disconnect'
  | 'rotate-external-id'
  | 'try-rules'
  | 'change-rules'
  | 'manage-members'
  | 'manage-notifications'
  | 'manage-api-keys';

const rank: Record<Role, number> = { owner: 3, admin: 2, operator: 1, viewer: 0 };

const leastRole: Record<Deed, Role> = {
  connect: 'operator',
  verify: 'operator',
  scan: 'operator',
  'answer-controls': 'operator',
  'handle-findings': 'operator',
  'change-assets': 'operator',
  'release-brake': 'admin',
  'manage-actions': 'admin',
  rename: 'admin',
  disconnect: 'admin',
  'rotate-external-id': 'admin',
  'try-rules': 'operator',
  'change-rules': 'admin',
  'manage-members': 'admin',
  'manage-notifications': 'admin',
  'manage-api-keys': 'operator',
};

export const roleMeanings: Record<Role, string> = {
  owner: 'Everything, and may make other owners',
  admin:
    'Also renames and disconnects accounts, says what CloudCoreo may change, changes rules, manages members, notifications and all API keys',
  operator:
    'Also connects, verifies and scans accounts, assigns and suppresses findings, plans, applies and undoes actions, answers for controls, tries rules, and has API keys',
  viewer: 'Sees everything, changes nothing',
};

export function may(role: Role, deed: Deed): boolean {
  return rank[role] >= rank[leastRole[deed]];
}

/** Why a button is disabled, or `undefined` when it is not. */
export function reasonMayNot(role: Role, deed: Deed): string | undefined {
  return may(role, deed) ? undefined : `Needs the role ${leastRole[deed]}; yours is ${role}.`;
}

/** The roles that somebody may hand out: their own and those below. */
export function rolesUpTo(role: Role): Role[] {
  return (Object.keys(rank) as Role[]).filter((candidate) => rank[candidate] <= rank[role]);
}
