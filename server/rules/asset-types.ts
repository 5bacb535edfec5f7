import type { AssetDeclaration, ListingDeclaration, ServiceDeclaration } from '../aws/service.ts';
import { services } from '../aws/services.ts';

/** What a rule can ask of an asset type, from the declarations of what is collected. */
export interface AssetType {
  type: string;
  service: string;
  isGlobal: boolean;
  /** The part of the document that the tags come from. */
  tagsPart: string;
  /** The parts that are read by calls of their own, each with what reads it. */
  parts: ReadonlyMap<string, { operation: string; permission: string }>;
  /** The operations that list the assets: `cloudtrail:DescribeTrails`. */
  listedBy: readonly string[];
}

/** Every asset type that is collected, by its name. */
export function readAssetTypes(declarations: readonly ServiceDeclaration[] = services): Map<string, AssetType> {
  const types = new Map<string, AssetType>();
  for (const service of declarations) {
    const named = (operation: string) => `${service.id}:${operation}`;
    const add = (asset: Pick<AssetDeclaration, 'type' | 'parts' | 'tags'>, listedBy: readonly string[]) => {
      const parts = Object.entries(asset.parts).map(
        ([name, { operation, permission }]) => [name, { operation: named(operation), permission }] as const,
      );
      const known = types.get(asset.type);
      types.set(asset.type, {
        type: asset.type,
        service: service.id,
        isGlobal: service.scope === 'global',
        tagsPart: asset.tags.split('.')[0] ?? '',
        parts: new Map([...(known?.parts ?? []), ...parts]),
        listedBy: [...new Set([...(known?.listedBy ?? []), ...listedBy])],
      });
    };
    const walk = (listing: ListingDeclaration, above: readonly string[]): void => {
      const by = [...above, named(listing.operation)];
      for (const asset of listing.assets) {
        add(asset, by);
        for (const child of asset.children) walk(child, by);
      }
    };
    for (const listing of service.listings) walk(listing, []);
    for (const settings of service.settings) add(settings, []);
  }
  return types;
}
