import { createHash } from 'node:crypto';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { insertAll } from '../database/insert-all.ts';
import { newId } from '../identifier.ts';
import { type Severity, severities } from '../rules/rule-file.ts';
import { countFindingChanges, forgetCounts } from './finding-counts.ts';
import {
  type Evidence,
  findingDays,
  findingEvents,
  findings,
  judgedAccounts,
  judgements,
  ruleCounts,
  type Unsettled,
} from './schema.ts';
import { applySuppressionsToAssets } from './suppressions.ts';

/** What the rules say of an asset. */
export interface Judgement {
  assetId: string;
  assetType: string;
  assetName: string;
  service: string;
  region: string;
  passed: string[];
  failed: { ruleId: string; severity: Severity; evidence: Evidence[] }[];
  unsettled: Unsettled[];
  notApplicable: string[];
}

interface AccountOfTeam {
  cloudAccountId: string;
  teamId: string;
}

/** The same finding always has the same ID: 120 bits of a hash over its account, rule and asset. */
export function findingIdOf(cloudAccountId: string, ruleId: string, assetId: string): string {
  const hash = createHash('sha256').update(`${cloudAccountId}\n${ruleId}\n${assetId}`);
  return `fd_${hash.digest('base64url').slice(0, 20)}`;
}

/** Two that write findings of one account at once, such as after a lost worker, write one after the other. */
export async function lockAccount(tx: Database, cloudAccountId: string): Promise<void> {
  await tx
    .select({ id: cloudAccounts.id })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.id, cloudAccountId))
    .for('update');
}

/**
 * Writes what rules say of assets, as far as it differs from what they said before: opens, reopens and resolves findings,
 * and keeps the counts. A finding whose rule cannot tell any more stays as it is.
 */
export async function writeJudgements(
  tx: Database,
  account: AccountOfTeam,
  given: readonly Judgement[],
  at: Date,
): Promise<void> {
  if (given.length === 0) return;
  const { cloudAccountId, teamId } = account;
  const ids = given.map(({ assetId }) => assetId);
  const [before, open] = [
    await tx
      .select()
      .from(judgements)
      .where(and(eq(judgements.cloudAccountId, cloudAccountId), inArray(judgements.assetId, ids))),
    await tx
      .select()
      .from(findings)
      .where(and(eq(findings.cloudAccountId, cloudAccountId), inArray(findings.assetId, ids))),
  ];
  const beforeOf = new Map(before.map((row) => [row.assetId, row]));
  const findingOf = new Map(open.map((row) => [row.id, row]));
  const findingsOfAsset = Map.groupBy(open, (row) => row.assetId);
  const counts = new Map<string, Counts>();
  const changedJudgements: (typeof judgements.$inferInsert)[] = [];
  const written: (typeof findings.$inferInsert)[] = [];
  const events: (typeof findingEvents.$inferInsert)[] = [];
  const note = (findingId: string, kind: 'opened' | 'reopened' | 'resolved', resolvedBy: Resolution | null = null) =>
    events.push({ cloudAccountId, id: newId('fe'), findingId, at, kind, resolvedBy });

  for (const judgement of given) {
    const { assetId } = judgement;
    const was = beforeOf.get(assetId);
    const row = {
      cloudAccountId,
      assetId,
      teamId,
      passed: judgement.passed.toSorted(),
      failed: judgement.failed.map(({ ruleId }) => ruleId).sort(),
      unsettled: judgement.unsettled.toSorted((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
      judgedAt: at,
    };
    if (was === undefined || !isSame(was, row)) {
      if (was !== undefined) addCounts(counts, was, -1);
      addCounts(counts, row, 1);
      changedJudgements.push(row);
    }
    const failing = new Set<string>();
    for (const { ruleId, severity, evidence } of judgement.failed) {
      const id = findingIdOf(cloudAccountId, ruleId, assetId);
      failing.add(id);
      const known = findingOf.get(id);
      const { assetType, assetName, service, region } = judgement;
      const rank = severities.indexOf(severity) + 1;
      const now = { severity, rank, assetType, assetName, service, region, evidence };
      if (known !== undefined && known.status !== 'resolved') {
        if (isSameFinding(known, now)) continue;
        written.push({ ...known, ...now });
        continue;
      }
      note(id, known === undefined ? 'opened' : 'reopened');
      written.push({
        ...{ cloudAccountId, id, teamId, ruleId, assetId, ...now, status: 'open' },
        firstSeenAt: known?.firstSeenAt ?? at,
        openedAt: at,
        timesOpened: (known?.timesOpened ?? 0) + 1,
        resolvedAt: null,
        resolvedBy: null,
      });
    }
    const unsettled = new Set(judgement.unsettled.map(({ ruleId }) => ruleId));
    for (const known of findingsOfAsset.get(assetId) ?? []) {
      if (known.status === 'resolved' || failing.has(known.id)) continue;
      if (unsettled.has(known.ruleId)) continue;
      const resolvedBy: Resolution = judgement.passed.includes(known.ruleId)
        ? 'passes'
        : judgement.notApplicable.includes(known.ruleId)
          ? 'not_applicable'
          : 'rule_off';
      note(known.id, 'resolved', resolvedBy);
      written.push({ ...known, status: 'resolved', suppressionId: null, resolvedAt: at, resolvedBy });
    }
  }
  await upsertJudgements(tx, changedJudgements);
  await upsertFindings(tx, written);
  await countFindingChanges(tx, {
    left: written.flatMap(({ id }) => findingOf.get(id) ?? []),
    came: written,
  });
  await insertAll(tx, findingEvents, events);
  await writeCounts(tx, account, counts);
  const failing = given.filter(({ failed }) => failed.length > 0).map(({ assetId }) => assetId);
  await applySuppressionsToAssets(tx, account, failing, at);
}

type Resolution = NonNullable<(typeof findings.$inferSelect)['resolvedBy']>;

/** Resolves the findings of assets that are no more, and forgets what rules said of them. */
export async function resolveGone(
  tx: Database,
  account: AccountOfTeam,
  assetIds: readonly string[],
  at: Date,
): Promise<void> {
  if (assetIds.length === 0) return;
  const { cloudAccountId } = account;
  const gone = await tx
    .delete(judgements)
    .where(and(eq(judgements.cloudAccountId, cloudAccountId), inArray(judgements.assetId, [...assetIds])))
    .returning();
  const counts = new Map<string, Counts>();
  for (const row of gone) addCounts(counts, row, -1);
  await writeCounts(tx, account, counts);
  const left = await tx
    .select()
    .from(findings)
    .where(
      and(
        eq(findings.cloudAccountId, cloudAccountId),
        inArray(findings.assetId, [...assetIds]),
        ne(findings.status, 'resolved'),
      ),
    );
  await countFindingChanges(tx, { left, came: left.map((finding) => ({ ...finding, status: 'resolved' })) });
  const resolved = await tx
    .update(findings)
    .set({ status: 'resolved', suppressionId: null, resolvedAt: at, resolvedBy: 'asset_gone' })
    .where(
      and(
        eq(findings.cloudAccountId, cloudAccountId),
        inArray(findings.assetId, [...assetIds]),
        ne(findings.status, 'resolved'),
      ),
    )
    .returning({ id: findings.id });
  if (resolved.length === 0) return;
  await tx.insert(findingEvents).values(
    resolved.map(({ id }) => ({
      ...{ cloudAccountId, id: newId('fe'), findingId: id, at },
      ...{ kind: 'resolved' as const, resolvedBy: 'asset_gone' as const },
    })),
  );
}

/** Forgets everything that rules said of a cloud account. */
export async function removeFindings(tx: Database, cloudAccountId: string): Promise<void> {
  await forgetCounts(tx, cloudAccountId);
  for (const table of [findings, findingEvents, findingDays, judgements, ruleCounts, judgedAccounts]) {
    await tx.delete(table).where(eq(table.cloudAccountId, cloudAccountId));
  }
}

type JudgementRow = Pick<typeof judgements.$inferSelect, 'passed' | 'failed' | 'unsettled'>;

function isSame(was: JudgementRow, now: JudgementRow): boolean {
  return (
    was.passed.join() === now.passed.join() &&
    was.failed.join() === now.failed.join() &&
    JSON.stringify(was.unsettled.map(comparable)) === JSON.stringify(now.unsettled.map(comparable))
  );
}

/** The database keeps the fields of JSON in an order of its own. */
function comparable({ ruleId, missing, broken }: Unsettled): unknown {
  return [
    ruleId,
    broken ?? null,
    missing.map(({ part, operation, code, permission }) => [part, operation, code, permission]),
  ];
}

function isSameFinding(
  was: typeof findings.$inferSelect,
  now: Pick<typeof findings.$inferSelect, 'severity' | 'evidence' | 'assetName' | 'assetType' | 'service' | 'region'>,
): boolean {
  const evidenceOf = (evidence: readonly Evidence[]) =>
    JSON.stringify(evidence.map(({ path, value }) => [path, value]));
  return (
    was.severity === now.severity &&
    was.assetName === now.assetName &&
    was.region === now.region &&
    evidenceOf(was.evidence) === evidenceOf(now.evidence)
  );
}

interface Counts {
  passed: number;
  failed: number;
  unknown: number;
  broken: number;
}

function addCounts(counts: Map<string, Counts>, { passed, failed, unsettled }: JudgementRow, sign: 1 | -1): void {
  const of = (ruleId: string) => {
    const known = counts.get(ruleId) ?? { passed: 0, failed: 0, unknown: 0, broken: 0 };
    counts.set(ruleId, known);
    return known;
  };
  for (const ruleId of passed) of(ruleId).passed += sign;
  for (const ruleId of failed) of(ruleId).failed += sign;
  for (const { ruleId, broken } of unsettled) of(ruleId)[broken === undefined ? 'unknown' : 'broken'] += sign;
}

async function writeCounts(tx: Database, account: AccountOfTeam, counts: ReadonlyMap<string, Counts>): Promise<void> {
  const rows = [...counts]
    .filter(([, { passed, failed, unknown, broken }]) => passed !== 0 || failed !== 0 || unknown !== 0 || broken !== 0)
    .map(([ruleId, more]) => ({ ...account, ruleId, ...more }))
    // Always in one order: two that write at once wait for each other, and do not deadlock.
    .sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1));
  if (rows.length === 0) return;
  const sum = (name: keyof Counts) => sql`${ruleCounts[name]} + ${sql.raw(`excluded.${name}`)}`;
  await tx
    .insert(ruleCounts)
    .values(rows)
    .onConflictDoUpdate({
      target: [ruleCounts.cloudAccountId, ruleCounts.ruleId],
      set: { passed: sum('passed'), failed: sum('failed'), unknown: sum('unknown'), broken: sum('broken') },
    });
}

async function upsertJudgements(tx: Database, rows: (typeof judgements.$inferInsert)[]): Promise<void> {
  const set = setFromExcluded(['passed', 'failed', 'unsettled', 'judged_at']);
  await insertAll(tx, judgements, rows, sql`(cloud_account_id, asset_id) do update set ${set}`);
}

async function upsertFindings(tx: Database, rows: (typeof findings.$inferInsert)[]): Promise<void> {
  const set = setFromExcluded([
    ...['status', 'suppression_id', 'severity', 'rank', 'asset_name', 'region', 'evidence'],
    ...['opened_at', 'times_opened', 'resolved_at', 'resolved_by'],
  ]);
  // Some were known and come with who they are assigned to, others not: all rows have the columns of the first.
  const written = rows.map((row) => ({
    ...row,
    suppressionId: row.suppressionId ?? null,
    assigneeId: row.assigneeId ?? null,
  }));
  await insertAll(tx, findings, written, sql`(cloud_account_id, id) do update set ${set}`);
}

function setFromExcluded(columns: readonly string[]) {
  return sql.raw(columns.map((column) => `${column} = excluded.${column}`).join(', '));
}
