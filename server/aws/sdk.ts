import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { callsOf, type ServiceDeclaration } from './service.ts';

/**
 * A client package of the SDK brings all operations of its service: all packages together take seconds to load and
 * hundreds of megabytes. `scripts/build-sdk.ts` makes small ones of them that bring what is called; where they are not
 * there or not current, the packages themselves are loaded (docs/decisions/008).
 */
export const sdkDirectory = new URL('../../.cache/sdk/', import.meta.url);

/** What the small packages are made from. When it changes they are stale. */
export function sdkKeyOf(services: readonly ServiceDeclaration[]): string {
  const lock = readFileSync(new URL('../../package-lock.json', import.meta.url));
  const parts = services.map((service) => [service.id, partKeyOf(service)]);
  return createHash('sha256').update(lock).update(JSON.stringify(parts)).digest('hex');
}

/** The operations that are called of a service, sorted. */
export function operationsOf(service: ServiceDeclaration): string[] {
  const others = service.otherNeeds.map(({ action }) => action.replace(/^.*:/, ''));
  return [...new Set([...callsOf(service).map(({ operation }) => operation), ...others])].sort();
}

export interface SdkManifest {
  /** What all of it was made from. */
  key: string;
  /** What each small package has, by service. */
  services: Record<string, string>;
}

let manifest: SdkManifest | undefined;

export function readManifest(): SdkManifest {
  try {
    return JSON.parse(readFileSync(new URL('manifest.json', sdkDirectory), 'utf8'));
  } catch {
    // Not built: an installation without development dependencies, or the first start.
    return { key: '', services: {} };
  }
}

/** Loads what is called of a service's client package. */
export async function loadSdk(service: ServiceDeclaration): Promise<object> {
  manifest ??= readManifest();
  const key = manifest.services[service.id];
  if (key === undefined || key !== partKeyOf(service)) return service.load();
  return import(new URL(`${service.id}.js`, sdkDirectory).href);
}

/** A service is loaded from its small package only when that has all that is called. */
export function partKeyOf(service: ServiceDeclaration): string {
  return JSON.stringify([service.client, operationsOf(service)]);
}
