import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { and, eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import { credentials, users } from './schema.ts';

/** Adds somebody who signs in with a password, as better-auth stores it. */
export async function insertUser(
  tx: Pick<Database, 'insert'>,
  user: { name: string; email: string; passwordHash: string },
): Promise<string> {
  const now = new Date();
  const id = newId('usr');
  await tx.insert(users).values({ id, name: user.name, email: user.email, createdAt: now, updatedAt: now });
  await tx.insert(credentials).values({
    id: newId('cred'),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: user.passwordHash,
    createdAt: now,
    updatedAt: now,
  });
  return id;
}

export async function findUserByEmail(
  database: Pick<Database, 'select'>,
  email: string,
): Promise<{ id: string; name: string; email: string } | undefined> {
  const [user] = await database
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(eq(users.email, email));
  return user;
}

/** Whether this is the user's password. Takes as long for a user without one. */
export async function isPasswordOf(database: Database, userId: string, password: string): Promise<boolean> {
  const [credential] = await database
    .select({ hash: credentials.password })
    .from(credentials)
    .where(and(eq(credentials.userId, userId), eq(credentials.providerId, 'credential')));
  if (!credential?.hash) {
    await hashPassword(password);
    return false;
  }
  return await verifyPassword({ hash: credential.hash, password });
}
