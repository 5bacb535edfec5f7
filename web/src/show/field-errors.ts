import type { Trouble } from '../api/problem.ts';

/** What the server found wrong with each field, by the field's name. */
export function fieldErrors(problem: Trouble | undefined): Record<string, string> {
  return Object.fromEntries((problem?.fields ?? []).map(({ field, message }) => [field, message]));
}
