import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { CloudAccountView } from '../../../../../server/accounts/api.ts';
import { plural } from '../../../show/plural.ts';

interface Status {
  type: StatusIndicatorProps.Type;
  text: string;
}

export const stateLabels: Record<CloudAccountView['state'], string> = {
  connected: 'Connected',
  connecting: 'Connecting',
  interrupted: 'Interrupted',
  failed: 'Failed',
};

/** Drift that leaves CloudCoreo without access, or the account open to others. */
const graveDrift: ReadonlySet<string> = new Set(['role_unreachable', 'lock_open']);

export function accountStatus({ state, drift }: Pick<CloudAccountView, 'state' | 'drift'>): Status {
  switch (state) {
    case 'connecting':
      return { type: 'in-progress', text: 'Connecting' };
    case 'interrupted':
      return { type: 'warning', text: 'Interrupted' };
    case 'failed':
      return { type: 'error', text: 'Failed' };
    case 'connected':
      if (drift.length === 0) return { type: 'success', text: 'Connected' };
      return {
        type: drift.some(({ code }) => graveDrift.has(code)) ? 'error' : 'warning',
        text: `Connected, ${plural(drift.length, 'drift')}`,
      };
  }
}

export function setupUserStatus(setupUser: CloudAccountView['setupUser']): Status {
  const name = setupUser.name ?? 'the setup user';
  switch (setupUser.state) {
    case 'none':
      return { type: 'not-started', text: 'None was used' };
    case 'present':
      return { type: 'warning', text: `${name} can go` };
    case 'removed':
      return { type: 'success', text: 'Setup user removed' };
    case 'unknown':
      return { type: 'pending', text: `Not known whether ${name} is gone` };
  }
}

/** The same in a word or two, for a column that is headed "Setup user". */
export function setupUserWord({ state }: CloudAccountView['setupUser']): string {
  return { none: 'None', present: 'Still there', removed: 'Removed', unknown: 'Not known' }[state];
}

/** Why a person should look at this account; empty when there is no reason. */
export function attentionReasons(account: CloudAccountView): Status[] {
  const reasons: Status[] = [];
  const status = accountStatus(account);
  if (status.type === 'error' || status.type === 'warning') reasons.push(status);
  if (account.lastScan?.state === 'failed') reasons.push({ type: 'error', text: 'Last scan failed' });
  if (account.setupUser.state === 'present') reasons.push(setupUserStatus(account.setupUser));
  return reasons;
}

/** Whether something is under way on the account that a page should watch. */
export function isMoving(account: Pick<CloudAccountView, 'state' | 'lastScan'>): boolean {
  const scan = account.lastScan?.state;
  return account.state === 'connecting' || scan === 'queued' || scan === 'running';
}

/** A role already exists in AWS, so a connection that broke off may be carried on without the key. */
export function canCarryOnWithoutKey(account: Pick<CloudAccountView, 'state' | 'method' | 'steps'>): boolean {
  if (account.state !== 'failed' && account.state !== 'interrupted') return false;
  return account.method === 'role' || account.steps.some(({ id, state }) => id === 'create-role' && state === 'done');
}
