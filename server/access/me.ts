import { and, asc, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { Caller } from '../http/api.ts';
import type { Me } from './api.ts';
import { members, sessions, teams, users } from './schema.ts';

/** The caller, as what role, in which team, and in which other teams. `undefined` when the user is just gone. */
export async function readMe(database: Database, caller: Caller): Promise<Me | undefined> {
  const [user] = await database.select().from(users).where(eq(users.id, caller.userId));
  const memberships = await database
    .select({ id: teams.id, name: teams.name, role: members.role })
    .from(members)
    .innerJoin(teams, eq(teams.id, members.organizationId))
    .where(eq(members.userId, caller.userId))
    .orderBy(asc(teams.name), teams.id);
  const team = memberships.find(({ id }) => id === caller.teamId);
  if (user === undefined || team === undefined) return undefined;
  return {
    user: { id: user.id, name: user.name, email: user.email, twoFactorEnabled: user.twoFactorEnabled === true },
    team: { id: team.id, name: team.name },
    role: caller.role,
    // An API key belongs to one team and learns nothing of its owner's others.
    teams: caller.via === 'session' ? memberships : [{ ...team, role: caller.role }],
  };
}

/** Makes another of the caller's teams the one that the session works in; false when it is none of theirs. */
export async function chooseTeam(database: Database, caller: Caller, teamId: string): Promise<boolean> {
  if (caller.sessionId === undefined) return false;
  const [membership] = await database
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.userId, caller.userId), eq(members.organizationId, teamId)));
  if (membership === undefined) return false;
  await database.update(sessions).set({ activeOrganizationId: teamId }).where(eq(sessions.id, caller.sessionId));
  return true;
}
