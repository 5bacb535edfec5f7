import type { FindingCounts } from '../../../../server/findings/api.ts';
import { capital, withChoice } from './findings.model.ts';

export const groupings = {
  rule: 'Rule',
  asset: 'Asset',
  account: 'Account',
  service: 'Service',
  framework: 'Framework',
  severity: 'Severity',
} as const;
export type Grouping = keyof typeof groupings;

/** What the address groups by; rules where it says nothing: most of what there is to do is in few of them. */
export function groupingOf(parameters: URLSearchParams): Grouping {
  const text = parameters.get('group') ?? '';
  return Object.hasOwn(groupings, text) ? (text as Grouping) : 'rule';
}

interface Group {
  key: string;
  name: string;
  count: number;
  severity?: FindingCounts['byRule'][number]['severity'];
  note?: string;
}

/** The groups of a grouping with their counts, most first; severities in their own order. */
export function groupsOf(counts: FindingCounts, grouping: Grouping): Group[] {
  switch (grouping) {
    case 'rule':
      return counts.byRule.map(({ ruleId, title, severity, count }) => ({ key: ruleId, name: title, severity, count }));
    case 'asset':
      return counts.byAsset.map(({ assetId, assetName, assetType, count }) => ({
        ...{ key: assetId, name: assetName || assetId, note: assetType.replace(/^AWS::/, ''), count },
      }));
    case 'account':
      return counts.byCloudAccount.map(({ cloudAccountId, nickname, count }) => ({
        ...{ key: cloudAccountId, name: nickname || cloudAccountId, count },
      }));
    case 'service':
      return counts.byService.map(({ service, count }) => ({ key: service, name: service, count }));
    case 'framework':
      return counts.byFramework.map(({ framework, title, count }) => ({ key: framework, name: title, count }));
    case 'severity':
      return counts.bySeverity
        .filter(({ count }) => count > 0)
        .map(({ severity, count }) => ({ key: severity, name: capital(severity), count }));
  }
}

const filterKeys = {
  rule: 'ruleId',
  asset: 'assetId',
  account: 'cloudAccountId',
  service: 'service',
  framework: 'framework',
  severity: 'severity',
} as const;

/** The address of the list narrowed to a group. */
export function groupHref(parameters: URLSearchParams, grouping: Grouping, key: string): string {
  return `/findings?${withChoice(parameters, filterKeys[grouping], key)}`;
}
