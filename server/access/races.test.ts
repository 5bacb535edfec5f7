import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../database/database.ts';
import { testDatabaseKinds } from '../database/test-database.ts';
import type { Caller } from '../http/api.ts';
import { createRateLimiter } from '../http/rate-limit.ts';
import { addTeam } from '../http/test-app.ts';
import { createApiKey, findApiKeyCaller } from './api-keys.ts';
import { acceptInvitation, invite } from './invitations.ts';
import { changeRole, removeMember } from './members.ts';
import type { Role } from './roles.ts';
import { members, teams, users } from './schema.ts';
import { createFirstOwner } from './setup.ts';

for (const kind of testDatabaseKinds()) {
  describe(`on ${kind.name}`, () => {
    let opened: OpenDatabase;
    beforeAll(async () => {
      opened = await kind.open();
    });
    afterAll(async () => {
      await opened.close();
      kind.stop();
    });

    const callerOf = (person: { userId: string }, teamId: string, role: Role): Caller => ({
      userId: person.userId,
      name: 'somebody',
      teamId,
      role,
      via: 'session',
    });

    // First, while nobody exists.
    test('of any number of first owners made at the same moment one is made, whole', async () => {
      const { database } = opened;
      const tries = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          createFirstOwner(database, {
            name: 'Ann',
            email: `ann${index}@example.com`,
            password: 'a long enough password',
            teamName: `Team ${index}`,
          }),
        ),
      );
      expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
      for (const table of [teams, users, members]) expect(await database.select().from(table)).toHaveLength(1);
    });

    test('two owners who demote or remove each other at the same moment leave one', async () => {
      const { database } = opened;
      for (let round = 0; round < 5; round++) {
        const team = await addTeam(database, `owners${round}`);
        const second = await team.add('owner', 'second');
        const outcomes = await Promise.all([
          changeRole(database, callerOf(team.owner, team.teamId, 'owner'), second.memberId, 'viewer'),
          removeMember(database, callerOf(second, team.teamId, 'owner'), team.owner.memberId),
        ]);
        expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
        const left = await database
          .select()
          .from(members)
          .where(and(eq(members.organizationId, team.teamId), eq(members.role, 'owner')));
        expect(left).toHaveLength(1);
      }
    });

    test('an invitation that is accepted several times at the same moment makes one member', async () => {
      const { database } = opened;
      const team = await addTeam(database, 'inviting');
      const invited = await invite(database, callerOf(team.owner, team.teamId, 'owner'), {
        email: 'new@example.com',
        role: 'viewer',
      });
      if (!invited.ok) throw new Error(invited.failure.detail);
      const { token } = invited.value;
      const tries = await Promise.all(
        ['One', 'Two', 'Three'].map((name) =>
          acceptInvitation(database, { token, name, password: `password of ${name}` }),
        ),
      );
      expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await database.select().from(users).where(eq(users.email, 'new@example.com'))).toHaveLength(1);
    });

    test('two teams’ invitations of one new person, accepted at the same moment, make one user', async () => {
      const { database } = opened;
      const tokens: string[] = [];
      for (const name of ['left', 'right']) {
        const team = await addTeam(database, name);
        const wish = { email: 'both@example.com', role: 'viewer' as const };
        const invited = await invite(database, callerOf(team.owner, team.teamId, 'owner'), wish);
        if (invited.ok) tokens.push(invited.value.token);
      }
      const accept = (token: string) =>
        acceptInvitation(database, { token, name: 'Both', password: 'a password of my own' });
      const outcomes = await Promise.all(tokens.map(accept));
      const again = await Promise.all(tokens.filter((_, index) => !outcomes[index]?.ok).map(accept));
      for (const outcome of again) expect(outcome.ok).toBe(true);
      const [user, ...others] = await database.select().from(users).where(eq(users.email, 'both@example.com'));
      expect(others).toEqual([]);
      expect(
        await database
          .select()
          .from(members)
          .where(eq(members.userId, user?.id ?? '')),
      ).toHaveLength(2);
    });

    test('an API key speaks for its member as long as there is one', async () => {
      const { database } = opened;
      const team = await addTeam(database, 'keys');
      const wish = { name: 'ci', role: 'operator' as const, expiresInDays: 1 };
      const made = await createApiKey(database, callerOf(team.operator, team.teamId, 'operator'), wish);
      const key = made?.key ?? '';
      const callers = await Promise.all(Array.from({ length: 5 }, () => findApiKeyCaller(database, key)));
      for (const caller of callers) expect(caller).toMatchObject({ userId: team.operator.userId, role: 'operator' });
      await removeMember(database, callerOf(team.owner, team.teamId, 'owner'), team.operator.memberId);
      expect(await findApiKeyCaller(database, key)).toBeUndefined();
    });

    test('a limit lets through exactly as many as it allows, however many ask at once', async () => {
      const limiters = [createRateLimiter(opened.database), createRateLimiter(opened.database)];
      const turns = await Promise.all(
        Array.from({ length: 40 }, (_, index) => limiters[index % 2]?.take('burst', 7, 60)),
      );
      expect(turns.filter((turn) => turn?.ok)).toHaveLength(7);
    });
  });
}
