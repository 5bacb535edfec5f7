import { z } from '@hono/zod-openapi';
import { and, desc, eq, lt, or } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import { newId } from '../identifier.ts';
import type { AuditEntryView } from './api.ts';
import { auditLog } from './schema.ts';

export interface AuditEntry {
  teamId: string | null;
  actor: { userId: string; name: string };
  /** `noun.verb`, such as `cloud_account.connect`. */
  action: string;
  /** The ID of what was changed. */
  target: string;
  /** What is good to know later. Never a secret: nothing can ever be taken out of this log again. */
  details?: Record<string, unknown>;
}

/** Records a change. Call it with the transaction that makes the change, so that neither is without the other. */
export async function writeAudit(database: Pick<Database, 'insert'>, entry: AuditEntry): Promise<void> {
  const { teamId, actor, action, target, details = {} } = entry;
  await database.insert(auditLog).values({
    id: newId('aud'),
    teamId,
    // The moment of the change, not of the transaction's begin, so that entries of one transaction keep their order.
    at: new Date(),
    actorId: actor.userId,
    actorName: actor.name,
    action,
    target,
    details,
  });
}

const cursorSchema = z.object({ at: instant, position: z.string().regex(/^\d{1,15}$/) });

/** A team's entries, newest first. */
export async function listAuditEntries(
  database: Database,
  teamId: string,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ items: AuditEntryView[]; nextCursor?: string }> {
  const after = readCursor(page.cursor, cursorSchema);
  const rows = await database
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.teamId, teamId),
        after &&
          or(
            lt(auditLog.at, new Date(after.at)),
            and(eq(auditLog.at, new Date(after.at)), lt(auditLog.position, Number(after.position))),
          ),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.position))
    .limit(page.limit + 1);
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ teamId: _, position: __, at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    ...(rows.length > page.limit && last
      ? { nextCursor: writeCursor({ at: last.at.toISOString(), position: String(last.position) }) }
      : {}),
  };
}
