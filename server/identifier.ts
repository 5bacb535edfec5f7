import { randomBytes } from 'node:crypto';

/** A new random ID with a prefix that says what it names: `ca_…`. 120 bits, safe in URLs. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(15).toString('base64url')}`;
}
