import { z } from '@hono/zod-openapi';
import { storable } from '../assets/filter.ts';
import { severitySchema } from '../findings/rule-api.ts';
import { failureSchema, instant, pageOf, pageQuery } from '../http/schemas.ts';
import { changes } from './schema.ts';

const name = z.string().trim().min(1, 'Give it a name.').max(64).transform(storable);
const webUrl = z.url({ protocol: /^https?$/, error: 'Give a URL that begins with https.' }).max(2000);
const signingKey = z
  .string()
  .min(32, 'A signing key has at least 32 characters.')
  .max(200)
  .openapi({ description: 'Of your choice, known to the receiver too. Messages are signed with it.' });
const email = z.email('Give an e-mail address.').max(254);
const port = z.number().int().min(1).max(65535);
const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[A-Za-z0-9_.:-]+$/, 'Give the name of a host, without a protocol or a path.');
/** SNS's own rules: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const topicArn = z
  .string()
  .trim()
  .regex(
    /^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-[a-z]+)+-\d+:\d{12}:[A-Za-z0-9_-]{1,256}(\.fifo)?$/,
    'Give the ARN of a topic, for example arn:aws:sns:eu-west-1:111122223333:findings.',
  );

const secret = 'Never answered by the API. When changing a channel: left out, it stays as it is.';

const emailSettings = z.object({
  kind: z.literal('email'),
  host,
  port,
  security: z
    .enum(['tls', 'starttls', 'none'])
    .openapi({ description: '`tls`: from the start, usually port 465. `starttls`: required, usually port 587.' }),
  user: z.string().trim().min(1).max(254).nullable(),
  from: email,
  to: z.array(email).min(1, 'Give at least one recipient.').max(50),
});

const snsSettings = z.object({ kind: z.literal('sns'), topicArn });

/** What makes a channel, and what changes one. */
export const channelRequestSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('webhook'),
      name,
      url: webUrl.optional().openapi({ description: secret }),
      signingKey: signingKey.optional().openapi({ description: secret }),
    }),
    z.object({ kind: z.literal('slack'), name, url: webUrl.optional().openapi({ description: secret }) }),
    z.object({ kind: z.literal('teams'), name, url: webUrl.optional().openapi({ description: secret }) }),
    emailSettings.extend({ name, password: z.string().min(1).max(1000).optional().openapi({ description: secret }) }),
    snsSettings.extend({ name }),
  ])
  .openapi('NotificationChannelRequest');

export const channelSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    settings: z.discriminatedUnion('kind', [
      z.object({
        kind: z.enum(['webhook', 'slack', 'teams']),
        host: z.string().openapi({ description: 'Of the URL, which itself is secret.' }),
      }),
      emailSettings,
      snsSettings,
    ]),
    subscriptions: z.number().int().openapi({ description: 'How many subscriptions use it.' }),
    lastDelivery: z
      .object({ state: z.enum(['waiting', 'sent', 'empty', 'failed']), at: instant })
      .nullable()
      .openapi({ description: 'What became of the newest message.' }),
    updatedAt: instant,
    updatedByName: z.string(),
  })
  .openapi('NotificationChannel');

export const triedChannelSchema = z
  .object({
    detail: z.string().openapi({ description: 'Who took the message, and how.' }),
    flaw: failureSchema.nullable().openapi({ description: 'What was not right about it nevertheless.' }),
  })
  .openapi('TriedNotificationChannel');

const timeZone = z
  .string()
  .max(100)
  .refine((zone) => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone), {
    message: 'Use an IANA name, for example Europe/Berlin.',
  });

const few = <Item extends z.ZodType>(item: Item, most: number, of: string) =>
  z
    .array(item)
    .min(1)
    .max(most)
    .nullable()
    .openapi({ description: `Null: all ${of}.` });

const id = z.string().min(1).max(100).transform(storable);

export const subscriptionRequestSchema = z
  .object({
    name,
    channelId: id,
    isEnabled: z.boolean(),
    changes: z.array(z.enum(changes)).min(1, 'Choose at least one kind of change.').max(3),
    severities: few(severitySchema, 5, 'severities'),
    cloudAccountIds: few(id, 200, 'cloud accounts, those that are connected later as well'),
    ruleIds: few(id, 500, 'rules'),
    timing: z
      .enum(['immediate', 'hourly', 'daily'])
      .openapi({ description: '`immediate`: after each judgement of an account. Else a digest.' }),
    hour: z.number().int().min(0).max(23).openapi({ description: 'Of a daily digest: the hour of the day.' }),
    timeZone,
  })
  .openapi('NotificationSubscriptionRequest');

export const subscriptionSchema = subscriptionRequestSchema
  .extend({
    id: z.string(),
    waiting: z.number().int().openapi({ description: 'How many changes wait for the next digest.' }),
    nextDigestAt: instant.nullable(),
    updatedAt: instant,
    updatedByName: z.string(),
  })
  .openapi('NotificationSubscription');

const deliveryStates = ['waiting', 'sent', 'empty', 'failed'] as const;

export const deliverySchema = z
  .object({
    id: z.string().openapi({ description: 'Also the header CloudCoreo-Delivery of a webhook.' }),
    channelId: z.string(),
    channelName: z.string(),
    channelKind: z.enum(['webhook', 'slack', 'teams', 'email', 'sns']),
    subscriptionName: z.string(),
    state: z.enum(deliveryStates).openapi({
      description:
        '`waiting`: to be sent, or to be tried again. `empty`: nothing of it was so any more when it was to be sent. ' +
        '`failed`: every try failed; it is kept until somebody sends it again.',
    }),
    counts: z.object({ opened: z.number().int(), reopened: z.number().int(), resolved: z.number().int() }),
    tries: z.number().int(),
    createdAt: instant,
    lastTriedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    failure: failureSchema.nullable().openapi({ description: 'Why the last try failed.' }),
  })
  .openapi('NotificationDelivery');

export const deliveryPageSchema = pageOf(deliverySchema, 'NotificationDeliveryPage');
export const deliveryQuery = pageQuery.extend({ state: z.enum(deliveryStates).optional() });

export type ChannelRequest = z.infer<typeof channelRequestSchema>;
export type ChannelView = z.infer<typeof channelSchema>;
export type SubscriptionRequest = z.infer<typeof subscriptionRequestSchema>;
export type SubscriptionView = z.infer<typeof subscriptionSchema>;
export type DeliveryView = z.infer<typeof deliverySchema>;
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;
export type DeliveryQuery = z.infer<typeof deliveryQuery>;
export type TriedChannel = z.infer<typeof triedChannelSchema>;
