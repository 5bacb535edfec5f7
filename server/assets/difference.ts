import { orderlessJson } from './fingerprint.ts';

/** A field of a document that is not what it was. `undefined`: there was or is none. */
interface FieldChange {
  /** `Encryption.Rules`. */
  path: string;
  before: unknown;
  after: unknown;
}

const deepest = 12;

/** So many changed fields are noted of an asset when it changes, at most. */
export const mostFields = 50;

/**
 * What differs between two documents, field by field, the smallest fields that differ. Lists are compared without
 * regard to order; one that differs is a change as a whole.
 * @param most so many changes are told at most
 */
export function differencesOf(before: unknown, after: unknown, most = 200): FieldChange[] {
  const changes: FieldChange[] = [];
  walk(before, after, [], changes, most);
  return changes;
}

function walk(before: unknown, after: unknown, path: string[], changes: FieldChange[], most: number): void {
  if (changes.length >= most || isSame(before, after)) return;
  if (path.length < deepest && isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const key of [...keys].sort()) walk(fieldOf(before, key), fieldOf(after, key), [...path, key], changes, most);
    return;
  }
  changes.push({ path: path.join('.'), before, after });
}

/** A part that AWS says is not configured is `null`; that is not the same as no such part. */
function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return orderlessJson(before) === orderlessJson(after);
}

function fieldOf(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
