/** From most to least: each may do all that the next one may. */
export const roles = ['owner', 'admin', 'operator', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Whether a role includes another: an admin may do all that an operator may. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(needed);
}

/** The one of two roles that may do less. */
export function lesserRole(one: Role, other: Role): Role {
  return includesRole(one, other) ? other : one;
}
