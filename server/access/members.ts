import { and, asc, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { notFound } from '../http/problem.ts';
import type { MemberView } from './api.ts';
import { includesRole, type Role, roles } from './roles.ts';
import { invitations, members, teams, users } from './schema.ts';

export async function listMembers(database: Pick<Database, 'select'>, teamId: string): Promise<MemberView[]> {
  const rows = await selectMembers(database)
    .where(eq(members.organizationId, teamId))
    .orderBy(asc(users.name), members.id);
  return rows.map(viewOf);
}

export async function changeRole(
  database: Database,
  caller: Caller,
  id: string,
  role: Role,
): Promise<Result<MemberView>> {
  return await database.transaction(async (tx) => {
    const member = await claimMember(tx, caller, id, { newRole: role });
    if (!member.ok) return member;
    if (member.value.role === role) return member;
    await tx.update(members).set({ role }).where(eq(members.id, id));
    await revokeInvitationsAbove(tx, caller.teamId, member.value.userId, role);
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'member.change_role',
      target: id,
      details: { email: member.value.email, from: member.value.role, to: role },
    });
    return success({ ...member.value, role });
  });
}

/**
 * Removes somebody from the team: their API keys go with the membership, and who is in no other team any longer goes
 * as a user, with every session, so that a later invitation begins anew, with a new password.
 */
export async function removeMember(database: Database, caller: Caller, id: string): Promise<Result<undefined>> {
  return await database.transaction(async (tx) => {
    const member = await claimMember(tx, caller, id, {});
    if (!member.ok) return member;
    const { userId, email, role } = member.value;
    await tx.delete(members).where(eq(members.id, id));
    await tx
      .delete(invitations)
      .where(and(eq(invitations.organizationId, caller.teamId), eq(invitations.inviterId, userId)));
    const [elsewhere] = await tx.select({ id: members.id }).from(members).where(eq(members.userId, userId)).limit(1);
    if (elsewhere === undefined) await tx.delete(users).where(eq(users.id, userId));
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'member.remove',
      target: id,
      details: { email, role },
    });
    return success(undefined);
  });
}

/** Locks the team's memberships and finds one that the caller may change. */
async function claimMember(
  tx: Pick<Database, 'select'>,
  caller: Caller,
  id: string,
  { newRole }: { newRole?: Role },
): Promise<Result<MemberView>> {
  // Without the lock, two owners who demote each other at the same moment would leave a team without one.
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, caller.teamId)).for('update');
  const [row] = await selectMembers(tx).where(and(eq(members.organizationId, caller.teamId), eq(members.id, id)));
  if (row === undefined) return failed(notFound('member'));
  const member = viewOf(row);
  if (!includesRole(caller.role, member.role)) return failed(aboveCaller(caller, member.role));
  if (newRole !== undefined && !includesRole(caller.role, newRole)) return failed(aboveCaller(caller, newRole));
  if (member.role === 'owner' && newRole !== 'owner') {
    const owners = await tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.organizationId, caller.teamId), eq(members.role, 'owner')))
      .limit(2);
    if (owners.length < 2) return failed(lastOwner);
  }
  return success(member);
}

/** Who may no longer hand out a role must not have done so in an invitation that still waits. */
async function revokeInvitationsAbove(tx: Pick<Database, 'delete'>, teamId: string, inviterId: string, role: Role) {
  const above = roles.filter((candidate) => !includesRole(role, candidate));
  const revoked = includesRole(role, 'admin') ? above : [...roles];
  if (revoked.length === 0) return;
  await tx
    .delete(invitations)
    .where(
      and(
        eq(invitations.organizationId, teamId),
        eq(invitations.inviterId, inviterId),
        inArray(invitations.role, revoked),
      ),
    );
}

function selectMembers(database: Pick<Database, 'select'>) {
  return database
    .select({
      id: members.id,
      userId: members.userId,
      name: users.name,
      email: users.email,
      role: members.role,
      joinedAt: members.createdAt,
    })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .$dynamic();
}

function viewOf<Row extends { joinedAt: Date }>(row: Row) {
  return { ...row, joinedAt: row.joinedAt.toISOString() };
}

/** Nobody hands out, changes or takes away a role above their own. */
export function aboveCaller(caller: Caller, role: Role): Failure {
  return {
    code: 'role_too_low',
    detail: `This concerns the role ${role}; yours is ${caller.role}.`,
    mend: `Ask somebody with the role ${role} to do it.`,
  };
}

const lastOwner: Failure = {
  code: 'last_owner',
  detail: 'This is the team’s only owner.',
  mend: 'Make another member owner first.',
};
