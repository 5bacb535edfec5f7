import type { Me, MemberView, Role } from '../../../../../server/access/api.ts';
import { may, rolesUpTo } from '../../../access/may.ts';

/** The roles that the caller may give a member; empty when the member is not theirs to change. */
export function assignableRoles(me: Pick<Me, 'role'>, member: Pick<MemberView, 'role'>): Role[] {
  if (!may(me.role, 'manage-members')) return [];
  const roles = rolesUpTo(me.role);
  return roles.includes(member.role) ? roles : [];
}

/** Why a member may not be removed or lowered, or `undefined`: a team without an owner could never make one again. */
export function lastOwnerReason(
  member: Pick<MemberView, 'role'>,
  members: Pick<MemberView, 'role'>[],
): string | undefined {
  const owners = members.filter(({ role }) => role === 'owner').length;
  return member.role === 'owner' && owners === 1
    ? 'A team keeps at least one owner. Make another one first.'
    : undefined;
}
