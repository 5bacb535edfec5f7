import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { MemberView } from '../../../../server/access/api.ts';
import type {
  FindingCounts,
  FindingFilter,
  FindingQuery,
  FindingSummaryView,
} from '../../../../server/findings/api.ts';
import { dateWords } from '../../show/date-words.ts';
import { joinValues, type Values, valuesOf } from '../assets/filter-values.model.ts';

/** Filters of which several values may be wanted or unwanted. */
const choices = [
  'severity',
  'ruleId',
  'cloudAccountId',
  'service',
  'region',
  'assetType',
  'assetId',
  'assigneeId',
] as const;
type Choice = (typeof choices)[number];

/** Filters that have one value. */
const singles = ['framework', 'control', 'name', 'openedSince', 'resolvedSince'] as const;
type Single = (typeof singles)[number];

type Status = FindingFilter['status'];

export const statusLabels: Record<Status, string> = {
  open: 'Open',
  suppressed: 'Suppressed',
  resolved: 'Resolved',
  all: 'All',
};

const labels: Record<Choice | Single, [one: string, several: string]> = {
  severity: ['Severity', 'Severities'],
  ruleId: ['Rule', 'Rules'],
  cloudAccountId: ['Account', 'Accounts'],
  service: ['Service', 'Services'],
  region: ['Region', 'Regions'],
  assetType: ['Asset type', 'Asset types'],
  assetId: ['Asset', 'Assets'],
  assigneeId: ['Assignee', 'Assignees'],
  framework: ['Framework', 'Frameworks'],
  control: ['Control', 'Controls'],
  name: ['Name', 'Names'],
  openedSince: ['Opened since', 'Opened since'],
  resolvedSince: ['Resolved since', 'Resolved since'],
};

/** In the address: whoever looks at the page. */
const me = 'me';
/** Of the API: nobody. */
const nobody = 'none';

/** What the filter field offers: what is found, who may be assigned, and the assets that the list shows. */
export interface Offered {
  counts: FindingCounts | undefined;
  members: readonly Pick<MemberView, 'userId' | 'name'>[];
  assets: readonly Pick<FindingSummaryView, 'assetId' | 'assetName'>[];
}

type Names = ReadonlyMap<string, string>;

/** The names of values that are IDs. */
function namesOf({ counts, members, assets }: Offered): Partial<Record<Choice | Single, Names>> {
  return {
    cloudAccountId: new Map(counts?.byCloudAccount.map((row) => [row.cloudAccountId, row.nickname])),
    assetId: new Map(assets.map(({ assetId, assetName }) => [assetId, assetName])),
    framework: new Map(counts?.byFramework.map((row) => [row.framework, row.title])),
    assigneeId: new Map([
      [me, 'Me'],
      [nobody, 'Nobody'],
      ...members.map(({ userId, name }) => [userId, name] as const),
    ]),
  };
}

const operatorsOf: Partial<Record<Choice | Single, readonly PropertyFilterProps.ComparisonOperator[]>> = {
  assigneeId: ['='],
  framework: ['='],
  control: ['='],
  name: [':'],
  openedSince: ['>='],
  resolvedSince: ['>='],
};

/** What can be filtered on. */
export function filterProperties(offered: Offered): PropertyFilterProps.FilteringProperty[] {
  const names = namesOf(offered);
  const wordOf = (key: Choice | Single, value: string) => {
    if (key === 'severity') return capital(value);
    if (key === 'openedSince' || key === 'resolvedSince') return Date.parse(value) ? dateWords(value) : value;
    return names[key]?.get(value) || value;
  };
  return [...choices, ...singles].map((key) => {
    const format = (values: unknown) =>
      [values]
        .flat()
        .map((value) => wordOf(key, String(value)))
        .join(', ');
    const isChoice = choices.some((choice) => choice === key);
    const operators = operatorsOf[key] ?? (['=', '!='] as const);
    const [propertyLabel, groupValuesLabel] = labels[key];
    return {
      ...{ key, propertyLabel, groupValuesLabel },
      operators: operators.map((operator) => ({ operator, format, ...(isChoice && { tokenType: 'enum' as const }) })),
      defaultOperator: operators[0] ?? '=',
    };
  });
}

/** The values that there are, to choose from. */
export function filterOptions(offered: Offered): PropertyFilterProps.FilteringOption[] {
  const { counts } = offered;
  const names = namesOf(offered);
  const option = (propertyKey: Choice | Single, value: string, label = value) => ({ propertyKey, value, label });
  const named = (key: 'cloudAccountId' | 'assetId' | 'framework' | 'assigneeId') =>
    [...(names[key] ?? [])].map(([value, name]) => option(key, value, name || value));
  return [
    ...(counts?.bySeverity ?? []).map(({ severity }) => option('severity', severity, capital(severity))),
    ...(counts?.byRule ?? []).map(({ ruleId, title }) => ({ ...option('ruleId', ruleId), filteringTags: [title] })),
    ...named('cloudAccountId'),
    ...(counts?.byService ?? []).map(({ service }) => option('service', service)),
    ...(counts?.byRegion ?? []).map(({ region }) => option('region', region)),
    ...(counts?.byAssetType ?? []).map(({ assetType }) => option('assetType', assetType)),
    ...named('assetId'),
    ...named('assigneeId'),
    ...named('framework'),
  ];
}

/** The tokens of the filter field for what the address says. The address carries the API's own parameters. */
export function tokensOf(parameters: URLSearchParams): PropertyFilterProps.Token[] {
  const tokens: PropertyFilterProps.Token[] = [];
  for (const key of choices) {
    const { wanted, unwanted } = valuesOf(parameters.get(key));
    if (wanted.length > 0) tokens.push({ propertyKey: key, operator: '=', value: wanted });
    if (unwanted.length > 0 && key !== 'assigneeId') tokens.push({ propertyKey: key, operator: '!=', value: unwanted });
  }
  const given = singlesOf(parameters);
  for (const key of singles) {
    const value = given[key];
    if (value) tokens.push({ propertyKey: key, operator: operatorsOf[key]?.[0] ?? '=', value });
  }
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
    } else next.set(singles.find((key) => key === propertyKey) ?? 'name', values.join(' '));
  }
  for (const [choice, values] of chosen) next.set(choice, joinValues(values));
  const sound = singlesOf(next);
  for (const key of singles) {
    const value = sound[key];
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return next;
}

/** The filters with one value, as far as they mean something: a control is one of a framework, a time is a time. */
function singlesOf(parameters: URLSearchParams): Partial<Record<Single, string>> {
  const read = (key: Single) => parameters.get(key) || undefined;
  const time = (key: Single) => {
    const at = new Date(read(key) ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  };
  const given = {
    ...{ framework: read('framework'), control: read('framework') && read('control'), name: read('name') },
    ...{ openedSince: time('openedSince'), resolvedSince: time('resolvedSince') },
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Narrows what the address says to one value. */
export function withChoice(parameters: URLSearchParams, key: Choice | 'framework', value: string): URLSearchParams {
  const others = tokensOf(parameters).filter((token) => token.propertyKey !== key);
  return withTokens(parameters, [
    ...others,
    { propertyKey: key, operator: '=', value: key === 'framework' ? value : [value] },
  ]);
}

export function withoutFilter(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of [...choices, ...singles]) next.delete(key);
  return next;
}

/**
 * The API's filter for what the address says.
 * @param myId who “me” is
 */
export function filterOf(parameters: URLSearchParams, myId: string): Partial<FindingFilter> {
  const filter: Partial<FindingFilter> = singlesOf(parameters);
  for (const key of choices) {
    const value = parameters.get(key);
    if (value) filter[key] = value;
  }
  if (filter.assigneeId !== undefined) {
    const { wanted } = valuesOf(filter.assigneeId);
    filter.assigneeId = joinValues({ wanted: wanted.map((id) => (id === me ? myId : id)), unwanted: [] });
  }
  const status = statusOf(parameters);
  if (status !== 'open') filter.status = status;
  return filter;
}

/** The rule whose findings alone the filter matches; undefined: not those of one alone. */
export function onlyRuleOf({ ruleId }: Pick<FindingFilter, 'ruleId'>): string | undefined {
  const { wanted, unwanted } = valuesOf(ruleId ?? null);
  return wanted.length === 1 && unwanted.length === 0 ? wanted[0] : undefined;
}

/** The status in the address; open where there is none or an unknown one. */
export function statusOf(parameters: URLSearchParams): Status {
  const text = parameters.get('status');
  return text !== null && Object.hasOwn(statusLabels, text) ? (text as Status) : 'open';
}

const sorts = ['severity', 'openedAt', '-openedAt'] as const;

/** The sort order in the address; most severe first where there is none or an unknown one. */
export function sortOf(parameters: URLSearchParams): FindingQuery['sort'] {
  return sorts.find((sort) => sort === parameters.get('sort')) ?? 'severity';
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
