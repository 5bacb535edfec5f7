import { queryOptions } from '@tanstack/react-query';
import type {
  ChannelRequest,
  ChannelView,
  DeliveryPage,
  DeliveryQuery,
  DeliveryView,
  SubscriptionRequest,
  SubscriptionView,
  TriedChannel,
} from '../../../server/notifications/api.ts';
import { call } from './client.ts';

interface Items<Item> {
  items: Item[];
}

const base = '/api/v1/notifications';
const channelPath = (id: string) => `${base}/channels/${encodeURIComponent(id)}`;
const subscriptionPath = (id: string) => `${base}/subscriptions/${encodeURIComponent(id)}`;
const deliveryPath = (id: string) => `${base}/deliveries/${encodeURIComponent(id)}`;

export const notificationsKey = ['notifications'] as const;

export const channelsQuery = queryOptions({
  queryKey: [...notificationsKey, 'channels'],
  queryFn: async ({ signal }) => (await call<Items<ChannelView>>('GET', `${base}/channels`, { signal })).items,
});

export const subscriptionsQuery = queryOptions({
  queryKey: [...notificationsKey, 'subscriptions'],
  queryFn: async ({ signal }) =>
    (await call<Items<SubscriptionView>>('GET', `${base}/subscriptions`, { signal })).items,
});

export function deliveriesQuery(query: Partial<DeliveryQuery>) {
  return queryOptions({
    queryKey: [...notificationsKey, 'deliveries', query],
    queryFn: ({ signal }) => call<DeliveryPage>('GET', `${base}/deliveries`, { query: { ...query }, signal }),
  });
}

export function createChannel(channel: ChannelRequest): Promise<ChannelView> {
  return call('POST', `${base}/channels`, { body: channel });
}

export function changeChannel(id: string, channel: ChannelRequest): Promise<ChannelView> {
  return call('PUT', channelPath(id), { body: channel });
}

export function deleteChannel(id: string): Promise<void> {
  return call('DELETE', channelPath(id));
}

/** Sends a test message. Throws ProblemError, which says why, when nobody took it. */
export function tryChannel(id: string): Promise<TriedChannel> {
  return call('POST', `${channelPath(id)}/test`);
}

export function createSubscription(subscription: SubscriptionRequest): Promise<SubscriptionView> {
  return call('POST', `${base}/subscriptions`, { body: subscription });
}

export function changeSubscription(id: string, subscription: SubscriptionRequest): Promise<SubscriptionView> {
  return call('PUT', subscriptionPath(id), { body: subscription });
}

export function deleteSubscription(id: string): Promise<void> {
  return call('DELETE', subscriptionPath(id));
}

export function sendDeliveryAgain(id: string): Promise<DeliveryView> {
  return call('POST', `${deliveryPath(id)}/send-again`);
}

export function discardDelivery(id: string): Promise<void> {
  return call('DELETE', deliveryPath(id));
}
