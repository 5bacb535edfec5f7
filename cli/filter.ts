import { usageProblem } from './problem.ts';

/** What `--filter` can name: each key with what the help says of it. */
export type FilterKeys = Readonly<Record<string, string>>;
export type Filters<Keys extends FilterKeys> = Partial<Record<keyof Keys & string, string>>;

/**
 * The filters of a command line. Values of one key, separated by commas or given again, are alternatives; different keys
 * must all match. A comma that belongs to a value is written `\,`, as the API has it.
 * @param single keys that take one value
 * @param choices the values that there are of a key
 */
export function readFilters<const Keys extends FilterKeys>(
  words: readonly string[],
  keys: Keys,
  {
    single = [],
    choices = {},
  }: { single?: readonly (keyof Keys)[]; choices?: Partial<Record<keyof Keys, readonly string[]>> },
): Filters<Keys> {
  const filters: Filters<Keys> = {};
  for (const word of words) {
    const [, name = '', value = ''] = /^([^=]*)=(.*)$/s.exec(word) ?? [];
    const key = (Object.keys(keys) as (keyof Keys & string)[]).find((known) => known === name);
    if (key === undefined) {
      throw usageProblem(
        `“${word}” is no filter.`,
        `A filter is <key>=<value>; the keys are ${Object.keys(keys).join(', ')}.`,
      );
    }
    if (value === '') throw usageProblem(`The filter “${key}” has no value.`, `For example: ${key}=…`);
    const allowed = choices[key];
    if (allowed !== undefined && splitValues(value).some((one) => !allowed.includes(one.replace(/^!/, '')))) {
      throw usageProblem(`“${key}=${value}” is no ${key}.`, `There are ${allowed.join(', ')}.`);
    }
    const earlier = filters[key];
    if (earlier !== undefined && single.includes(key)) {
      throw usageProblem(`The filter “${key}” can be given once.`, 'Leave one of them out.');
    }
    filters[key] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return filters;
}

/** How the help tells of filters. */
export function describeFilters(keys: FilterKeys): string {
  const longest = Math.max(...Object.keys(keys).map((key) => key.length));
  return ['Filters:', ...Object.entries(keys).map(([key, text]) => `  ${key.padEnd(longest)} ${text}`)].join('\n');
}

/** The values between commas; a comma that belongs to a value is written `\,`. */
export function splitValues(text: string): string[] {
  const values = text.match(/(?:\\.|[^,\\])+/g) ?? [];
  return values.map((value) => value.replace(/\\(.)/g, '$1').trim()).filter((value) => value !== '');
}
