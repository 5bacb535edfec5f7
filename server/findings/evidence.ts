import type { Evidence } from './schema.ts';

const longestValue = 300;

/** The values at the paths of a document, `Rules[1].Source.Cidr`. */
export function evidenceAt(document: Readonly<Record<string, unknown>>, paths: readonly string[]): Evidence[] {
  return paths.map((path) => {
    const value = valueAt(document, path);
    if (value === undefined || value === null) return { path, value: null };
    const text = JSON.stringify(value);
    return { path, value: text.length > longestValue ? `${text.slice(0, longestValue)}…` : text };
  });
}

/** Names of fields may have dots in them, such as those of tags, so the longest that fits is taken. */
function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value;
  if (path.startsWith('[')) {
    const end = path.indexOf(']');
    const entry = Array.isArray(value) ? value[Number(path.slice(1, end))] : undefined;
    return valueAt(entry, path.slice(end + 1).replace(/^\./, ''));
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const field = Object.keys(value)
    .filter((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[`))
    .sort((a, b) => b.length - a.length)[0];
  if (field === undefined) return undefined;
  return valueAt((value as Record<string, unknown>)[field], path.slice(field.length).replace(/^\./, ''));
}
