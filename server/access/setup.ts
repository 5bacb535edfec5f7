import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, gt } from 'drizzle-orm';
import type { Logger } from 'pino';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { newId } from '../identifier.ts';
import { actorName } from './auth-audit.ts';
import { members, teams, users, verifications } from './schema.ts';
import { insertUser } from './users.ts';

const codeIdentifier = 'first-owner-code';
const codeLifetimeHours = 24;
/** No vowels and nothing that looks like something else: the code is typed off a console. */
const codeLetters = 'BCDFGHJKLMNPQRSTVWXZ23456789';

export interface FirstOwner {
  name: string;
  email: string;
  password: string;
  teamName: string;
}

/** Whether nobody exists yet who could sign in. */
export async function needsOwner(database: Pick<Database, 'select'>): Promise<boolean> {
  const [user] = await database.select({ id: users.id }).from(users).limit(1);
  return user === undefined;
}

/**
 * What a starting web process does while nobody exists: makes the owner that the configuration names, or else a
 * one-time code, which it answers for the console. The database keeps only the code's hash, so any process can check
 * it; each process makes its own, and all of them work until the owner exists or a day has passed.
 */
export async function prepareFirstOwner(
  { database, log }: { database: Database; log: Logger },
  configured: { email: string; password: string } | undefined,
): Promise<{ code: string } | undefined> {
  if (!(await needsOwner(database))) return undefined;
  if (configured !== undefined) {
    const email = configured.email.toLowerCase();
    const owner = { name: email.split('@')[0] || email, email, password: configured.password, teamName: 'Team' };
    const created = await createFirstOwner(database, owner);
    // Another process that started at the same moment made the same owner from the same configuration.
    if (created.ok) log.info({ userId: created.value.userId }, 'made the first owner from the configuration');
    return undefined;
  }
  const code = Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => codeLetters[randomInt(codeLetters.length)]).join(''),
  ).join('-');
  const now = new Date();
  await database.insert(verifications).values({
    id: newId('ver'),
    identifier: codeIdentifier,
    value: hashOf(code).toString('hex'),
    expiresAt: new Date(now.getTime() + codeLifetimeHours * 3600 * 1000),
    createdAt: now,
    updatedAt: now,
  });
  return { code };
}

/** Whether this is a code that some process has printed. */
export async function isSetupCode(database: Database, code: string): Promise<boolean> {
  const stored = await database
    .select({ hash: verifications.value })
    .from(verifications)
    .where(and(eq(verifications.identifier, codeIdentifier), gt(verifications.expiresAt, new Date())));
  const given = hashOf(code);
  return stored.map(({ hash }) => timingSafeEqual(Buffer.from(hash, 'hex'), given)).includes(true);
}

/**
 * Makes user, team and ownership together, once: of any number of tries at the same moment, in any number of
 * processes, one succeeds.
 */
export async function createFirstOwner(
  database: Database,
  owner: FirstOwner,
): Promise<Result<{ userId: string; teamId: string }>> {
  // Before the transaction: it takes a tenth of a second, and the embedded database has only one connection.
  const passwordHash = await hashPassword(owner.password);
  const created = await database.transaction(async (tx) => {
    if (!(await needsOwner(tx))) return undefined;
    const now = new Date();
    // The slug is unique, so a second transaction waits here for the first and then finds it taken.
    const [team] = await tx
      .insert(teams)
      .values({ id: newId('team'), name: owner.teamName, slug: 'first', createdAt: now })
      .onConflictDoNothing()
      .returning({ id: teams.id });
    if (team === undefined) return undefined;
    const userId = await insertUser(tx, { name: owner.name, email: owner.email, passwordHash });
    await tx
      .insert(members)
      .values({ id: newId('mem'), organizationId: team.id, userId, role: 'owner', createdAt: now });
    await tx.delete(verifications).where(eq(verifications.identifier, codeIdentifier));
    await writeAudit(tx, {
      teamId: team.id,
      actor: { userId, name: actorName(owner) },
      action: 'team.create',
      target: team.id,
      details: { name: owner.teamName },
    });
    return { userId, teamId: team.id };
  });
  return created === undefined ? failed(alreadySetUp) : success(created);
}

export const alreadySetUp: Failure = {
  code: 'already_set_up',
  detail: 'The first owner exists already.',
  mend: 'Sign in, or ask an admin of the team for an invitation.',
};

function hashOf(code: string): Buffer {
  const typed = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return createHash('sha256').update(typed).digest();
}
