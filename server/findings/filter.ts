import { eq, ilike, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { containing, oneOf, splitValues } from '../assets/filter.ts';
import { type Framework, rulesOfControl } from '../rules/frameworks.ts';
import type { FindingFilter } from './api.ts';
import { findings } from './schema.ts';

/** Every filter must match; of a filter's values, one. The team is always one of the conditions. */
export function conditionsOf(
  teamId: string,
  filter: FindingFilter,
  frameworks: readonly Framework[],
): (SQL | undefined)[] {
  const { framework, control } = filter;
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
    assigneeCondition(filter.assigneeId),
    framework === undefined
      ? undefined
      : inArray(findings.ruleId, ['', ...rulesOfControl(frameworks, framework, control)]),
    filter.name ? ilike(findings.assetName, containing(filter.name)) : undefined,
  ];
}

function assigneeCondition(text: string | undefined): SQL | undefined {
  const { wanted } = splitValues(text);
  if (wanted.length === 0) return undefined;
  const nobody = wanted.includes('none') ? isNull(findings.assigneeId) : undefined;
  return or(inArray(findings.assigneeId, wanted), nobody);
}
