import { createHash } from 'node:crypto';
import type { CollectedAsset } from '../aws/collect.ts';

/** What tells whether an asset is the one that is stored. */
export interface Fingerprint {
  /** Of all that makes it a changed one. */
  hash: string;
  /** Of all that is stored: also what moves without anybody's doing. */
  contentHash: string;
}

/**
 * AWS's wording of a refusal is left out: it differs from call to call. The order of lists is too: AWS gives most of
 * them in any (docs/decisions/007).
 */
export function fingerprintOf(asset: CollectedAsset): Fingerprint {
  const { type, region, name, tags, document, unknownParts, volatile } = asset;
  const unknown = Object.entries(unknownParts).map(([part, { code, permission }]) => [part, code, permission]);
  const rest = orderlessJson({ type, region, name, tags, unknown });
  const contentHash = digest(rest + orderlessJson(document));
  if (volatile.length === 0) return { hash: contentHash, contentHash };
  return { hash: digest(rest + orderlessJson(withoutFields(document, volatile))), contentHash };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** JSON in which equal content is equal text, whatever the order of fields and lists. */
export function orderlessJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(orderlessJson).sort().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key];
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${orderlessJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}

/** A document without some fields. A path with dots goes into fields of fields, and through the entries of lists. */
export function withoutFields(document: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> {
  let left: unknown = document;
  for (const path of paths) left = withoutField(left, path.split('.'));
  return left as Record<string, unknown>;
}

function withoutField(value: unknown, [field = '', ...rest]: string[]): unknown {
  if (Array.isArray(value)) return value.map((entry) => withoutField(entry, [field, ...rest]));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return value;
  const { [field]: dropped, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [field]: withoutField(dropped, rest) };
}
