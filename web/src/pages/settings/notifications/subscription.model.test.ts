import { describe, expect, test } from 'vitest';
import type { SubscriptionView } from '../../../../../server/notifications/api.ts';
import * as subscription from './subscription.model.ts';

const daily: SubscriptionView = {
  ...{ id: 'ns_1', name: 'daily', channelId: 'nc_1', isEnabled: true, changes: ['opened'], severities: ['critical'] },
  ...{ cloudAccountIds: ['ca_1'], ruleIds: null, timing: 'daily', hour: 8, timeZone: 'Europe/Berlin', waiting: 0 },
  ...{ nextDigestAt: null, updatedAt: '', updatedByName: 'Ann' },
};

describe('a subscription', () => {
  test('is sent as it was read, with another switch', () => {
    const { id: _, waiting: __, nextDigestAt: ___, updatedAt: ____, updatedByName: _____, ...request } = daily;
    expect(subscription.switchedRequest(daily, false)).toEqual({ ...request, isEnabled: false });
  });

  test('lets everything through where nothing is chosen', () => {
    const draft = { ...subscription.draftOf(undefined, [{ id: 'nc_1' }], 'UTC'), severities: [] };
    expect(subscription.requestOf(draft)).toMatchObject({
      ...{ channelId: 'nc_1', severities: null, cloudAccountIds: null, ruleIds: null },
    });
  });

  test('says in words when and what it tells', () => {
    expect(subscription.timingWords(daily)).toBe('Daily at 08:00, Europe/Berlin');
    expect(subscription.filterWords(daily, new Map([['ca_1', 'production']]))).toEqual(['critical', 'production']);
    const wide = { ...daily, severities: null, cloudAccountIds: ['a', 'b'], ruleIds: ['x', 'y'] };
    expect(subscription.filterWords(wide, new Map())).toEqual(['all severities', '2 accounts', '2 rules']);
  });

  test('needs a name, a channel and a kind of change', () => {
    const draft = { ...subscription.draftOf(undefined, [], 'UTC'), changes: [] };
    expect(Object.keys(subscription.draftErrors(draft))).toEqual(['name', 'channelId', 'changes']);
  });
});
