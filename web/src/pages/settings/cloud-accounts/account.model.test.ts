import { describe, expect, test } from 'vitest';
import type { CloudAccountView, DriftView } from '../../../../../server/accounts/api.ts';
import { accountStatus, attentionReasons, canCarryOnWithoutKey, isMoving, setupUserStatus } from './account.model.ts';

const drift = (code: DriftView['code']): DriftView => ({ code, detail: 'd', mend: 'm' });

const account: CloudAccountView = {
  id: 'a',
  nickname: 'production',
  awsAccountId: '111111111111',
  partition: 'aws',
  method: 'access-key',
  accessLevel: 'audit',
  state: 'connected',
  roleArn: 'arn:aws:iam::111111111111:role/CloudCoreoAssumedRole',
  externalId: 'e',
  pendingExternalId: null,
  steps: [],
  failure: null,
  drift: [],
  setupUser: { state: 'removed', name: 'MyCloudCoreoUser', checkedAt: null },
  lastVerifiedAt: null,
  connectedAt: null,
  createdAt: '2030-01-01T00:00:00Z',
  lastScan: null,
  judgedScanId: null,
  assetCount: 0,
};

describe('accountStatus', () => {
  test('counts the drift of a connected account', () => {
    expect(accountStatus(account)).toEqual({ type: 'success', text: 'Connected' });
    expect(accountStatus({ state: 'connected', drift: [drift('policy_behind')] })).toEqual({
      type: 'warning',
      text: 'Connected, 1 drift',
    });
  });

  test('shows an error when the role cannot be reached or its lock is open', () => {
    expect(accountStatus({ state: 'connected', drift: [drift('lock_open')] }).type).toBe('error');
    expect(accountStatus({ state: 'connected', drift: [drift('role_unreachable')] }).type).toBe('error');
  });
});

test('says "Setup user removed" once it was seen gone', () => {
  expect(setupUserStatus(account.setupUser)).toEqual({ type: 'success', text: 'Setup user removed' });
  expect(setupUserStatus({ ...account.setupUser, state: 'present' }).text).toBe('MyCloudCoreoUser can go');
});

describe('attentionReasons', () => {
  test('finds none for a healthy account', () => {
    expect(attentionReasons(account)).toEqual([]);
  });

  test('names a failed connection and a setup user that is still there', () => {
    const troubled: CloudAccountView = {
      ...account,
      state: 'failed',
      setupUser: { state: 'present', name: 'Temp', checkedAt: null },
    };
    expect(attentionReasons(troubled).map(({ text }) => text)).toEqual(['Failed', 'Temp can go']);
  });

  test('does not count an account that is connecting', () => {
    expect(attentionReasons({ ...account, state: 'connecting' })).toEqual([]);
  });
});

test('watches accounts that connect or scan', () => {
  expect(isMoving(account)).toBe(false);
  expect(isMoving({ ...account, state: 'connecting' })).toBe(true);
});

test('carries on without the key only when the role exists', () => {
  const steps = (state: 'done' | 'failed') => [{ id: 'create-role' as const, state, detail: '' }];
  expect(canCarryOnWithoutKey({ ...account, state: 'failed', steps: steps('done') })).toBe(true);
  expect(canCarryOnWithoutKey({ ...account, state: 'failed', steps: steps('failed') })).toBe(false);
  expect(canCarryOnWithoutKey({ ...account, state: 'interrupted', method: 'role' })).toBe(true);
  expect(canCarryOnWithoutKey(account)).toBe(false);
});
