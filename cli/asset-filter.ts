import { usageProblem } from './problem.ts';

/** What `--filter` can name, and what the help says of it. */
export const filterKeys = {
  account: 'nickname, AWS account ID or ID',
  type: 'AWS::S3::Bucket',
  service: 's3',
  region: 'eu-west-1',
  tag: 'key, or key=value',
  name: 'part of the name',
  text: 'part of the ARN, the name or the document',
  state: 'present (default), deleted or all',
} as const;

type FilterKey = keyof typeof filterKeys;
export type Filters = Partial<Record<FilterKey, string>>;

const single: readonly FilterKey[] = ['name', 'text', 'state'];

/**
 * The filters of a command line. Values of one key, separated by commas or given again, are alternatives; different keys
 * must all match. A comma that belongs to a value is written `\,`, as the API has it.
 */
export function readFilters(words: readonly string[]): Filters {
  const filters: Filters = {};
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const key = (Object.keys(filterKeys) as FilterKey[]).find((known) => known === name);
    if (key === undefined) {
      throw usageProblem(
        `“${word}” is no filter.`,
        `A filter is <key>=<value>; the keys are ${Object.keys(filterKeys).join(', ')}.`,
      );
    }
    if (value === '') throw usageProblem(`The filter “${key}” has no value.`, `For example: ${key}=…`);
    const earlier = filters[key];
    if (earlier !== undefined && single.includes(key)) {
      throw usageProblem(`The filter “${key}” can be given once.`, 'Leave one of them out.');
    }
    filters[key] = earlier === undefined ? value : `${earlier},${value}`;
  }
  if (filters.state !== undefined && !['present', 'deleted', 'all'].includes(filters.state)) {
    throw usageProblem(`“state=${filters.state}” is no state.`, 'There are present, deleted and all.');
  }
  return filters;
}

/** The values between commas; a comma that belongs to a value is written `\,`. */
export function splitValues(text: string): string[] {
  const values = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return values.map((value) => value.replace(/\\(.)/g, '$1').trim()).filter((value) => value !== '');
}
