import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { FindingCounts, FindingFilter, FindingQuery } from '../../../../server/findings/api.ts';
import { joinValues, type Values, valuesOf } from '../assets/filter-values.model.ts';

/** Filters of which several values may be wanted or unwanted. */
const choices = ['severity', 'ruleId', 'cloudAccountId', 'service', 'region', 'assetType', 'assetId'] as const;
type Choice = (typeof choices)[number];

const statusLabels: Record<FindingFilter['status'], string> = {
  open: 'Open',
  resolved: 'Resolved',
  all: 'Open or resolved',
};

const labels: Record<Choice, [one: string, several: string]> = {
  severity: ['Severity', 'Severities'],
  ruleId: ['Rule', 'Rules'],
  cloudAccountId: ['Account', 'Accounts'],
  service: ['Service', 'Services'],
  region: ['Region', 'Regions'],
  assetType: ['Asset type', 'Asset types'],
  assetId: ['Asset', 'Assets'],
};

/** What can be filtered on. Accounts are chosen by ID and shown by nickname. */
export function filterProperties(counts: FindingCounts | undefined): PropertyFilterProps.FilteringProperty[] {
  const nicknames = new Map(counts?.byCloudAccount.map(({ cloudAccountId, nickname }) => [cloudAccountId, nickname]));
  const labelOf = (key: Choice, value: string) =>
    key === 'cloudAccountId' ? (nicknames.get(value) ?? value) : key === 'severity' ? capital(value) : value;
  return [
    ...choices.map((key) => {
      const format = (values: unknown) =>
        [values]
          .flat()
          .map((value) => labelOf(key, String(value)))
          .join(', ');
      const operators = (['=', '!='] as const).map((operator) => ({ operator, tokenType: 'enum' as const, format }));
      const [propertyLabel, groupValuesLabel] = labels[key];
      return { key, propertyLabel, groupValuesLabel, operators };
    }),
    { key: 'name', propertyLabel: 'Name', groupValuesLabel: 'Names', operators: [':'], defaultOperator: ':' },
    {
      key: 'status',
      propertyLabel: 'Status',
      groupValuesLabel: 'Statuses',
      operators: [{ operator: '=', format: (value: unknown) => statusLabels[statusOf(String(value)) ?? 'open'] }],
    },
  ];
}

/** The values that there are, to choose from. */
export function filterOptions(counts: FindingCounts | undefined): PropertyFilterProps.FilteringOption[] {
  const option = (propertyKey: string, value: string, label = value) => ({ propertyKey, value, label });
  return [
    ...(counts?.bySeverity ?? []).map(({ severity }) => option('severity', severity, capital(severity))),
    ...(counts?.byRule ?? []).map(({ ruleId }) => option('ruleId', ruleId)),
    ...(counts?.byCloudAccount ?? []).map(({ cloudAccountId, nickname }) =>
      option('cloudAccountId', cloudAccountId, nickname || cloudAccountId),
    ),
    ...(counts?.byService ?? []).map(({ service }) => option('service', service)),
    ...(counts?.byRegion ?? []).map(({ region }) => option('region', region)),
    ...(counts?.byAssetType ?? []).map(({ assetType }) => option('assetType', assetType)),
    ...Object.entries(statusLabels).map(([status, label]) => option('status', status, label)),
  ];
}

/** The tokens of the filter field for what the address says. The address carries the API's own parameters. */
export function tokensOf(parameters: URLSearchParams): PropertyFilterProps.Token[] {
  const tokens: PropertyFilterProps.Token[] = [];
  for (const key of choices) {
    const { wanted, unwanted } = valuesOf(parameters.get(key));
    if (wanted.length > 0) tokens.push({ propertyKey: key, operator: '=', value: wanted });
    if (unwanted.length > 0) tokens.push({ propertyKey: key, operator: '!=', value: unwanted });
  }
  const name = parameters.get('name');
  if (name) tokens.push({ propertyKey: 'name', operator: ':', value: name });
  const status = statusOf(parameters.get('status'));
  if (status) tokens.push({ propertyKey: 'status', operator: '=', value: status });
  return tokens;
}

/** Writes the tokens into the address's parameters and leaves all others as they are. Free text is looked for in names. */
export function withTokens(parameters: URLSearchParams, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const next = withoutFilter(parameters);
  const chosen = new Map<Choice, Values>();
  for (const { propertyKey, operator, value } of tokens) {
    const values = [value].flat().filter((entry) => typeof entry === 'string' && entry.trim() !== '') as string[];
    if (values.length === 0) continue;
    const choice = choices.find((key) => key === propertyKey);
    if (choice !== undefined) {
      const { wanted, unwanted } = chosen.get(choice) ?? { wanted: [], unwanted: [] };
      chosen.set(
        choice,
        operator === '!='
          ? { wanted, unwanted: [...unwanted, ...values] }
          : { wanted: [...wanted, ...values], unwanted },
      );
    } else if (propertyKey === 'status') {
      const status = statusOf(values[0] ?? '');
      if (status) next.set('status', status);
    } else next.set('name', values.join(' '));
  }
  for (const [choice, values] of chosen) next.set(choice, joinValues(values));
  return next;
}

/** Narrows what the address says to one value. */
export function withChoice(parameters: URLSearchParams, key: Choice, value: string): URLSearchParams {
  const others = tokensOf(parameters).filter((token) => token.propertyKey !== key);
  return withTokens(parameters, [...others, { propertyKey: key, operator: '=', value: [value] }]);
}

export function withoutFilter(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of [...choices, 'name', 'status']) next.delete(key);
  return next;
}

/** The API's filter for what the address says. */
export function filterOf(parameters: URLSearchParams): Partial<FindingFilter> {
  const filter: Partial<FindingFilter> = {};
  for (const key of [...choices, 'name'] as const) {
    const value = parameters.get(key);
    if (value) filter[key] = value;
  }
  const status = statusOf(parameters.get('status'));
  if (status !== undefined && status !== 'open') filter.status = status;
  return filter;
}

function statusOf(text: string | null): FindingFilter['status'] | undefined {
  return text !== null && Object.hasOwn(statusLabels, text) ? (text as FindingFilter['status']) : undefined;
}

const sorts = ['severity', 'openedAt', '-openedAt'] as const;

/** The sort order in the address; most severe first where there is none or an unknown one. */
export function sortOf(parameters: URLSearchParams): FindingQuery['sort'] {
  return sorts.find((sort) => sort === parameters.get('sort')) ?? 'severity';
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
