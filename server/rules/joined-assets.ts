import type { Circumstances, JoinedAssets } from './compile.ts';
import type { JudgedAsset, Missing } from './values.ts';

/** The assets of a cloud account that rules join, as plain data. */
export interface JoinedData {
  assetsByType: ReadonlyMap<string, readonly JudgedAsset[]>;
  /** What is not known of which assets of a type there are: of all regions under the type, of one under `type region`. */
  unlisted: ReadonlyMap<string, readonly Missing[]>;
}

/** Finds joined assets of a region, or with a field's value, without going through all of them. */
export function joinedFinder({ assetsByType, unlisted }: JoinedData): Circumstances['joined'] {
  const indexes = new Map<string, Map<unknown, JudgedAsset[]>>();
  const index = (type: string, key: string, of: (asset: JudgedAsset) => unknown) => {
    const name = `${type} ${key}`;
    const known = indexes.get(name) ?? Map.groupBy(assetsByType.get(type) ?? [], of);
    indexes.set(name, known);
    return known;
  };
  return (type, { region, field, values }) => {
    const key = region === undefined ? type : `${type} ${region}`;
    const missing = unlisted.get(key) ?? unlisted.get(type) ?? [];
    const inRegion = (asset: JudgedAsset) => region === undefined || asset.region === region;
    if (field === undefined) {
      const found =
        region === undefined
          ? (assetsByType.get(type) ?? [])
          : (index(type, 'region', (asset) => asset.region).get(region) ?? []);
      return { assets: found, unlisted: missing };
    }
    const byField = index(type, `field ${field}`, (asset) =>
      whyUnknown(asset, field) ? unknownKey : fieldOf(asset, field),
    );
    const found = [...new Set(values)].flatMap((value) => byField.get(value) ?? []);
    const perhaps = byField.get(unknownKey) ?? [];
    return {
      assets: found.filter(inRegion),
      unlisted: [...missing, ...missingFieldsOf(perhaps.filter(inRegion), type, field)],
    };
  };
}

/** Where assets are put whose field could not be read: they may be meant or not. */
const unknownKey = Symbol('unknown');

function partOf(field: string): string {
  return field.split('.')[0] ?? field;
}

function whyUnknown(asset: JudgedAsset, field: string) {
  return asset.unknownParts[partOf(field)];
}

/** Why it is not known whether assets are those that a rule looks for. */
function missingFieldsOf(assets: readonly JudgedAsset[], type: string, field: string): JoinedAssets['unlisted'] {
  const missing = new Map<string, Missing>();
  for (const asset of assets) {
    const why = whyUnknown(asset, field);
    if (why === undefined) continue;
    const { operation, code, permission } = why;
    missing.set(`${operation} ${code}`, { part: `${type} ${partOf(field)}`, operation, code, permission });
  }
  return [...missing.values()];
}

/** The value of a field, with dots a field within fields. */
function fieldOf({ document }: JudgedAsset, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, field) => (value as Record<string, unknown> | null | undefined)?.[field], document);
}
