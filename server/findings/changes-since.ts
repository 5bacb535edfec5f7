import { and, eq, gte, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { FindingChangesSince } from './api.ts';
import { findings } from './schema.ts';

const most = 10_000;

/**
 * How many findings were opened for the first time, opened again and resolved since a moment. What was opened and resolved
 * since, or is suppressed, is nothing that is open now, and counts as what it is.
 */
export async function countChangesSince(database: Database, teamId: string, at: Date): Promise<FindingChangesSince> {
  const isOpened = and(eq(findings.status, 'open'), gte(findings.openedAt, at));
  const count = async (condition: SQL | undefined) => {
    const some = database
      .select({ one: sql`1`.as('one') })
      .from(findings)
      .where(and(eq(findings.teamId, teamId), condition))
      .limit(most)
      .as('some');
    const [row] = await database.select({ count: sql<number>`count(*)::int` }).from(some);
    return row?.count ?? 0;
  };
  return {
    opened: await count(and(isOpened, eq(findings.timesOpened, 1))),
    reopened: await count(and(isOpened, sql`${findings.timesOpened} > 1`)),
    // The literal, which the index is for, and not a parameter.
    resolved: await count(and(sql`${findings.status} = 'resolved'`, gte(findings.resolvedAt, at))),
  };
}
