import { eq, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Database } from '../database/database.ts';
import { serviceOf } from '../rules/service-of.ts';
import type { TeamRule } from '../rules/team-rules.ts';
import type { RuleSummaryView, RuleView } from './rule-api.ts';
import { judgements, ruleCounts } from './schema.ts';

type Counts = Pick<RuleSummaryView, 'passed' | 'failed' | 'unknown' | 'broken'>;
const none: Counts = { passed: 0, failed: 0, unknown: 0, broken: 0 };

/** All rules, with how many of a team's assets pass, fail and are unknown. */
export async function listRules(
  database: Database,
  teamId: string,
  rules: readonly TeamRule[],
): Promise<RuleSummaryView[]> {
  const sum = (column: PgColumn) => sql<number>`sum(${column})::int`;
  const rows = await database
    .select({
      ruleId: ruleCounts.ruleId,
      passed: sum(ruleCounts.passed),
      failed: sum(ruleCounts.failed),
      unknown: sum(ruleCounts.unknown),
      broken: sum(ruleCounts.broken),
    })
    .from(ruleCounts)
    .where(eq(ruleCounts.teamId, teamId))
    .groupBy(ruleCounts.ruleId);
  const counts = new Map(rows.map(({ ruleId, ...of }) => [ruleId, of]));
  return rules.map((rule) => toSummary(rule, counts.get(rule.rule.id) ?? none));
}

function toSummary({ rule, severity, isEnabled, parameters, custom }: TeamRule, counts: Counts): RuleSummaryView {
  const { id, title, type } = rule;
  return {
    ...{ id, title, assetType: type, service: serviceOf(type), severity, isEnabled, isCustom: custom !== null },
    isChanged: severity !== rule.severity || Object.keys(parameters).length > 0,
    ...counts,
  };
}

/** A rule with all its text, and why it cannot tell where it cannot. */
export async function readRuleOfTeam(database: Database, teamId: string, of: TeamRule): Promise<RuleView> {
  const { rule, custom } = of;
  const [summary] = await listRules(database, teamId, [of]);
  const ofRule = sql`
    from ${judgements}, jsonb_array_elements(${judgements.unsettled}) as entry
    where ${judgements.teamId} = ${teamId} and entry ->> 'ruleId' = ${rule.id}`;
  const rows = async <Row>(query: ReturnType<typeof sql>) =>
    ((await database.execute(query)) as unknown as { rows: Row[] }).rows;
  const hasUnsettled = summary !== undefined && summary.unknown + summary.broken > 0;
  const unknownBecause = !hasUnsettled
    ? []
    : await rows<RuleView['unknownBecause'][number]>(sql`
        select part, operation, code, permission, count(*)::int as assets from (
          select missing ->> 'part' as part, missing ->> 'operation' as operation, missing ->> 'code' as code,
            missing ->> 'permission' as permission
          from (select entry ${ofRule}) unsettled, jsonb_array_elements(entry -> 'missing') as missing) missing
        group by part, operation, code, permission order by assets desc limit 50`);
  const brokenBecause = !hasUnsettled
    ? []
    : await rows<RuleView['brokenBecause'][number]>(sql`
        select entry ->> 'broken' as message, count(*)::int as assets ${ofRule} and entry ->> 'broken' is not null
        group by 1 order by assets desc limit 20`);
  return {
    ...(summary ?? toSummary(of, none)),
    ownSeverity: rule.severity,
    custom: custom && { ...custom, writtenAt: custom.writtenAt.toISOString() },
    condition: rule.condition,
    applies: rule.applies ?? null,
    joins: Object.fromEntries(
      Object.entries(rule.with).map(([name, join]) => [name, typeof join === 'string' ? join : join.type]),
    ),
    parameters: Object.fromEntries(
      Object.entries(rule.parameters).map(([name, given]) => [
        name,
        { ...given, value: of.parameters[name] ?? given.default },
      ]),
    ),
    why: rule.why,
    mend: rule.mend,
    references: rule.references,
    controls: rule.controls,
    unknownBecause,
    brokenBecause,
  };
}
