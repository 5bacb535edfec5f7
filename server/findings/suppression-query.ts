import { and, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import type { SuppressionView } from './api.ts';
import { findings, suppressions } from './schema.ts';

/** A team's suppressions, newest first: those that hold, or those that have ended. */
export function listSuppressions(
  database: Database,
  teamId: string,
  state: 'active' | 'ended',
): Promise<SuppressionView[]> {
  const isMeant = state === 'active' ? isNull(suppressions.endedAt) : sql`${suppressions.endedAt} is not null`;
  return readSuppressions(database, and(eq(suppressions.teamId, teamId), isMeant));
}

export async function findSuppression(
  database: Database,
  teamId: string,
  id: string,
): Promise<SuppressionView | undefined> {
  const [view] = await readSuppressions(database, and(eq(suppressions.teamId, teamId), eq(suppressions.id, id)));
  return view;
}

async function readSuppressions(database: Database, condition: SQL | undefined): Promise<SuppressionView[]> {
  const rows = await database
    .select({
      suppression: suppressions,
      ruleId: sql<string | null>`coalesce(${suppressions.ruleId}, ${findings.ruleId})`,
      assetName: sql<string | null>`coalesce(${findings.assetName}, nullif(${assets.name}, ''), ${assets.arn})`,
      accountNickname: cloudAccounts.nickname,
      // The names are written out: the outer query has findings of its own.
      findings: sql<number>`(
        select count(*)::int from ${findings} as meant
        where meant.team_id = ${suppressions.teamId} and meant.suppression_id = ${suppressions.id})`,
    })
    .from(suppressions)
    .leftJoin(findings, and(eq(findings.id, suppressions.findingId), eq(findings.teamId, suppressions.teamId)))
    .leftJoin(assets, and(eq(assets.id, suppressions.assetId), eq(assets.teamId, suppressions.teamId)))
    .leftJoin(
      cloudAccounts,
      and(
        eq(cloudAccounts.id, sql`coalesce(${suppressions.cloudAccountId}, ${findings.cloudAccountId})`),
        eq(cloudAccounts.teamId, suppressions.teamId),
      ),
    )
    .where(condition)
    .orderBy(desc(suppressions.createdAt), suppressions.id)
    .limit(1000);
  return rows.map(({ suppression, findings: count, ...about }) => {
    const { teamId: _, authorId: __, createdAt, expiresAt, endedAt, ...rest } = suppression;
    return {
      ...rest,
      about,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
      findings: count,
    };
  });
}
