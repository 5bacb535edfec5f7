import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import { json, jsonBody, newApi, route } from '../http/api.ts';
import { valueOrRefuse } from '../http/problem.ts';
import { type RateLimiter, requireTurn } from '../http/rate-limit.ts';
import * as api from './api.ts';
import { changeChannel, createChannel, deleteChannel, listChannels } from './channels.ts';
import { discardDelivery, listDeliveries, sendAgain } from './deliveries.ts';
import type { RequestSending } from './gather.ts';
import { changeSubscription, createSubscription, deleteSubscription, listSubscriptions } from './subscriptions.ts';
import { type TryContext, tryChannel } from './try-channel.ts';

export interface NotificationRoutesContext extends TryContext {
  limiter: RateLimiter;
  requestSending: RequestSending;
}

type Api = ReturnType<typeof newApi>;

const idParameter = { params: z.object({ id: z.string().max(100).transform(storable) }) };

/** A person presses the button a few times; a scan of a network by a script would take more. */
const testsPerMinute = 10;

/** `/notifications/channels`, `/notifications/subscriptions` and `/notifications/deliveries`. */
export function notificationRoutes(context: NotificationRoutesContext) {
  const app = newApi();
  addChannelRoutes(app, context);
  addSubscriptionRoutes(app, context);
  addDeliveryRoutes(app, context);
  return app;
}

function addChannelRoutes(app: Api, context: NotificationRoutesContext): void {
  const { database, sealer, limiter } = context;
  const channels = { database, sealer, allowed: context.destinations.allowed };
  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/notifications/channels',
      summary: 'Where the team is told of findings; secrets are never answered',
      responses: { 200: json(z.object({ items: z.array(api.channelSchema) }), 'The channels, by name.') },
    }),
    async (c) => c.json({ items: await listChannels(database, c.get('caller').teamId) }, 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/notifications/channels',
      summary: 'Make a channel',
      request: jsonBody(api.channelRequestSchema),
      responses: { 201: json(api.channelSchema, 'The channel.') },
    }),
    async (c) => c.json(valueOrRefuse(await createChannel(channels, c.get('caller'), c.req.valid('json'))), 201),
  );

  app.openapi(
    route('admin', {
      method: 'put',
      path: '/notifications/channels/{id}',
      summary: 'Change a channel; secrets that are left out stay',
      request: { ...idParameter, ...jsonBody(api.channelRequestSchema) },
      responses: { 200: json(api.channelSchema, 'The channel.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(valueOrRefuse(await changeChannel(channels, c.get('caller'), id, c.req.valid('json'))), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/notifications/channels/{id}',
      summary: 'Delete a channel that no subscription uses, with the record of its messages',
      request: idParameter,
      responses: { 204: { description: 'Deleted.' } },
    }),
    async (c) => {
      valueOrRefuse(await deleteChannel(database, c.get('caller'), c.req.valid('param').id));
      return c.body(null, 204);
    },
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/notifications/channels/{id}/test',
      summary: 'Send a test message to a channel, and wait for what comes of it',
      request: idParameter,
      responses: { 200: json(api.triedChannelSchema, 'It was taken. Otherwise the problem says why not.') },
    }),
    async (c) => {
      const caller = c.get('caller');
      await requireTurn(limiter, `notify-test:${caller.userId}`, testsPerMinute, 'from you');
      const { id } = c.req.valid('param');
      const { detail, flaw } = valueOrRefuse(await tryChannel(context, caller, id, c.req.raw.signal));
      return c.json({ detail, flaw: flaw ?? null }, 200);
    },
  );
}

function addSubscriptionRoutes(app: Api, { database }: NotificationRoutesContext): void {
  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/notifications/subscriptions',
      summary: 'Which findings go to which channel, and when',
      responses: { 200: json(z.object({ items: z.array(api.subscriptionSchema) }), 'The subscriptions, by name.') },
    }),
    async (c) => c.json({ items: await listSubscriptions(database, c.get('caller').teamId) }, 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/notifications/subscriptions',
      summary: 'Make a subscription; it tells of what happens from now on',
      request: jsonBody(api.subscriptionRequestSchema),
      responses: { 201: json(api.subscriptionSchema, 'The subscription.') },
    }),
    async (c) => c.json(valueOrRefuse(await createSubscription(database, c.get('caller'), c.req.valid('json'))), 201),
  );

  app.openapi(
    route('admin', {
      method: 'put',
      path: '/notifications/subscriptions/{id}',
      summary: 'Change a subscription; what waits for a digest of one that is switched off is dropped',
      request: { ...idParameter, ...jsonBody(api.subscriptionRequestSchema) },
      responses: { 200: json(api.subscriptionSchema, 'The subscription.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(valueOrRefuse(await changeSubscription(database, c.get('caller'), id, c.req.valid('json'))), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/notifications/subscriptions/{id}',
      summary: 'Delete a subscription, with what waits for its next digest',
      request: idParameter,
      responses: { 204: { description: 'Deleted.' } },
    }),
    async (c) => {
      valueOrRefuse(await deleteSubscription(database, c.get('caller'), c.req.valid('param').id));
      return c.body(null, 204);
    },
  );
}

function addDeliveryRoutes(app: Api, { database, requestSending }: NotificationRoutesContext): void {
  app.openapi(
    route('viewer', {
      method: 'get',
      path: '/notifications/deliveries',
      summary: 'The messages of the last 30 days, newest first',
      request: { query: api.deliveryQuery },
      responses: { 200: json(api.deliveryPageSchema, 'A page of messages.') },
    }),
    async (c) => c.json(await listDeliveries(database, c.get('caller').teamId, c.req.valid('query')), 200),
  );

  app.openapi(
    route('admin', {
      method: 'post',
      path: '/notifications/deliveries/{id}/send-again',
      summary: 'Try a message again whose every try failed',
      request: idParameter,
      responses: { 200: json(api.deliverySchema, 'The message, which waits to be sent.') },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(valueOrRefuse(await sendAgain(database, requestSending, c.get('caller'), id)), 200);
    },
  );

  app.openapi(
    route('admin', {
      method: 'delete',
      path: '/notifications/deliveries/{id}',
      summary: 'Discard a message whose every try failed',
      request: idParameter,
      responses: { 204: { description: 'Discarded.' } },
    }),
    async (c) => {
      valueOrRefuse(await discardDelivery(database, c.get('caller'), c.req.valid('param').id));
      return c.body(null, 204);
    },
  );
}
