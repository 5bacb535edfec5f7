import { eq, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import type { FindingTrend } from './api.ts';
import { findingDays, findings } from './schema.ts';

/** Keeps how many findings a cloud account has open today, by severity. Written again by each judgement of the day. */
export async function noteFindingDay(database: Database, cloudAccountId: string, now: Date): Promise<void> {
  const [account] = await database
    .select({ teamId: cloudAccounts.teamId })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId));
  if (account === undefined) return;
  const count = (condition: ReturnType<typeof sql>) => sql<number>`count(*) filter (where ${condition})::int`;
  const open = (severity: string) => count(sql`${findings.status} = 'open' and ${findings.severity} = ${severity}`);
  const [counts] = await database
    .select({
      critical: open('critical'),
      high: open('high'),
      medium: open('medium'),
      low: open('low'),
      informational: open('informational'),
      suppressed: count(sql`${findings.status} = 'suppressed'`),
    })
    .from(findings)
    .where(eq(findings.cloudAccountId, cloudAccountId));
  if (counts === undefined) return;
  await database
    .insert(findingDays)
    .values({ cloudAccountId, day: now.toISOString().slice(0, 10), teamId: account.teamId, ...counts })
    .onConflictDoUpdate({ target: [findingDays.cloudAccountId, findingDays.day], set: counts });
}

/**
 * How many findings a team had open at the end of each of the last days, by severity. An account counts on a day that it
 * was not judged with what it had before.
 */
export async function readFindingTrend(database: Database, teamId: string, days: number): Promise<FindingTrend> {
  const sum = (name: string) => sql.raw(`coalesce(sum(last.${name}), 0)::int as ${name}`);
  const answer = await database.execute(sql`
    select to_char(days.day, 'YYYY-MM-DD') as day, ${sql.join(
      ['critical', 'high', 'medium', 'low', 'informational', 'suppressed'].map(sum),
      sql`, `,
    )}
    from generate_series(current_date - ${days - 1}::int, current_date, interval '1 day') as days(day)
    cross join (select ${cloudAccounts.id} as id from ${cloudAccounts} where ${cloudAccounts.teamId} = ${teamId}) accounts
    left join lateral (
      select * from ${findingDays}
      where ${findingDays.cloudAccountId} = accounts.id and ${findingDays.day} <= days.day
      order by ${findingDays.day} desc limit 1) last on true
    group by days.day order by days.day`);
  const { rows } = answer as unknown as { rows: FindingTrend['days'] };
  return { days: rows };
}
