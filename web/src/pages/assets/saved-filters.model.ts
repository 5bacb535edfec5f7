import type { SelectProps } from '@cloudscape-design/components/select';
import type { SavedFilterView } from '../../../../server/assets/api.ts';
import { sortOf, sortText, tokensOf, withoutFilter, withTokens } from './assets.model.ts';

/** What is saved of the address: the filter and the sort order, always written alike. */
export function queryToSave(parameters: URLSearchParams): string {
  const query = withTokens(new URLSearchParams(), tokensOf(parameters));
  const sort = sortText(sortOf(parameters));
  if (sort !== 'name') query.set('sort', sort);
  return query.toString();
}

/** The address's parameters with a saved filter in place of the present one. What it says is judged like any address. */
export function withSaved(parameters: URLSearchParams, { query }: SavedFilterView): URLSearchParams {
  const saved = new URLSearchParams(queryToSave(new URLSearchParams(query)));
  const next = withoutFilter(parameters);
  next.delete('sort');
  for (const [name, value] of saved) next.set(name, value);
  return next;
}

/** The saved filter that the address shows; how it is sorted does not matter. */
export function savedAt(parameters: URLSearchParams, filters: readonly SavedFilterView[]): SavedFilterView | undefined {
  const textOf = (of: URLSearchParams) => withTokens(new URLSearchParams(), tokensOf(of)).toString();
  const present = textOf(parameters);
  if (present === '') return undefined;
  return filters.find(({ query }) => textOf(new URLSearchParams(query)) === present);
}

/** A person's own filters, then those of others. */
export function savedOptions(filters: readonly SavedFilterView[]): SelectProps.Options {
  const optionOf = ({ id, name, isShared, isOwn }: SavedFilterView) => ({
    value: id,
    label: name,
    ...(isOwn && isShared ? { tags: ['shared'] } : {}),
  });
  const groups = [
    { label: 'Yours', options: filters.filter(({ isOwn }) => isOwn).map(optionOf) },
    { label: 'Shared with the team', options: filters.filter(({ isOwn }) => !isOwn).map(optionOf) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
