/**
 * Where an action is on its way:
 * `planning` (asset being read) → `planned` → [`waiting` for a second person] → `queued` (for a worker, or for the window)
 * → `applying` → `done` → [`undoing` → `undone`]. It ends early as `unneeded` (already so), `refused` (no plan can be made),
 * `cancelled`, or `failed`.
 */
export const actionStatuses = [
  'planning',
  'planned',
  'waiting',
  'queued',
  'applying',
  'done',
  'undoing',
  'undone',
  'unneeded',
  'refused',
  'cancelled',
  'failed',
] as const;
export type ActionStatus = (typeof actionStatuses)[number];

type Change = 'apply' | 'approve' | 'reject' | 'cancel' | 'undo' | 'plan';

/** The statuses that each change by a person is for. */
export const statusesFor: Record<Change, readonly ActionStatus[]> = {
  apply: ['planned'],
  approve: ['waiting'],
  reject: ['waiting'],
  cancel: ['planning', 'planned', 'waiting', 'queued'],
  undo: ['done', 'failed'],
  plan: ['planned', 'waiting', 'unneeded', 'refused', 'failed', 'cancelled', 'undone'],
};
