import { and, eq, inArray, isNull, lte, ne, type SQL, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../identifier.ts';
import { countFindingChanges } from './finding-counts.ts';
import { type Finding, findingEvents, findings, suppressions } from './schema.ts';

// What is suppressed is worked out in one place, by the database, from the suppressions that hold now.

type Suppression = typeof suppressions.$inferSelect;

/** Whether a suppression is meant for a finding: what it names must match, what it leaves open matches everything. */
const matches = sql`
  (${suppressions.findingId} is null or ${suppressions.findingId} = ${findings.id})
  and (${suppressions.ruleId} is null or ${suppressions.ruleId} = ${findings.ruleId})
  and (${suppressions.cloudAccountId} is null or ${suppressions.cloudAccountId} = ${findings.cloudAccountId})
  and (${suppressions.assetId} is null or ${suppressions.assetId} = ${findings.assetId})
  and (${suppressions.tagKey} is null or exists (
    select 1 from ${assets}
    where ${assets.cloudAccountId} = ${findings.cloudAccountId} and ${assets.id} = ${findings.assetId}
      and ${assets.tags} ->> ${suppressions.tagKey} = coalesce(${suppressions.tagValue}, ${assets.tags} ->> ${suppressions.tagKey})))`;

interface Changed {
  account: string;
  id: string;
  team: string;
  rule: string;
  region: string;
  severity: Finding['severity'];
  type: string;
  service: string;
  was: Finding['status'];
  status: Finding['status'];
  reason: string | null;
  author: string | null;
}

/**
 * Suppresses the findings of a scope that a suppression is meant for, and opens those again that none is. Of several
 * suppressions the one counts that holds longest. The caller has locked the accounts.
 */
async function applySuppressions(tx: Database, scope: SQL | undefined, at: Date, actorName: string | null) {
  const answer = await tx.execute(sql`
    with wanted as (
      select ${findings.cloudAccountId} as account, ${findings.id} as id, ${findings.status} as was, (
        select ${suppressions.id} from ${suppressions}
        where ${suppressions.teamId} = ${findings.teamId} and ${suppressions.endedAt} is null
          and (${suppressions.expiresAt} is null or ${suppressions.expiresAt} > ${at.toISOString()}::timestamptz) and ${matches}
        order by ${suppressions.expiresAt} desc nulls first, ${suppressions.id} limit 1) as suppression
      from ${findings} where ${findings.status} <> 'resolved' and ${scope}),
    changed as (
      update ${findings} as changing
      set suppression_id = wanted.suppression,
        status = case when wanted.suppression is null then 'open' else 'suppressed' end
      from wanted
      where changing.cloud_account_id = wanted.account and changing.id = wanted.id
        and changing.suppression_id is distinct from wanted.suppression
      returning changing.cloud_account_id as account, changing.id as id, changing.team_id as team,
        changing.suppression_id as suppression, wanted.was as was, changing.rule_id as rule, changing.region as region,
        changing.severity as severity, changing.asset_type as type, changing.service as service, changing.status as status)
    select changed.*, ${suppressions.reason} as reason, ${suppressions.authorName} as author
    from changed
    left join ${suppressions} on ${suppressions.teamId} = changed.team and ${suppressions.id} = changed.suppression`);
  const { rows } = answer as unknown as { rows: Changed[] };
  const counted = ({
    account: cloudAccountId,
    rule: ruleId,
    type: assetType,
    team: teamId,
    region,
    severity,
    service,
  }: Changed) => ({
    ...{ cloudAccountId, ruleId, assetType, teamId, region, severity, service },
  });
  await countFindingChanges(tx, {
    left: rows.map((row) => ({ ...counted(row), status: row.was })),
    came: rows.map((row) => ({ ...counted(row), status: row.status })),
  });
  const events = rows.map(({ account, id, reason, author }) => ({
    ...{ cloudAccountId: account, id: newId('fe'), findingId: id, at, text: reason },
    kind: reason === null ? ('unsuppressed' as const) : ('suppressed' as const),
    actorName: actorName ?? author,
  }));
  for (let start = 0; start < events.length; start += 1000) {
    await tx.insert(findingEvents).values(events.slice(start, start + 1000));
  }
  return rows.length;
}

/** Applies the team's suppressions to what was just judged. */
export async function applySuppressionsToAssets(
  tx: Database,
  { cloudAccountId, teamId }: { cloudAccountId: string; teamId: string },
  assetIds: readonly string[],
  at: Date,
): Promise<void> {
  if (assetIds.length === 0) return;
  const [any] = await tx
    .select({ id: suppressions.id })
    .from(suppressions)
    .where(and(eq(suppressions.teamId, teamId), isNull(suppressions.endedAt)))
    .limit(1);
  if (any === undefined) return;
  const scope = and(eq(findings.cloudAccountId, cloudAccountId), inArray(findings.assetId, [...assetIds]));
  await applySuppressions(tx, scope, at, null);
}

/** Locks the accounts in the order of their IDs, so that two that change findings wait for each other. */
export async function lockAccounts(tx: Database, teamId: string, cloudAccountId: string | null): Promise<void> {
  await tx
    .select({ id: cloudAccounts.id })
    .from(cloudAccounts)
    .where(
      and(eq(cloudAccounts.teamId, teamId), cloudAccountId === null ? undefined : eq(cloudAccounts.id, cloudAccountId)),
    )
    .orderBy(cloudAccounts.id)
    .for('update');
}

/** Writes suppressions, which hold at once. Returns how many findings changed. */
export async function addSuppressions(tx: Database, rows: readonly Suppression[]): Promise<number> {
  const [first] = rows;
  if (first === undefined) return 0;
  const accounts = new Set(rows.map(({ cloudAccountId }) => cloudAccountId));
  await lockAccounts(tx, first.teamId, accounts.size === 1 ? first.cloudAccountId : null);
  await tx.insert(suppressions).values([...rows]);
  const meant = sql`exists (select 1 from ${suppressions} where ${suppressions.teamId} = ${first.teamId} and ${inArray(
    suppressions.id,
    rows.map(({ id }) => id),
  )} and ${matches})`;
  return applySuppressions(tx, and(eq(findings.teamId, first.teamId), meant), first.createdAt, first.authorName);
}

/** Ends a suppression: its findings are open again, unless another is meant for them. */
export async function endSuppression(
  tx: Database,
  { teamId, id, cloudAccountId }: Pick<Suppression, 'teamId' | 'id' | 'cloudAccountId'>,
  at: Date,
  endedByName: string | null,
): Promise<number> {
  await lockAccounts(tx, teamId, cloudAccountId);
  const [ended] = await tx
    .update(suppressions)
    .set({ endedAt: at, endedByName })
    .where(and(eq(suppressions.teamId, teamId), eq(suppressions.id, id), isNull(suppressions.endedAt)))
    .returning({ id: suppressions.id });
  if (ended === undefined) return 0;
  const scope = and(eq(findings.teamId, teamId), eq(findings.suppressionId, id), ne(findings.status, 'resolved'));
  return applySuppressions(tx, scope, at, endedByName);
}

/** Ends the suppressions whose time is over. */
export async function expireSuppressions(database: Database, now: Date): Promise<number> {
  const over = await database
    .select()
    .from(suppressions)
    .where(and(isNull(suppressions.endedAt), lte(suppressions.expiresAt, now)));
  for (const suppression of over) {
    await database.transaction(async (tx) => {
      await endSuppression(tx, suppression, now, null);
    });
  }
  return over.length;
}
