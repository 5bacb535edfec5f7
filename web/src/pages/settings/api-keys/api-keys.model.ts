/** How long a key may live, in days; the API takes 1 to 365. */
export const lifetimes = [7, 30, 90, 180, 365];

export function isExpired(expiresAt: string, now: Date): boolean {
  return new Date(expiresAt) <= now;
}

/** What is wrong with a key's name, or `undefined`. */
export function keyNameError(name: string): string | undefined {
  if (name.trim() === '') return 'Name what the key is for, for example “nightly export”.';
  if (name.trim().length > 64) return 'A name has at most 64 characters.';
  return undefined;
}
