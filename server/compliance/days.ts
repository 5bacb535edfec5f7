import { eq, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import type { Framework } from '../rules/frameworks.ts';
import { type RuleLibrary, readTeamRules } from '../rules/team-rules.ts';
import { listFrameworks } from './query.ts';
import { complianceDays } from './schema.ts';

/** Keeps how a cloud account stands today to each framework. Written again by each judgement of the day. */
export async function noteComplianceDay(
  database: Database,
  { library, frameworks }: { library: RuleLibrary; frameworks: readonly Framework[] },
  cloudAccountId: string,
  now: Date,
): Promise<void> {
  const [account] = await database
    .select({ teamId: cloudAccounts.teamId })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId));
  if (account === undefined) return;
  const { teamId } = account;
  const { rules } = await readTeamRules(database, teamId, library);
  const day = now.toISOString().slice(0, 10);
  const rows = (await listFrameworks(database, { teamId, cloudAccountId }, { frameworks, rules }, now)).map(
    ({ id, counts: { passed, failed, unknown } }) => ({
      ...{ cloudAccountId, framework: id, day, teamId, passed, failed, unknown },
    }),
  );
  if (rows.length === 0) return;
  await database
    .insert(complianceDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [complianceDays.cloudAccountId, complianceDays.framework, complianceDays.day],
      set: { passed: sql`excluded.passed`, failed: sql`excluded.failed`, unknown: sql`excluded.unknown` },
    });
}
