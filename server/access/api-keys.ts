import { createHash, randomBytes } from 'node:crypto';
import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Database } from '../database/database.ts';
import type { Caller } from '../http/api.ts';
import { newId } from '../identifier.ts';
import type { ApiKeyView, CreatedApiKeyView } from './api.ts';
import { actorName } from './auth-audit.ts';
import { includesRole, lesserRole, type Role } from './roles.ts';
import { apiKeys, members, users } from './schema.ts';

/** So that a key is recognised for what it is where it should not be, by people and by secret scanners. */
const prefix = 'ccoreo_';
const keyPattern = /^ccoreo_[A-Za-z0-9_-]{43}$/;

/** Makes a key for the caller's own membership. The key itself is in the answer and nowhere else. */
export async function createApiKey(
  database: Database,
  caller: Caller,
  wish: { name: string; role: Role; expiresInDays: number },
): Promise<CreatedApiKeyView | undefined> {
  const key = prefix + randomBytes(32).toString('base64url');
  return await database.transaction(async (tx) => {
    const [member] = await tx
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.organizationId, caller.teamId), eq(members.userId, caller.userId)));
    if (member === undefined) return undefined;
    const [row] = await tx
      .insert(apiKeys)
      .values({
        id: newId('key'),
        memberId: member.id,
        name: wish.name,
        role: wish.role,
        start: key.slice(0, prefix.length + 4),
        hash: hashOf(key),
        expiresAt: new Date(Date.now() + wish.expiresInDays * 24 * 3600 * 1000),
      })
      .returning();
    if (row === undefined) throw new Error('the API key was not stored');
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'api_key.create',
      target: row.id,
      details: { name: row.name, role: row.role, expiresAt: row.expiresAt.toISOString() },
    });
    return { ...viewOf({ key: row, createdBy: caller.name }), key };
  });
}

/** The team's keys, newest first; only the caller's own for those who are not admins. */
export async function listApiKeys(database: Database, caller: Caller): Promise<ApiKeyView[]> {
  const rows = await database
    .select({ key: apiKeys, user: { name: users.name, email: users.email } })
    .from(apiKeys)
    .innerJoin(members, eq(members.id, apiKeys.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(reachableBy(caller))
    .orderBy(desc(apiKeys.createdAt), apiKeys.id);
  return rows.map(({ key, user }) => viewOf({ key, createdBy: actorName(user) }));
}

/** Deletes a key that `listApiKeys` shows the caller; false when there is none with this ID. */
export async function deleteApiKey(database: Database, caller: Caller, id: string): Promise<boolean> {
  return await database.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .innerJoin(members, eq(members.id, apiKeys.memberId))
      .where(and(eq(apiKeys.id, id), reachableBy(caller)));
    if (found === undefined) return false;
    await tx.delete(apiKeys).where(eq(apiKeys.id, found.id));
    await writeAudit(tx, {
      teamId: caller.teamId,
      actor: caller,
      action: 'api_key.delete',
      target: found.id,
      details: { name: found.name },
    });
    return true;
  });
}

/**
 * Whom a key speaks for; `undefined` for a key that is unknown, expired, or whose member has left. The key can do
 * no more than its member may do now, whatever both could do when it was made.
 */
export async function findApiKeyCaller(database: Database, key: string): Promise<Caller | undefined> {
  if (!keyPattern.test(key)) return undefined;
  const [row] = await database
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      role: apiKeys.role,
      lastUsedAt: apiKeys.lastUsedAt,
      memberRole: members.role,
      teamId: members.organizationId,
      userId: users.id,
      user: { name: users.name, email: users.email },
    })
    .from(apiKeys)
    .innerJoin(members, eq(members.id, apiKeys.memberId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(apiKeys.hash, hashOf(key)), gt(apiKeys.expiresAt, sql`now()`)));
  if (row === undefined) return undefined;
  await noteUse(database, row);
  return {
    userId: row.userId,
    name: `${actorName(row.user)} by API key “${row.name}”`,
    teamId: row.teamId,
    role: lesserRole(row.role, row.memberRole),
    via: 'api-key',
  };
}

/** Once a minute is exact enough for "last used", and spares every other request a write. */
async function noteUse(database: Database, key: { id: string; lastUsedAt: Date | null }): Promise<void> {
  const aMinuteAgo = new Date(Date.now() - 60_000);
  if (key.lastUsedAt !== null && key.lastUsedAt > aMinuteAgo) return;
  await database
    .update(apiKeys)
    .set({ lastUsedAt: new Date() })
    .where(and(eq(apiKeys.id, key.id), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, aMinuteAgo))));
}

function reachableBy(caller: Caller) {
  const ofTeam = eq(members.organizationId, caller.teamId);
  return includesRole(caller.role, 'admin') ? ofTeam : and(ofTeam, eq(members.userId, caller.userId));
}

function viewOf({ key, createdBy }: { key: typeof apiKeys.$inferSelect; createdBy: string }): ApiKeyView {
  return {
    id: key.id,
    name: key.name,
    start: key.start,
    role: key.role,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt.toISOString(),
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    createdBy,
  };
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
