/** What a filter of the API wants: one of these, and none of those. */
export interface Values {
  wanted: string[];
  unwanted: string[];
}

/**
 * Reads a filter as the API takes it: values separated by commas; one that begins with `!` must not match; a comma,
 * backslash or leading `!` that belongs to a value has a backslash before it.
 */
export function valuesOf(text: string | null): Values {
  const values: Values = { wanted: [], unwanted: [] };
  for (const written of (text ?? '').match(/(?:\\.|[^,\\])+/gs) ?? []) {
    const isUnwanted = written.trimStart().startsWith('!');
    const bare = isUnwanted ? written.trimStart().slice(1) : written;
    const value = bare.replace(/\\(.)/gs, '$1').trim();
    if (value !== '') (isUnwanted ? values.unwanted : values.wanted).push(value);
  }
  return values;
}

/** The reverse of `valuesOf`, each value once. */
export function joinValues({ wanted, unwanted }: Values): string {
  const all = [...wanted.map(escapeValue), ...unwanted.map((value) => `!${escapeValue(value)}`)];
  return [...new Set(all)].join(',');
}

/** A value as the API takes it. */
function escapeValue(value: string): string {
  return value.replace(/[\\,]|^!/g, '\\$&');
}
