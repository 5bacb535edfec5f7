import { and, asc, eq, sql } from 'drizzle-orm';
import { cloudAccounts } from '../accounts/schema.ts';
import type { Database } from '../database/database.ts';
import { rulesOfControl } from '../rules/frameworks.ts';
import { severities } from '../rules/rule-file.ts';
import type { FindingCounts, FindingFilter } from './api.ts';
import { countByAsset } from './counts-by-asset.ts';
import { conditionsOf, countedConditionsOf } from './filter.ts';
import type { FindingContext } from './query.ts';
import { findingCounts, findings } from './schema.ts';

/** How many of a team's findings match, by what can be filtered on. */
export async function countFindings(
  database: Database,
  teamId: string,
  { by, ...filter }: FindingFilter & { by?: 'asset' | undefined },
  { rules, frameworks }: FindingContext,
): Promise<FindingCounts> {
  // What is asked of single assets, people or times must be counted; everything else is counted already.
  const { assetId, name, assigneeId, openedSince, resolvedSince } = filter;
  const isOfSingles = [assetId, name, assigneeId, openedSince, resolvedSince].some(
    (value) => value !== undefined && value !== '',
  );
  const { kinds, accounts: ofAccounts } = isOfSingles
    ? countEach(teamId, filter, frameworks)
    : readCounts(teamId, filter, frameworks);
  const [ofKinds, ofAccount, byAsset, accounts] = await Promise.all([
    database.execute(sql`
      with kinds as materialized (${kinds}),
        rules as materialized (
          select severity, rule_id, service, asset_type, sum(count) as count from kinds
          group by severity, rule_id, service, asset_type)
      select 'severity' as kind, severity as key, sum(count)::int as count from rules group by severity
      union all select 'rule', rule_id, sum(count)::int from rules group by rule_id
      union all select 'service', service, sum(count)::int from rules group by service
      union all select 'assetType', asset_type, sum(count)::int from rules group by asset_type
      union all select 'region', region, sum(count)::int from kinds group by region`),
    database.execute(sql`
      select 'cloudAccount' as kind, cloud_account_id as key, sum(count)::int as count
      from (${ofAccounts}) accounts group by cloud_account_id`),
    by === 'asset' ? countByAsset(database, teamId, filter, frameworks) : [],
    database
      .select({ id: cloudAccounts.id, nickname: cloudAccounts.nickname })
      .from(cloudAccounts)
      .where(eq(cloudAccounts.teamId, teamId))
      .orderBy(asc(cloudAccounts.nickname)),
  ]);
  const rows = [ofKinds, ofAccount].flatMap(
    (answer) => (answer as unknown as { rows: { kind: string; key: string; count: number }[] }).rows,
  );
  const nicknames = new Map(accounts.map(({ id, nickname }) => [id, nickname]));
  const ruleOf = new Map(rules.map((one) => [one.rule.id, one]));
  const mostFirst = rows.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const of = (kind: string) => mostFirst.filter((row) => row.kind === kind);
  const countOf = (severity: string) => of('severity').find(({ key }) => key === severity)?.count ?? 0;
  return {
    total: of('severity').reduce((sum, { count }) => sum + count, 0),
    bySeverity: severities.map((severity) => ({ severity, count: countOf(severity) })),
    byRule: of('rule').map(({ key, count }) => ({
      ruleId: key,
      title: ruleOf.get(key)?.rule.title ?? key,
      severity: ruleOf.get(key)?.severity ?? 'informational',
      count,
    })),
    byService: of('service').map(({ key, count }) => ({ service: key, count })),
    byRegion: of('region').map(({ key, count }) => ({ region: key, count })),
    byAssetType: of('assetType').map(({ key, count }) => ({ assetType: key, count })),
    byAsset,
    byFramework: frameworks
      .map(({ id, title, version }) => {
        const judged = new Set(rulesOfControl(frameworks, id));
        const count = of('rule').reduce((sum, row) => (judged.has(row.key) ? sum + row.count : sum), 0);
        return { framework: id, title: `${title} ${version}`.trim(), count };
      })
      .filter(({ count }) => count > 0),
    byCloudAccount: of('cloudAccount').map(({ key, count }) => ({
      cloudAccountId: key,
      nickname: nicknames.get(key) ?? '',
      count,
    })),
  };
}

/** Counts the findings themselves. */
function countEach(teamId: string, filter: FindingFilter, frameworks: FindingContext['frameworks']) {
  const kinds = sql`
    select severity, rule_id, service, region, asset_type, cloud_account_id, count(*)::int as count
    from ${findings} where ${and(...conditionsOf(teamId, filter, frameworks))}
    group by severity, rule_id, service, region, asset_type, cloud_account_id`;
  return { kinds, accounts: kinds };
}

/** Reads what is counted already. */
function readCounts(teamId: string, filter: FindingFilter, frameworks: FindingContext['frameworks']) {
  const conditions = countedConditionsOf(teamId, filter, frameworks);
  return {
    kinds: sql`select severity, rule_id, service, region, asset_type, count from ${findingCounts} where ${conditions.kinds}`,
    accounts: sql`select cloud_account_id, count from ${findingCounts} where ${conditions.accounts}`,
  };
}
