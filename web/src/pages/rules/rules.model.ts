import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { RuleSummaryView } from '../../../../server/findings/rule-api.ts';
import { joinValues, type Values, valuesOf } from '../assets/filter-values.model.ts';

/** Most severe first. */
export const severityLabels: Record<RuleSummaryView['severity'], string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  informational: 'Informational',
};
const severities = Object.keys(severityLabels);

/** What rules are chosen by, each with what is said of it. Several values of one: any of them. */
const choices = {
  severity: { one: 'Severity', several: 'Severities' },
  service: { one: 'Service', several: 'Services' },
  assetType: { one: 'Asset type', several: 'Asset types' },
  enabled: { one: 'Enabled', several: 'Enabled' },
  origin: { one: 'Written by', several: 'Written by' },
  says: { one: 'Says', several: 'What it says' },
} as const;
type Choice = keyof typeof choices;
const choiceKeys = Object.keys(choices) as Choice[];

const valueLabels: Partial<Record<Choice, Record<string, string>>> = {
  severity: severityLabels,
  enabled: { yes: 'Yes', no: 'No' },
  origin: { library: 'CloudCoreo', team: 'Your team' },
  says: {
    failing: 'Assets fail',
    unknown: 'Cannot tell of some assets',
    broken: 'Does not work on some assets',
    passing: 'All assets pass',
    nothing: 'Nothing: no asset that it judges',
  },
};

/** The values of a rule by which it is found. */
function valuesOfRule(rule: RuleSummaryView): Record<Choice, string[]> {
  const { severity, service, assetType, isEnabled, isCustom, failed, unknown, broken, passed } = rule;
  const said = [
    ...(failed > 0 ? ['failing'] : []),
    ...(unknown > 0 ? ['unknown'] : []),
    ...(broken > 0 ? ['broken'] : []),
  ];
  const restOfSaid = passed > 0 ? ['passing'] : ['nothing'];
  return {
    severity: [severity],
    service: [service],
    assetType: [assetType],
    enabled: [isEnabled ? 'yes' : 'no'],
    origin: [isCustom ? 'team' : 'library'],
    says: said.length > 0 ? said : restOfSaid,
  };
}

function labelOf(key: Choice, value: string): string {
  return valueLabels[key]?.[value] ?? value;
}

export const filterProperties: PropertyFilterProps.FilteringProperty[] = choiceKeys.map((key) => {
  const format = (values: unknown) =>
    [values]
      .flat()
      .map((value) => labelOf(key, String(value)))
      .join(', ');
  const operators = (['=', '!='] as const).map((operator) => ({ operator, tokenType: 'enum' as const, format }));
  return { key, propertyLabel: choices[key].one, groupValuesLabel: choices[key].several, operators };
});

/** The values to choose from: the fixed ones, and the services and types that rules are of. */
export function filterOptions(rules: readonly RuleSummaryView[]): PropertyFilterProps.FilteringOption[] {
  return choiceKeys.flatMap((propertyKey) => {
    const known = valueLabels[propertyKey];
    const values = known
      ? Object.keys(known)
      : [...new Set(rules.flatMap((rule) => valuesOfRule(rule)[propertyKey]))].sort();
    return values.map((value) => ({ propertyKey, value, label: labelOf(propertyKey, value) }));
  });
}

/** The tokens of the filter field for what the address says. */
export function tokensOf(parameters: URLSearchParams): PropertyFilterProps.Token[] {
  const tokens: PropertyFilterProps.Token[] = choiceKeys.flatMap((propertyKey) => {
    const { wanted, unwanted } = valuesOf(parameters.get(propertyKey));
    return [
      ...(wanted.length > 0 ? [{ propertyKey, operator: '=', value: wanted }] : []),
      ...(unwanted.length > 0 ? [{ propertyKey, operator: '!=', value: unwanted }] : []),
    ];
  });
  const text = parameters.get('text');
  return text ? [...tokens, { operator: ':', value: text }] : tokens;
}

/** Writes the tokens into the address's parameters, from the first page on; the order stays. */
export function withTokens(parameters: URLSearchParams, tokens: readonly PropertyFilterProps.Token[]): URLSearchParams {
  const next = withoutFilter(parameters);
  const chosen = new Map<Choice, Values>();
  const texts: string[] = [];
  for (const { propertyKey, operator, value } of tokens) {
    const values = [value].flat().filter((entry) => typeof entry === 'string' && entry.trim() !== '') as string[];
    const choice = choiceKeys.find((key) => key === propertyKey);
    if (values.length === 0) continue;
    if (choice === undefined) texts.push(...values);
    else {
      const { wanted, unwanted } = chosen.get(choice) ?? { wanted: [], unwanted: [] };
      chosen.set(
        choice,
        operator === '!='
          ? { wanted, unwanted: [...unwanted, ...values] }
          : { wanted: [...wanted, ...values], unwanted },
      );
    }
  }
  for (const [choice, values] of chosen) next.set(choice, joinValues(values));
  if (texts.length > 0) next.set('text', texts.join(' '));
  return next;
}

export function withoutFilter(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const key of [...choiceKeys, 'text', 'page']) next.delete(key);
  return next;
}

/** The rules that the address's filter chooses: all words of its text, and of each property a wanted value. */
export function matchingRules(rules: readonly RuleSummaryView[], parameters: URLSearchParams): RuleSummaryView[] {
  const words = (parameters.get('text') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const filters = choiceKeys
    .map((key) => ({ key, ...valuesOf(parameters.get(key)) }))
    .filter(({ wanted, unwanted }) => wanted.length + unwanted.length > 0);
  return rules.filter((rule) => {
    const text = `${rule.id} ${rule.title} ${rule.assetType}`.toLowerCase();
    const values = valuesOfRule(rule);
    return (
      words.every((word) => text.includes(word)) &&
      filters.every(
        ({ key, wanted, unwanted }) =>
          (wanted.length === 0 || values[key].some((value) => wanted.includes(value))) &&
          !values[key].some((value) => unwanted.includes(value)),
      )
    );
  });
}

const orders = {
  severity: (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  title: (one, other) => one.title.localeCompare(other.title, 'en'),
  assetType: (one, other) => one.assetType.localeCompare(other.assetType, 'en'),
  failed: (one, other) => one.failed - other.failed,
  unknown: (one, other) => one.unknown - other.unknown,
  broken: (one, other) => one.broken - other.broken,
  passed: (one, other) => one.passed - other.passed,
} satisfies Record<string, (one: RuleSummaryView, other: RuleSummaryView) => number>;
export type SortField = keyof typeof orders;

export interface RuleOrder {
  field: SortField;
  isDescending: boolean;
}

/** The order that the address says; where it says none: most failing assets first. */
export function orderOf(parameters: URLSearchParams): RuleOrder {
  const text = parameters.get('sort') ?? '-failed';
  const field = text.replace(/^-/, '');
  return Object.hasOwn(orders, field)
    ? { field: field as SortField, isDescending: text.startsWith('-') }
    : { field: 'failed', isDescending: true };
}

/** Rules that are alike in what they are sorted by go by severity, then by title. */
export function sortRules(rules: readonly RuleSummaryView[], { field, isDescending }: RuleOrder): RuleSummaryView[] {
  const sign = isDescending ? -1 : 1;
  return [...rules].sort(
    (one, other) => sign * orders[field](one, other) || orders.severity(one, other) || orders.title(one, other),
  );
}

/** The page that the address says, within those that there are; from 1. */
export function pageOf(parameters: URLSearchParams, pages: number): number {
  const page = Number(parameters.get('page') ?? 1);
  return Number.isInteger(page) ? Math.min(Math.max(page, 1), Math.max(pages, 1)) : 1;
}

/** How many rules there are of each sort that one looks for, with the filter that shows them. */
export function countsOf(rules: readonly RuleSummaryView[]): { label: string; count: number; query: string }[] {
  const sorts = [
    ['Enabled', 'enabled=yes'],
    ['Off', 'enabled=no'],
    ['Your own', 'origin=team'],
    ['With failing assets', 'says=failing'],
    ['Cannot tell of some', 'says=unknown'],
    ['Broken', 'says=broken'],
  ] as const;
  return sorts.map(([label, query]) => ({
    ...{ label, query },
    count: matchingRules(rules, new URLSearchParams(query)).length,
  }));
}
