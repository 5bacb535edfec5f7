import { and, eq, ne, sql } from 'drizzle-orm';
import { teams } from '../access/schema.ts';
import type { Database } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import { everyOne, type Finding, findingCounts } from './schema.ts';

// How many findings there are of each kind. Whoever changes findings says what they were and what they are, in the same
// transaction and with the account locked.

type Counted = Pick<
  Finding,
  'cloudAccountId' | 'ruleId' | 'region' | 'severity' | 'status' | 'teamId' | 'assetType' | 'service'
>;
type Count = Counted & { count: number };

/** Counts findings that came into a state, and those that left one. */
export async function countFindingChanges(
  tx: Database,
  { left, came }: { left: readonly Counted[]; came: readonly Counted[] },
): Promise<void> {
  await addCounts(tx, [
    ...left.map((finding) => ({ ...finding, count: -1 })),
    ...came.map((finding) => ({ ...finding, count: 1 })),
  ]);
}

/** Forgets the counts of a cloud account. */
export async function forgetCounts(tx: Database, cloudAccountId: string): Promise<void> {
  const counts = await tx
    .select()
    .from(findingCounts)
    .where(and(eq(findingCounts.cloudAccountId, cloudAccountId), ne(findingCounts.region, everyOne)));
  await addCounts(
    tx,
    counts.map((row) => ({ ...row, count: -row.count })),
  );
  await tx.delete(findingCounts).where(eq(findingCounts.cloudAccountId, cloudAccountId));
}

async function addCounts(tx: Database, counts: readonly Count[]): Promise<void> {
  const changes = new Map<string, Count>();
  const add = (given: Count) => {
    const { teamId, cloudAccountId, ruleId, region, severity, status, assetType, service, count } = given;
    const key = `${teamId} ${cloudAccountId} ${ruleId} ${region} ${severity} ${status}`;
    const known = changes.get(key)?.count ?? 0;
    const kind = { teamId, cloudAccountId, ruleId, region, severity, status, assetType, service };
    changes.set(key, { ...kind, count: known + count });
  };
  for (const given of counts) {
    add(given);
    add({ ...given, region: everyOne });
    add({ ...given, cloudAccountId: everyOne });
  }
  const rows = [...changes.values()].filter(({ count }) => count !== 0);
  const [first] = rows;
  if (first === undefined) return;
  // What is counted for all accounts is written by the judgements of each: one after the other, in whatever order.
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, first.teamId)).for('no key update');
  const key = sql`(team_id, cloud_account_id, rule_id, region, severity, status)`;
  await insertAll(tx, findingCounts, rows, sql`${key} do update set count = ${findingCounts}.count + excluded.count`);
}
