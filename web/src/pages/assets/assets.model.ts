import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { AssetCounts, AssetFilter, AssetQuery } from '../../../../server/assets/api.ts';
import { plural } from '../../show/plural.ts';
import { joinValues, type Values, valuesOf } from './filter-values.model.ts';

/** Filters of which several values may be wanted or unwanted. */
const choices = ['cloudAccountId', 'service', 'type', 'region', 'tag'] as const;
export type Choice = (typeof choices)[number];

const filterKeys = [...choices, 'name', 'text'] as const;

export const stateLabels: Record<AssetFilter['state'], string> = {
  present: 'Present',
  deleted: 'Deleted',
  all: 'Present or deleted',
};

/** What can be filtered on. Accounts are chosen by ID and shown by nickname. */
export function filterProperties(counts: AssetCounts | undefined): PropertyFilterProps.FilteringProperty[] {
  const nicknames = new Map(counts?.byCloudAccount.map(({ cloudAccountId, nickname }) => [cloudAccountId, nickname]));
  const stateFormat = (value: unknown) => stateLabels[stateOf(String(value)) ?? 'present'];
  return [
    choiceOf('cloudAccountId', 'Account', 'Accounts', (id) => nicknames.get(id) ?? id),
    choiceOf('service', 'Service', 'Services'),
    choiceOf('type', 'Type', 'Types'),
    choiceOf('region', 'Region', 'Regions'),
    choiceOf('tag', 'Tag', 'Tags'),
    { key: 'name', propertyLabel: 'Name', groupValuesLabel: 'Names', operators: [':'], defaultOperator: ':' },
    {
      key: 'state',
      propertyLabel: 'State',
      groupValuesLabel: 'States',
      operators: [{ operator: '=', format: stateFormat }],
    },
  ];
}

function choiceOf(
  key: Choice,
  propertyLabel: string,
  groupValuesLabel: string,
  label: (value: string) => string = String,
): PropertyFilterProps.FilteringProperty {
  const format = (values: unknown) => [values].flat().map(String).map(label).join(', ');
  const operators = (['=', '!='] as const).map((operator) => ({ operator, tokenType: 'enum' as const, format }));
  return { key, propertyLabel, groupValuesLabel, operators };
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
  const state = stateOf(parameters.get('state'));
  if (state) tokens.push({ propertyKey: 'state', operator: '=', value: state });
  const text = parameters.get('text');
  if (text) tokens.push({ operator: ':', value: text });
  return tokens;
}

/**
 * Writes the tokens into the address's parameters and leaves all others as they are. Values of one property are
 * merged; of name, state and free text the API takes one each, so the last entered wins.
 */
export function withTokens(parameters: URLSearchParams, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const next = withoutFilter(parameters);
  const chosen = new Map<Choice, Values>();
  for (const { propertyKey, operator, value } of tokens) {
    const values = [value].flat().filter((entry) => typeof entry === 'string' && entry.trim() !== '') as string[];
    if (values.length === 0) continue;
    const choice = choices.find((key) => key === propertyKey);
    if (choice !== undefined) {
      const { wanted, unwanted } = chosen.get(choice) ?? { wanted: [], unwanted: [] };
      if (operator === '!=') chosen.set(choice, { wanted, unwanted: [...unwanted, ...values] });
      else chosen.set(choice, { wanted: [...wanted, ...values], unwanted });
    } else if (propertyKey === 'state') {
      const state = stateOf(values[0] ?? '');
      if (state) next.set('state', state);
    } else next.set(propertyKey === 'name' ? 'name' : 'text', values.join(' '));
  }
  for (const [choice, values] of chosen) next.set(choice, joinValues(values));
  return next;
}

/** Adds a value that must match, or must not, to what the address says already. */
export function withChoice(parameters: URLSearchParams, key: Choice, operator: '=' | '!=', value: string) {
  const others = tokensOf(parameters).filter((token) => operator !== '=' || token.propertyKey !== key);
  return withTokens(parameters, [...others, { propertyKey: key, operator, value: [value] }]);
}

export function withoutFilter(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of [...filterKeys, 'state']) next.delete(key);
  return next;
}

/** The API's filter for what the address says. */
export function filterOf(parameters: URLSearchParams): Partial<AssetFilter> {
  const filter: Partial<AssetFilter> = {};
  for (const key of filterKeys) {
    const value = parameters.get(key);
    if (value) filter[key] = value;
  }
  const state = stateOf(parameters.get('state'));
  if (state !== undefined && state !== 'present') filter.state = state;
  return filter;
}

function stateOf(text: string | null): AssetFilter['state'] | undefined {
  return text !== null && Object.hasOwn(stateLabels, text) ? (text as AssetFilter['state']) : undefined;
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

/** "412", or "at least 10,000" where the server stopped counting. */
export function totalText({ total, isComplete }: Pick<AssetCounts, 'total' | 'isComplete'>): string {
  return `${isComplete ? '' : 'at least '}${total.toLocaleString('en')}`;
}

/** "1 match", "at least 10,000 matches". */
export function matchesText({ total, isComplete }: Pick<AssetCounts, 'total' | 'isComplete'>): string {
  return `${isComplete ? '' : 'at least '}${plural(total, 'match', 'matches')}`;
}
