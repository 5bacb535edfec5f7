import { sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { type Finding, findingCounts } from './schema.ts';

// How many findings there are of each kind. Whoever changes findings says what they were and what they are, in the same
// transaction and with the account locked.

type Counted = Pick<
  Finding,
  'cloudAccountId' | 'ruleId' | 'region' | 'severity' | 'status' | 'teamId' | 'assetType' | 'service'
>;

/** Counts findings that came into a state, and those that left one. */
export async function countFindingChanges(
  tx: Database,
  { left, came }: { left: readonly Counted[]; came: readonly Counted[] },
): Promise<void> {
  const changes = new Map<string, typeof findingCounts.$inferInsert>();
  const add = (finding: Counted, more: 1 | -1) => {
    const { cloudAccountId, ruleId, region, severity, status, teamId, assetType, service } = finding;
    const key = `${cloudAccountId} ${ruleId} ${region} ${severity} ${status}`;
    const known = changes.get(key) ?? {
      ...{ cloudAccountId, ruleId, region, severity, status, teamId, assetType, service, count: 0 },
    };
    known.count += more;
    changes.set(key, known);
  };
  for (const finding of left) add(finding, -1);
  for (const finding of came) add(finding, 1);
  const rows = [...changes].filter(([, { count }]) => count !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
  for (let start = 0; start < rows.length; start += 1000) {
    await tx
      .insert(findingCounts)
      .values(rows.slice(start, start + 1000).map(([, row]) => row))
      .onConflictDoUpdate({
        target: [
          findingCounts.cloudAccountId,
          findingCounts.ruleId,
          findingCounts.region,
          findingCounts.severity,
          findingCounts.status,
        ],
        set: { count: sql`${findingCounts.count} + ${sql.raw('excluded.count')}` },
      });
  }
}
