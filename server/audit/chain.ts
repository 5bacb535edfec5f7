import { createHash } from 'node:crypto';
import { and, asc, count, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { AuditVerification } from './api.ts';
import { auditLog, auditSeals } from './schema.ts';

// The chain is made afterwards, by a job: entries are written by many transactions at once, which must not wait for each
// other to know which comes before. An entry that is written late is a later link.

type Entry = typeof auditLog.$inferSelect;
type Seal = typeof auditSeals.$inferSelect;

const atATime = 500;

/** The hash of a link: of the link before and of everything that the entry says. */
function hashOf(before: string, entry: Entry): string {
  const { id, teamId, at, actorId, actorName, action, target, details } = entry;
  const said = [id, teamId, at.toISOString(), actorId, actorName, action, target, sorted(details)];
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(said)}`)
    .digest('base64url');
}

/** The database keeps the fields of JSON in an order of its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return fields.map(([key, field]) => [key, sorted(field)]);
}

/**
 * Puts the entries that are not in their team's chain yet into it. Two that do so at once come to the same links, of which
 * the table's key lets one through.
 * @returns how many there were
 */
export async function sealAuditLog(database: Database): Promise<number> {
  let sealed = 0;
  for (;;) {
    const entries = await database
      .select({ entry: auditLog })
      .from(auditLog)
      .leftJoin(auditSeals, eq(auditSeals.entryId, auditLog.id))
      .where(isNull(auditSeals.entryId))
      .orderBy(asc(auditLog.at), asc(auditLog.position))
      .limit(atATime);
    if (entries.length === 0) return sealed;
    const byTeam = Map.groupBy(entries, ({ entry }) => entry.teamId ?? '');
    for (const [teamId, of] of byTeam) {
      const [head] = await database
        .select()
        .from(auditSeals)
        .where(eq(auditSeals.teamId, teamId))
        .orderBy(desc(auditSeals.number))
        .limit(1);
      let { number, hash } = head ?? { number: 0, hash: '' };
      const links = of.map(({ entry }) => {
        number += 1;
        hash = hashOf(hash, entry);
        return { teamId, number, entryId: entry.id, hash };
      });
      await database.insert(auditSeals).values(links).onConflictDoNothing();
    }
    sealed += entries.length;
  }
}

/** Goes through the chain of a team from its beginning to its end. */
export async function verifyAuditLog(database: Database, teamId: string): Promise<AuditVerification> {
  const unsealed = await countUnsealed(database, teamId);
  let before: Pick<Seal, 'number' | 'hash'> = { number: 0, hash: '' };
  const broken = (seal: Pick<Seal, 'number' | 'entryId'>, what: NonNullable<AuditVerification['fault']>['what']) => ({
    ...{ isWhole: false, sealed: before.number, unsealed, head: before.hash || null },
    fault: { number: seal.number, entryId: seal.entryId, what },
  });
  for await (const { seal, entry } of links(database, teamId)) {
    if (seal.number !== before.number + 1) return broken({ number: before.number + 1, entryId: '' }, 'link_removed');
    if (entry === null) return broken(seal, 'removed');
    if (hashOf(before.hash, entry) !== seal.hash) return broken(seal, 'altered');
    before = seal;
  }
  return { isWhole: true, sealed: before.number, unsealed, head: before.hash || null, fault: null };
}

/** A team's entries as JSON lines, oldest first: those of the chain, then those that are not in it yet. */
export async function* exportAuditLog(database: Database, teamId: string): AsyncGenerator<string> {
  const line = (entry: Entry, seal: Pick<Seal, 'number' | 'hash'> | null) => {
    const { at, teamId: _, position: __, ...said } = entry;
    return `${JSON.stringify({ ...said, at: at.toISOString(), number: seal?.number ?? null, hash: seal?.hash ?? null })}\n`;
  };
  for await (const { seal, entry } of links(database, teamId)) if (entry !== null) yield line(entry, seal);
  const rest = await database
    .select({ entry: auditLog })
    .from(auditLog)
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditLog.id))
    .where(and(eq(auditLog.teamId, teamId), isNull(auditSeals.entryId)))
    .orderBy(asc(auditLog.at), asc(auditLog.position));
  for (const { entry } of rest) yield line(entry, null);
}

async function* links(database: Database, teamId: string) {
  for (let after = 0; ; ) {
    const rows = await database
      .select({ seal: auditSeals, entry: auditLog })
      .from(auditSeals)
      .leftJoin(auditLog, eq(auditLog.id, auditSeals.entryId))
      .where(and(eq(auditSeals.teamId, teamId), gt(auditSeals.number, after)))
      .orderBy(asc(auditSeals.number))
      .limit(atATime);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < atATime) return;
    after = last.seal.number;
  }
}

async function countUnsealed(database: Database, teamId: string): Promise<number> {
  const [row] = await database
    .select({ count: count() })
    .from(auditLog)
    .leftJoin(auditSeals, eq(auditSeals.entryId, auditLog.id))
    .where(and(eq(auditLog.teamId, teamId), sql`${auditSeals.entryId} is null`));
  return row?.count ?? 0;
}
