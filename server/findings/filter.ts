import { and, eq, gt, gte, ilike, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import { containing, oneOf, splitValues } from '../assets/filter.ts';
import { type Framework, rulesOfControl } from '../rules/frameworks.ts';
import type { FindingFilter } from './api.ts';
import { everyOne, findingCounts, findings } from './schema.ts';

/** Every filter must match; of a filter's values, one. The team is always one of the conditions. */
export function conditionsOf(
  teamId: string,
  filter: FindingFilter,
  frameworks: readonly Framework[],
): (SQL | undefined)[] {
  return [
    ...kindConditions(findings, teamId, filter, frameworks),
    ...oneOf(findings.assetId, filter.assetId),
    assigneeCondition(filter.assigneeId),
    filter.name ? ilike(findings.assetName, containing(filter.name)) : undefined,
    filter.openedSince ? gte(findings.openedAt, new Date(filter.openedSince)) : undefined,
    filter.resolvedSince ? gte(findings.resolvedAt, new Date(filter.resolvedSince)) : undefined,
  ];
}

/** The same on the counts: of kinds of findings, and of accounts. */
export function countedConditionsOf(
  teamId: string,
  filter: FindingFilter,
  frameworks: readonly Framework[],
): { kinds: SQL | undefined; accounts: SQL | undefined } {
  const conditions = and(...kindConditions(findingCounts, teamId, filter, frameworks), gt(findingCounts.count, 0));
  const ofRegions = ne(findingCounts.region, everyOne);
  const ofAccounts = ne(findingCounts.cloudAccountId, everyOne);
  if (filter.cloudAccountId) {
    const both = and(conditions, ofRegions, ofAccounts);
    return { kinds: both, accounts: both };
  }
  return {
    kinds: and(conditions, eq(findingCounts.cloudAccountId, everyOne)),
    accounts: and(conditions, ofAccounts, filter.region ? ofRegions : eq(findingCounts.region, everyOne)),
  };
}

function kindConditions(
  table: typeof findings | typeof findingCounts,
  teamId: string,
  { framework, control, ...filter }: FindingFilter,
  frameworks: readonly Framework[],
): (SQL | undefined)[] {
  return [
    eq(table.teamId, teamId),
    filter.status === 'all' ? undefined : eq(table.status, filter.status),
    ...oneOf(table.severity, filter.severity),
    ...oneOf(table.cloudAccountId, filter.cloudAccountId),
    ...oneOf(table.ruleId, filter.ruleId),
    ...oneOf(table.service, filter.service),
    ...oneOf(table.region, filter.region),
    ...oneOf(table.assetType, filter.assetType),
    framework === undefined
      ? undefined
      : inArray(table.ruleId, ['', ...rulesOfControl(frameworks, framework, control)]),
  ];
}

function assigneeCondition(text: string | undefined): SQL | undefined {
  const { wanted } = splitValues(text);
  if (wanted.length === 0) return undefined;
  const nobody = wanted.includes('none') ? isNull(findings.assigneeId) : undefined;
  return or(inArray(findings.assigneeId, wanted), nobody);
}
