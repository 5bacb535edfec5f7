import { z } from '@hono/zod-openapi';
import { and, asc, eq, ilike, type SQL, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import { containing, oneOf, storable } from '../assets/filter.ts';
import { assets } from '../assets/schema.ts';
import type { Database } from '../database/database.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { instant } from '../http/schemas.ts';
import { type RuleFile, severities } from '../rules/rule-file.ts';
import type {
  FindingCounts,
  FindingFilter,
  FindingPage,
  FindingQuery,
  FindingSummaryView,
  FindingView,
} from './api.ts';
import { findingEvents, findings, judgements } from './schema.ts';

const summaryColumns = {
  finding: findings,
  awsAccountId: cloudAccounts.awsAccountId,
  accountNickname: cloudAccounts.nickname,
};

function conditionsOf(teamId: string, filter: FindingFilter): (SQL | undefined)[] {
  return [
    eq(findings.teamId, teamId),
    filter.status === 'all' ? undefined : eq(findings.status, filter.status),
    ...oneOf(findings.severity, filter.severity),
    ...oneOf(findings.cloudAccountId, filter.cloudAccountId),
    ...oneOf(findings.ruleId, filter.ruleId),
    ...oneOf(findings.service, filter.service),
    ...oneOf(findings.region, filter.region),
    ...oneOf(findings.assetType, filter.assetType),
    ...oneOf(findings.assetId, filter.assetId),
    filter.name ? ilike(findings.assetName, containing(filter.name)) : undefined,
  ];
}

// PostgreSQL has no year 0.
const position = z.object({
  rank: z.string().regex(/^\d$/),
  openedAt: instant.refine((time) => !time.startsWith('0000')),
  id: z.string().max(100).transform(storable),
});

/** A page of a team's findings. */
export async function listFindings(
  database: Database,
  teamId: string,
  query: FindingQuery,
  rules: readonly RuleFile[],
): Promise<FindingPage> {
  const after = readCursor(query.cursor, position);
  const at = sql`${after?.openedAt}::timestamptz`;
  const orders: Record<FindingQuery['sort'], { order: SQL; after: SQL }> = {
    severity: {
      order: sql`${findings.rank}, ${findings.openedAt}, ${findings.id}`,
      after: sql`(${findings.rank}, ${findings.openedAt}, ${findings.id}) > (${Number(after?.rank)}::int, ${at}, ${after?.id})`,
    },
    openedAt: {
      order: sql`${findings.openedAt}, ${findings.id}`,
      after: sql`(${findings.openedAt}, ${findings.id}) > (${at}, ${after?.id})`,
    },
    '-openedAt': {
      order: sql`${findings.openedAt} desc, ${findings.id} desc`,
      after: sql`(${findings.openedAt}, ${findings.id}) < (${at}, ${after?.id})`,
    },
  };
  const order = orders[query.sort];
  const rows = await database
    .select(summaryColumns)
    .from(findings)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .where(and(...conditionsOf(teamId, query), after && order.after))
    .orderBy(order.order)
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1)?.finding;
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  return {
    items: page.map((row) => toSummary(row, titles.get(row.finding.ruleId))),
    ...(rows.length > query.limit && last !== undefined
      ? { nextCursor: writeCursor({ rank: `${last.rank}`, openedAt: last.openedAt.toISOString(), id: last.id }) }
      : {}),
  };
}

interface SummaryRow {
  finding: typeof findings.$inferSelect;
  awsAccountId: string | null;
  accountNickname: string;
}

function toSummary({ finding, awsAccountId, accountNickname }: SummaryRow, title?: string): FindingSummaryView {
  const { id, cloudAccountId, ruleId, severity, status, assetId, assetType, assetName, service, region } = finding;
  return {
    ...{ id, cloudAccountId, awsAccountId: awsAccountId ?? '', accountNickname },
    ...{ ruleId, title: title ?? ruleId, severity, status, assetId, assetType, assetName, service, region },
    firstSeenAt: finding.firstSeenAt.toISOString(),
    openedAt: finding.openedAt.toISOString(),
    timesOpened: finding.timesOpened,
    resolvedAt: finding.resolvedAt?.toISOString() ?? null,
    resolvedBy: finding.resolvedBy,
  };
}

/** A finding with what is wrong, why that matters, how to mend it, and what happened to it, newest first. */
export async function findFinding(
  database: Database,
  teamId: string,
  id: string,
  rules: readonly RuleFile[],
): Promise<FindingView | undefined> {
  const [row] = await database
    .select({ ...summaryColumns, arn: assets.arn, unsettled: judgements.unsettled })
    .from(findings)
    .innerJoin(cloudAccounts, eq(cloudAccounts.id, findings.cloudAccountId))
    .leftJoin(assets, and(eq(assets.cloudAccountId, findings.cloudAccountId), eq(assets.id, findings.assetId)))
    .leftJoin(
      judgements,
      and(eq(judgements.cloudAccountId, findings.cloudAccountId), eq(judgements.assetId, findings.assetId)),
    )
    .where(and(eq(findings.id, id), eq(findings.teamId, teamId)));
  if (row === undefined) return undefined;
  const { cloudAccountId, ruleId, evidence } = row.finding;
  const events = await database
    .select()
    .from(findingEvents)
    .where(and(eq(findingEvents.cloudAccountId, cloudAccountId), eq(findingEvents.findingId, id)))
    .orderBy(sql`${findingEvents.at} desc`)
    .limit(200);
  const rule = rules.find((one) => one.id === ruleId);
  return {
    ...toSummary(row, rule?.title),
    arn: row.arn,
    evidence,
    cannotTell: row.unsettled?.find((one) => one.ruleId === ruleId)?.missing ?? [],
    why: rule?.why ?? 'This rule is no more.',
    mend: rule?.mend ?? { console: '' },
    references: rule?.references ?? [],
    controls: rule?.controls ?? {},
    events: events.map(({ at, kind, resolvedBy }) => ({ at: at.toISOString(), kind, resolvedBy })),
  };
}

/** How many of a team's findings match, by what can be filtered on. */
export async function countFindings(
  database: Database,
  teamId: string,
  filter: FindingFilter,
  rules: readonly RuleFile[],
): Promise<FindingCounts> {
  const answer = await database.execute(sql`
    with counted as (
      select severity, rule_id, service, region, asset_type, cloud_account_id, count(*)::int as count
      from ${findings} where ${and(...conditionsOf(teamId, filter))}
      group by severity, rule_id, service, region, asset_type, cloud_account_id)
    select 'severity' as kind, severity as key, sum(count)::int as count from counted group by severity
    union all select 'rule', rule_id, sum(count)::int from counted group by rule_id
    union all select 'service', service, sum(count)::int from counted group by service
    union all select 'region', region, sum(count)::int from counted group by region
    union all select 'assetType', asset_type, sum(count)::int from counted group by asset_type
    union all select 'cloudAccount', cloud_account_id, sum(count)::int from counted group by cloud_account_id`);
  const { rows } = answer as unknown as { rows: { kind: string; key: string; count: number }[] };
  const accounts = await database
    .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname })
    .from(cloudAccounts)
    .where(eq(cloudAccounts.teamId, teamId))
    .orderBy(asc(cloudAccounts.nickname));
  const nicknames = new Map(accounts.map(({ id, nickname }) => [id, nickname]));
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const mostFirst = rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const of = (kind: string) => mostFirst.filter((row) => row.kind === kind);
  const countOf = (severity: string) => of('severity').find(({ key }) => key === severity)?.count ?? 0;
  return {
    total: of('severity').reduce((sum, { count }) => sum + count, 0),
    bySeverity: severities.map((severity) => ({ severity, count: countOf(severity) })),
    byRule: of('rule').map(({ key, count }) => ({
      ruleId: key,
      title: ruleOf.get(key)?.title ?? key,
      severity: ruleOf.get(key)?.severity ?? 'informational',
      count,
    })),
    byService: of('service').map(({ key, count }) => ({ service: key, count })),
    byRegion: of('region').map(({ key, count }) => ({ region: key, count })),
    byAssetType: of('assetType').map(({ key, count }) => ({ assetType: key, count })),
    byCloudAccount: of('cloudAccount').map(({ key, count }) => ({
      cloudAccountId: key,
      nickname: nicknames.get(key) ?? '',
      count,
    })),
  };
}
