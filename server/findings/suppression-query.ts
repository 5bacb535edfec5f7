import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import type { SuppressionView } from './api.ts';
import { findings, suppressions } from './schema.ts';

const columns = {
  suppression: suppressions,
  // The names are written out: of one table alone, Drizzle leaves the table's name away, also within another query.
  findings: sql<number>`(
    select count(*)::int from ${findings}
    where ${findings}.team_id = ${suppressions}.team_id and ${findings}.suppression_id = ${suppressions}.id)`,
};

/** A team's suppressions, newest first: those that hold, or those that have ended. */
export async function listSuppressions(
  database: Database,
  teamId: string,
  state: 'active' | 'ended',
): Promise<SuppressionView[]> {
  const rows = await database
    .select(columns)
    .from(suppressions)
    .where(
      and(
        eq(suppressions.teamId, teamId),
        state === 'active' ? isNull(suppressions.endedAt) : sql`${suppressions.endedAt} is not null`,
      ),
    )
    .orderBy(desc(suppressions.createdAt), suppressions.id)
    .limit(1000);
  return rows.map(toView);
}

export async function findSuppression(
  database: Database,
  teamId: string,
  id: string,
): Promise<SuppressionView | undefined> {
  const [row] = await database
    .select(columns)
    .from(suppressions)
    .where(and(eq(suppressions.teamId, teamId), eq(suppressions.id, id)));
  return row && toView(row);
}

function toView({ suppression, findings: count }: { suppression: typeof suppressions.$inferSelect; findings: number }) {
  const { teamId: _, authorId: __, createdAt, expiresAt, endedAt, ...rest } = suppression;
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    findings: count,
  };
}
