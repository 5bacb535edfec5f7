import { readAssetTypes } from './asset-types.ts';

let services: ReadonlyMap<string, string> | undefined;

/** The service that an asset type is collected from. */
export function serviceOf(assetType: string): string {
  services ??= new Map([...readAssetTypes()].map(([type, { service }]) => [type, service]));
  return services.get(assetType) ?? '';
}
