import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { AssetCounts, AssetSummaryView } from '../../../../server/assets/api.ts';
import type { ServiceView } from '../../../../server/scans/api.ts';
import { plural } from '../../show/plural.ts';
import { stateLabels } from './assets.model.ts';

const mostTags = 200;

/**
 * What can be filtered on: what there is, with how many assets each value has, and then the types and services that
 * CloudCoreo collects and found none of.
 */
export function filterOptions(
  counts: AssetCounts | undefined,
  services: readonly ServiceView[],
  shown: readonly AssetSummaryView[],
  chosen: readonly PropertyFilterProps.Token[],
): PropertyFilterProps.FilteringOption[] {
  const names = new Map(services.map(({ id, name }) => [id, name]));
  const options: PropertyFilterProps.FilteringOption[] = [];
  for (const { cloudAccountId, nickname, count } of counts?.byCloudAccount ?? []) {
    options.push({ propertyKey: 'cloudAccountId', value: cloudAccountId, label: nickname, tags: [amount(count)] });
  }
  for (const { id, count } of withAbsent(counts?.byService, 'service', [...names.keys()])) {
    const name = names.get(id);
    options.push({
      propertyKey: 'service',
      value: id,
      tags: name === undefined ? [amount(count)] : [name, amount(count)],
    });
  }
  for (const { id, count } of withAbsent(
    counts?.byType,
    'type',
    services.flatMap(({ types }) => types),
  )) {
    options.push({ propertyKey: 'type', value: id, tags: [amount(count)] });
  }
  for (const { region, count } of counts?.byRegion ?? []) {
    options.push({ propertyKey: 'region', value: region, tags: [amount(count)] });
  }
  for (const value of tagsOf(shown, chosen)) options.push({ propertyKey: 'tag', value });
  for (const [value, label] of Object.entries(stateLabels)) options.push({ propertyKey: 'state', value, label });
  return options;
}

const amount = (count: number) => plural(count, 'asset');

function withAbsent<Key extends string>(
  counted: readonly ({ count: number } & Record<Key, string>)[] | undefined,
  key: Key,
  all: readonly string[],
): { id: string; count: number }[] {
  const present = (counted ?? []).map((entry) => ({ id: entry[key] as string, count: entry.count }));
  const known = new Set(present.map(({ id }) => id));
  const absent = [...new Set(all)].filter((id) => !known.has(id)).sort();
  return [...present, ...absent.map((id) => ({ id, count: 0 }))];
}

/** Keys and `key=value` of the assets at hand, and those chosen already, which the page may no longer show. */
function tagsOf(assets: readonly AssetSummaryView[], chosen: readonly PropertyFilterProps.Token[]): string[] {
  const suggestions = new Set<string>();
  for (const { tags } of assets) {
    for (const [key, value] of Object.entries(tags)) {
      suggestions.add(key);
      if (value !== '') suggestions.add(`${key}=${value}`);
    }
  }
  const most = [...suggestions].sort((one, other) => one.localeCompare(other)).slice(0, mostTags);
  const own = chosen
    .filter(({ propertyKey }) => propertyKey === 'tag')
    .flatMap(({ value }) => [value].flat().map(String));
  return [...new Set([...own, ...most])];
}
