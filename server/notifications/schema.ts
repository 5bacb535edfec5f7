import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Failure } from '../failure.ts';

/** What of a channel anybody in the team may see. */
export type ChannelSettings =
  | {
      kind: 'webhook' | 'slack' | 'teams';
      /** Of the URL, which itself is secret. */
      host: string;
    }
  | {
      kind: 'email';
      host: string;
      port: number;
      security: 'tls' | 'starttls' | 'none';
      /** Null: the server asks for no password. */
      user: string | null;
      from: string;
      to: string[];
    }
  | { kind: 'sns'; topicArn: string };

/** What happened to findings that a team can be told of. */
export const changes = ['opened', 'reopened', 'resolved'] as const;
export type Change = (typeof changes)[number];

/** A place where a team can be told of findings. */
export const notificationChannels = pgTable(
  'notification_channels',
  {
    teamId: text('team_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    settings: jsonb('settings').$type<ChannelSettings>().notNull(),
    /** The URL, the signing key, the password: as JSON, encrypted with a key that is not in the database. */
    sealedSecrets: text('sealed_secrets').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
    updatedByName: text('updated_by_name').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.id] }),
    uniqueIndex('notification_channels_name').on(table.teamId, table.name),
  ],
);

/** Which findings go to a channel, and when. A filter that is null lets everything through. */
export const notificationSubscriptions = pgTable(
  'notification_subscriptions',
  {
    teamId: text('team_id').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    channelId: text('channel_id').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    changes: text('changes', { enum: changes }).array().notNull(),
    severities: text('severities').array(),
    cloudAccountIds: text('cloud_account_ids').array(),
    ruleIds: text('rule_ids').array(),
    timing: text('timing', { enum: ['immediate', 'hourly', 'daily'] }).notNull(),
    /** Of a daily digest: the hour of the day in the time zone. */
    hour: integer('hour').notNull(),
    timeZone: text('time_zone').notNull(),
    /** Null: it is immediate, or not enabled. */
    nextDigestAt: timestamp('next_digest_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
    updatedByName: text('updated_by_name').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.id] }),
    uniqueIndex('notification_subscriptions_name').on(table.teamId, table.name),
    index('notification_subscriptions_digest').on(table.nextDigestAt),
  ],
);

/**
 * A finding's event that a subscription lets through. It waits for its message, and is gone when that was sent. The key
 * sees to it that an event is told once to each subscription.
 */
export const notificationItems = pgTable(
  'notification_items',
  {
    teamId: text('team_id').notNull(),
    subscriptionId: text('subscription_id').notNull(),
    eventId: text('event_id').notNull(),
    cloudAccountId: text('cloud_account_id').notNull(),
    findingId: text('finding_id').notNull(),
    change: text('change', { enum: changes }).notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    /** The message that tells it; null: none yet. */
    deliveryId: text('delivery_id'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.subscriptionId, table.eventId] }),
    index('notification_items_waiting')
      .on(table.teamId, table.subscriptionId, table.at)
      .where(sql`delivery_id is null`),
    index('notification_items_delivery').on(table.teamId, table.deliveryId),
  ],
);

/** A message to a channel. */
export const notificationDeliveries = pgTable(
  'notification_deliveries',
  {
    teamId: text('team_id').notNull(),
    id: text('id').notNull(),
    channelId: text('channel_id').notNull(),
    subscriptionId: text('subscription_id').notNull(),
    /** Kept: the subscription may be gone or be called otherwise later. */
    subscriptionName: text('subscription_name').notNull(),
    /** Empty: what it was to tell is no longer so. Failed: every try failed, and only a person starts another. */
    state: text('state', { enum: ['waiting', 'sent', 'empty', 'failed'] }).notNull(),
    /** How many findings it tells of, by what happened to them. */
    counts: jsonb('counts').$type<Record<Change, number>>().notNull(),
    tries: integer('tries').notNull(),
    /** How often a person had it sent again. A job of an earlier time has no say any more. */
    round: integer('round').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    lastTriedAt: timestamp('last_tried_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    /** Why the last try failed; of one that was sent: what was not right about it. */
    failure: jsonb('failure').$type<Failure>(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.id] }),
    index('notification_deliveries_created').on(table.teamId, table.createdAt, table.id),
    index('notification_deliveries_state').on(table.teamId, table.state, table.createdAt, table.id),
    index('notification_deliveries_channel').on(table.teamId, table.channelId, table.createdAt),
    index('notification_deliveries_finished').on(table.finishedAt),
  ],
);

export type Channel = typeof notificationChannels.$inferSelect;
export type Subscription = typeof notificationSubscriptions.$inferSelect;
export type Delivery = typeof notificationDeliveries.$inferSelect;
