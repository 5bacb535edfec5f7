import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { AssetCounts, AssetFilter, AssetQuery, AssetSummaryView } from '../../../../server/assets/api.ts';

/** Filters of which several values may be chosen from a list. */
const choices = ['cloudAccountId', 'service', 'type', 'region'] as const;

type Choice = (typeof choices)[number];

/** What can be filtered on. Accounts are chosen by ID and shown by nickname. */
export function filterProperties(counts: AssetCounts | undefined): PropertyFilterProps.FilteringProperty[] {
  const nicknames = new Map(counts?.byCloudAccount.map(({ cloudAccountId, nickname }) => [cloudAccountId, nickname]));
  return [
    choiceOf('cloudAccountId', 'Account', 'Accounts', (id) => nicknames.get(id) ?? id),
    choiceOf('service', 'Service', 'Services'),
    choiceOf('type', 'Type', 'Types'),
    choiceOf('region', 'Region', 'Regions'),
    { key: 'tag', propertyLabel: 'Tag', groupValuesLabel: 'Tags', operators: ['='] },
    { key: 'name', propertyLabel: 'Name', groupValuesLabel: 'Names', operators: [':'], defaultOperator: ':' },
  ];
}

function choiceOf(
  key: Choice,
  propertyLabel: string,
  groupValuesLabel: string,
  label: (value: string) => string = String,
): PropertyFilterProps.FilteringProperty {
  const format = (values: unknown) => [values].flat().map(String).map(label).join(', ');
  return { key, propertyLabel, groupValuesLabel, operators: [{ operator: '=', tokenType: 'enum', format }] };
}

/** The tokens of the filter field for what the address says. The address carries the API's own parameters. */
export function tokensOf(parameters: URLSearchParams): PropertyFilterProps.Token[] {
  const tokens: PropertyFilterProps.Token[] = [];
  for (const key of choices) {
    const values = split(parameters.get(key));
    if (values.length > 0) tokens.push({ propertyKey: key, operator: '=', value: values });
  }
  for (const value of split(parameters.get('tag'))) tokens.push({ propertyKey: 'tag', operator: '=', value });
  const name = parameters.get('name');
  if (name) tokens.push({ propertyKey: 'name', operator: ':', value: name });
  const text = parameters.get('text');
  if (text) tokens.push({ operator: ':', value: text });
  return tokens;
}

/**
 * Writes the tokens into the address's parameters and leaves all others as they are. Values of one property are
 * merged; of name and free text the API takes one each, so the last entered wins.
 */
export function withTokens(parameters: URLSearchParams, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of [...choices, 'tag', 'name', 'text']) next.delete(key);
  for (const { propertyKey, value } of tokens) {
    const values = (Array.isArray(value) ? value : [value]).map(String).filter((entry) => entry !== '');
    if (values.length === 0) continue;
    if (propertyKey === undefined) next.set('text', values.join(' '));
    else if (propertyKey === 'name') next.set('name', values.join(' '));
    else next.set(propertyKey, [...new Set([...split(next.get(propertyKey)), ...values])].join(','));
  }
  return next;
}

export const stateLabels: Record<AssetFilter['state'], string> = {
  present: 'Present',
  deleted: 'Deleted',
  all: 'Present and deleted',
};

/** The API's filter for what the address says. */
export function filterOf(parameters: URLSearchParams): Partial<AssetFilter> {
  const filter: Partial<AssetFilter> = {};
  for (const key of [...choices, 'tag', 'name', 'text'] as const) {
    const value = parameters.get(key);
    if (value) filter[key] = value;
  }
  const state = parameters.get('state');
  if (state === 'deleted' || state === 'all') filter.state = state;
  return filter;
}

const sortFields = ['name', 'type', 'region', 'changedAt'] as const;

/** The sort order in the address; by name where there is none or an unknown one. */
export function sortOf(parameters: URLSearchParams): { field: (typeof sortFields)[number]; isDescending: boolean } {
  const sort = parameters.get('sort') ?? '';
  const isDescending = sort.startsWith('-');
  const field = sortFields.find((candidate) => candidate === (isDescending ? sort.slice(1) : sort));
  return field ? { field, isDescending } : { field: 'name', isDescending: false };
}

export function sortText({ field, isDescending }: ReturnType<typeof sortOf>): AssetQuery['sort'] {
  return isDescending ? `-${field}` : field;
}

/** What can be filtered on, with how many assets each value has. */
export function filterOptions(
  counts: AssetCounts | undefined,
  shown: readonly AssetSummaryView[],
): PropertyFilterProps.FilteringOption[] {
  const options: PropertyFilterProps.FilteringOption[] = [];
  for (const { cloudAccountId, nickname } of counts?.byCloudAccount ?? []) {
    options.push({ propertyKey: 'cloudAccountId', value: cloudAccountId, label: nickname });
  }
  for (const { service } of counts?.byService ?? []) options.push({ propertyKey: 'service', value: service });
  for (const { type } of counts?.byType ?? []) options.push({ propertyKey: 'type', value: type });
  for (const { region } of counts?.byRegion ?? []) options.push({ propertyKey: 'region', value: region });
  for (const value of tagSuggestions(shown)) options.push({ propertyKey: 'tag', value });
  return options;
}

/** Keys and `key=value` of the assets at hand. A comma separates values in the API, so a tag with one cannot be asked for. */
function tagSuggestions(assets: readonly AssetSummaryView[]): string[] {
  const suggestions = new Set<string>();
  for (const { tags } of assets) {
    for (const [key, value] of Object.entries(tags)) {
      if (!key.includes(',')) suggestions.add(key);
      if (!key.includes(',') && !value.includes(',')) suggestions.add(`${key}=${value}`);
    }
  }
  return [...suggestions].sort((one, other) => one.localeCompare(other)).slice(0, 200);
}

function split(value: string | null): string[] {
  return (value ?? '').split(',').filter((entry) => entry !== '');
}
