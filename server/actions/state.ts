import { createHash } from 'node:crypto';
import { orderlessJson } from '../assets/fingerprint.ts';
import type { Change, State } from './action.ts';

/** The same for the same state, whatever the order of its fields and lists. */
export function hashOfState(state: State | null): string {
  return createHash('sha256')
    .update(orderlessJson(plain(state)))
    .digest('base64url');
}

export function isSameState(one: State | null, other: State | null): boolean {
  return hashOfState(one) === hashOfState(other);
}

/**
 * Whether a state is somewhere on the way of a change: each of its fields is as before or as after. That is what a change
 * leaves behind that was interrupted.
 */
export function isBetween(state: State | null, { from, to }: Change): boolean {
  if (state === null || from === null || to === null) return isSameState(state, from) || isSameState(state, to);
  const names = new Set([state, from, to].flatMap((one) => Object.keys(one)));
  return [...names].every((name) => {
    const now = orderlessJson(plain(state[name] ?? null));
    return now === orderlessJson(plain(from[name] ?? null)) || now === orderlessJson(plain(to[name] ?? null));
  });
}

/** As it is stored: without what JSON does not have. */
export function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value ?? null));
}
