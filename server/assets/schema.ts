import { index, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { UnknownPart } from '../aws/collect.ts';

/** One AWS resource as it was last seen. A row is written only when the resource is new, changed or gone. */
export const assets = pgTable(
  'assets',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    arn: text('arn').notNull(),
    /** Derived from the account and the ARN, so that the same asset always has the same link. */
    id: text('id').notNull(),
    teamId: text('team_id').notNull(),
    type: text('type').notNull(),
    service: text('service').notNull(),
    region: text('region').notNull(),
    name: text('name').notNull(),
    tags: jsonb('tags').$type<Record<string, string>>().notNull().default({}),
    document: jsonb('document').$type<Record<string, unknown>>().notNull(),
    /** The parts of the document that could not be read, by their name. Absent parts are `null` in the document. */
    unknownParts: jsonb('unknown_parts').$type<Record<string, UnknownPart>>().notNull().default({}),
    hash: text('hash').notNull(),
    /** Service and region of the scan's part that brings it, `ec2/eu-west-1`. */
    source: text('source').notNull(),
    firstSeenAt: timestamp('first_seen_at', { withTimezone: true }).notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull(),
    /** When it was written, or last seen before it was found gone. Its source knows when it was last seen unchanged. */
    lastSeenAt: timestamp('last_seen_at', { withTimezone: true }).notNull(),
    deletedAt: timestamp('deleted_at', { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.arn] }),
    uniqueIndex('assets_id').on(table.cloudAccountId, table.id),
    index('assets_by_id').on(table.id),
    index('assets_team_name').on(table.teamId, table.name, table.id),
    index('assets_source').on(table.cloudAccountId, table.source, table.id),
  ],
);

/**
 * When each type of a source was last listed to its end, so that assets that did not change need no write of their own
 * to be known as seen.
 */
export const assetSources = pgTable(
  'asset_sources',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    source: text('source').notNull(),
    /** By type, ISO 8601. */
    listedAt: jsonb('listed_at').$type<Record<string, string>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.cloudAccountId, table.source] })],
);

export type Asset = typeof assets.$inferSelect;
