/** Identifiers by type and region. `null`: there is one such thing, and it has no name. */
export type Listing = Record<string, Record<string, (string | null)[]>>;

type Asset = { arn: string; type: string; region: string };

type Difference = { onlyScanned: string[]; onlyListed: (string | null)[] };

/** What only one side has, by type and region. Two that have the same are `{}`. */
export function compare(assets: readonly Asset[], listed: Listing): Record<string, Difference> {
  const scanned = new Map<string, string[]>();
  for (const { type, region, arn } of assets) {
    const place = `${type} ${region}`;
    scanned.set(place, [...(scanned.get(place) ?? []), arn]);
  }
  const named = new Map<string, (string | null)[]>(
    Object.entries(listed).flatMap(([type, regions]) =>
      Object.entries(regions).map(([region, identifiers]) => [`${type} ${region}`, identifiers] as const),
    ),
  );
  const differences: Record<string, Difference> = {};
  for (const place of new Set([...scanned.keys(), ...named.keys()])) {
    const onlyScanned = [...(scanned.get(place) ?? [])];
    const onlyListed: (string | null)[] = [];
    for (const identifier of named.get(place) ?? []) {
      const index = onlyScanned.findIndex((arn) => isCalled(arn, identifier));
      if (index === -1) onlyListed.push(identifier);
      else onlyScanned.splice(index, 1);
    }
    if (onlyScanned.length > 0 || onlyListed.length > 0) differences[place] = { onlyScanned, onlyListed };
  }
  return differences;
}

/** An ARN is called by itself, or by the name or ID that it ends with. */
function isCalled(arn: string, identifier: string | null): boolean {
  if (identifier === null || arn === identifier) return true;
  if (identifier.startsWith('arn:') || !arn.endsWith(identifier)) return false;
  return identifier.startsWith('/') || /[/:]$/.test(arn.slice(0, -identifier.length));
}
