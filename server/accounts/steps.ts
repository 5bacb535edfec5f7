import type { Failure } from '../failure.ts';

/**
 * The steps of connecting, in the order in which a page shows them. The first five use the setup key;
 * "Use a role" begins at `assume-role`.
 */
export const connectStepIds = [
  'get-user',
  'create-policy',
  'create-role',
  'attach-policy',
  'forget-key',
  'assume-role',
  'prove-lock',
  'read-policy',
] as const;

export type ConnectStepId = (typeof connectStepIds)[number];

export interface ConnectStep {
  id: ConnectStepId;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** What was done or found, in one line, with the real names in it. */
  detail: string;
}

/** What an attempt tells whoever watches it. The last event is `connected` or `failed`. */
export type ConnectEvent =
  | { type: 'step'; step: ConnectStep }
  | { type: 'connected'; cloudAccountId: string; scanId: string }
  | { type: 'failed'; failure: Failure };

/** All steps of a way in, none begun. */
export function plannedSteps(method: 'access-key' | 'role'): ConnectStep[] {
  const ids = method === 'role' ? connectStepIds.slice(connectStepIds.indexOf('assume-role')) : connectStepIds;
  return ids.map((id) => ({ id, state: 'waiting', detail: '' }));
}
