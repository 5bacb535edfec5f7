const longest = 4000;

/**
 * The text that a search looks through, in lower case: name, ARN, tags, and the texts of the document as far as there is
 * room. Dates and what the ARN says already are left out, to keep the index small.
 */
export function searchTextOf(asset: {
  name: string;
  arn: string;
  tags: Record<string, string>;
  document: Record<string, unknown>;
}): string {
  const words = new Set<string>([asset.name, asset.arn, ...Object.entries(asset.tags).flat()]);
  let length = [...words].join(' ').length;
  const visit = (value: unknown): void => {
    if (length >= longest) return;
    if (typeof value === 'string') {
      if (value.length < 3 || /^\d{4}-\d\d-\d\dT/.test(value) || words.has(value) || asset.arn.includes(value)) return;
      const kept = value.slice(0, 300);
      words.add(kept);
      length += kept.length + 1;
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(asset.document);
  return [...words].join(' ').slice(0, longest).toLowerCase().toWellFormed();
}
