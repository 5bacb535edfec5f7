import { createHash, randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { and, desc, eq, gt } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { violatedConstraint } from '../database/errors.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import type { Caller } from '../http/api.ts';
import { newId } from '../identifier.ts';
import type { InvitationView } from './api.ts';
import { actorName } from './auth-audit.ts';
import { aboveCaller } from './members.ts';
import { includesRole, type Role } from './roles.ts';
import { invitations, members, users } from './schema.ts';
import { findUserByEmail, insertUser, isPasswordOf } from './users.ts';

const lifetimeDays = 7;

/** Who accepts: a signed-in person, or somebody with a name and password of their choice or the one they have. */
export interface Acceptance {
  token: string;
  name?: string | undefined;
  password?: string | undefined;
  signedInUserId?: string | undefined;
}

export interface Joined {
  teamId: string;
  userId: string;
  email: string;
  role: Role;
}

/** Makes an invitation; an earlier one for the same address loses its link. The token is in the answer only. */
export async function invite(
  database: Database,
  caller: Caller,
  { email, role }: { email: string; role: Role },
): Promise<Result<{ invitation: InvitationView; token: string }>> {
  if (!includesRole(caller.role, role)) return failed(aboveCaller(caller, role));
  const token = randomBytes(32).toString('base64url');
  return await database.transaction(async (tx) => {
    const [member] = await tx
      .select({ id: members.id })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))
      .where(and(eq(members.organizationId, caller.teamId), eq(users.email, email)));
    if (member !== undefined) return failed(alreadyMember(email));
    const now = new Date();
    const fresh = {
      id: newId('inv'),
      role,
      tokenHash: hashOf(token),
      inviterId: caller.userId,
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetimeDays * 24 * 3600 * 1000),
    };
    const [row] = await tx
      .insert(invitations)
      .values({ ...fresh, organizationId: caller.teamId, email, status: 'pending' })
      .onConflictDoUpdate({ target: [invitations.organizationId, invitations.email], set: fresh })
      .returning();
    if (row === undefined) throw new Error('the invitation was not stored');
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'invitation.create',
      target: row.id,
      details: { email, role },
    });
    return success({ invitation: viewOf(row), token });
  });
}

/** The invitations that can still be accepted, newest first. */
export async function listInvitations(database: Database, teamId: string): Promise<InvitationView[]> {
  const rows = await database
    .select()
    .from(invitations)
    .where(and(eq(invitations.organizationId, teamId), gt(invitations.expiresAt, new Date())))
    .orderBy(desc(invitations.createdAt), invitations.id);
  return rows.map(viewOf);
}

/** Takes an invitation back; false when the team has none with this ID. */
export async function revokeInvitation(database: Database, caller: Caller, id: string): Promise<boolean> {
  return await database.transaction(async (tx) => {
    const [revoked] = await tx
      .delete(invitations)
      .where(and(eq(invitations.id, id), eq(invitations.organizationId, caller.teamId)))
      .returning();
    if (revoked === undefined) return false;
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'invitation.revoke',
      target: id,
      details: { email: revoked.email, role: revoked.role },
    });
    return true;
  });
}

/**
 * Joins the team of an invitation. Whoever holds the link could be the admin who made it, so a user who exists
 * already must prove to be that user, by the session or the password; the link alone never changes a password.
 */
export async function acceptInvitation(database: Database, acceptance: Acceptance): Promise<Result<Joined>> {
  const tokenHash = hashOf(acceptance.token);
  const isOpen = and(eq(invitations.tokenHash, tokenHash), gt(invitations.expiresAt, new Date()));
  const [invitation] = await database.select().from(invitations).where(isOpen);
  if (invitation === undefined) return failed(invitationInvalid);
  const user = await findUserByEmail(database, invitation.email);
  const { name, password, signedInUserId } = acceptance;
  if (user !== undefined && user.id !== signedInUserId) {
    if (password === undefined || !(await isPasswordOf(database, user.id, password)))
      return failed(passwordWrong(user.email));
  }
  if (user === undefined && (name === undefined || password === undefined)) return failed(detailsMissing);
  const passwordHash = user === undefined && password !== undefined ? await hashPassword(password) : '';

  try {
    return await database.transaction(async (tx) => {
      const [taken] = await tx.delete(invitations).where(isOpen).returning();
      if (taken === undefined) return failed(invitationInvalid);
      const joining = user ?? { name: name ?? '', email: taken.email };
      const userId = user?.id ?? (await insertUser(tx, { ...joining, passwordHash }));
      const memberId = newId('mem');
      await tx
        .insert(members)
        .values({ id: memberId, organizationId: taken.organizationId, userId, role: taken.role, createdAt: new Date() })
        .onConflictDoNothing();
      await writeAudit(tx, {
        teamId: taken.organizationId,
        actor: { userId, name: actorName(joining) },
        action: 'invitation.accept',
        target: taken.id,
        details: { email: taken.email, role: taken.role, memberId },
      });
      return success({ teamId: taken.organizationId, userId, email: taken.email, role: taken.role });
    });
  } catch (error) {
    if (violatedConstraint(error) === 'users_email_unique') return failed(acceptedMeanwhile);
    throw error;
  }
}

function viewOf(row: typeof invitations.$inferSelect): InvitationView {
  const { id, email, role, createdAt, expiresAt } = row;
  return { id, email, role, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function alreadyMember(email: string): Failure {
  return {
    code: 'already_member',
    detail: `${email} is a member of the team already.`,
    mend: 'Change the role in the list of members.',
  };
}

const invitationInvalid: Failure = {
  code: 'invitation_invalid',
  detail: 'This invitation was used, taken back or replaced, or it is older than seven days.',
  mend: 'Ask for a new one.',
};

function passwordWrong(email: string): Failure {
  return {
    code: 'password_wrong',
    detail: `There is a user with the address ${email} already, and this is not their password.`,
    mend: 'Enter the password that you sign in with, or sign in and open the link again.',
  };
}

const detailsMissing: Failure = {
  code: 'input_invalid',
  detail: 'A new user needs a name and a password.',
  mend: 'Enter both.',
};

const acceptedMeanwhile: Failure = {
  code: 'accepted_meanwhile',
  detail: 'A user with this address was made at the same moment.',
  mend: 'Try again with that user’s password.',
};
