/** What a filter of the API wants: one of these, and none of those. */
export interface Values {
  wanted: string[];
  unwanted: string[];
}

/**
 * Reads a filter as the API takes it: values separated by commas; one that begins with `!` must not match; a comma or
 * backslash that belongs to a value has a backslash before it.
 */
export function valuesOf(text: string | null): Values {
  const values = ((text ?? '').match(/(?:\\.|[^,\\])+/gs) ?? [])
    .map((value) => value.replace(/\\(.)/gs, '$1').trim())
    .filter((value) => value !== '' && value !== '!');
  const isUnwanted = (value: string) => value.startsWith('!');
  return {
    wanted: values.filter((value) => !isUnwanted(value)),
    unwanted: values.filter(isUnwanted).map((value) => value.slice(1)),
  };
}

/** The reverse of `valuesOf`, each value once. */
export function joinValues({ wanted, unwanted }: Values): string {
  const all = [...wanted, ...unwanted.map((value) => `!${value}`)];
  return [...new Set(all)].map(escapeValue).join(',');
}

/** A value as the API takes it. */
export function escapeValue(value: string): string {
  return value.replace(/[\\,]/g, '\\$&');
}
