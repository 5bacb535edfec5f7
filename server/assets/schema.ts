import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
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
    /** Of all that makes an asset a changed one, and of all that is stored. They differ in what moves by itself. */
    hash: text('hash').notNull(),
    contentHash: text('content_hash').notNull(),
    /** What text search looks through: name, ARN, tags and the document's texts, in lower case. */
    searchText: text('search_text').notNull(),
    /** The ARNs and IDs of other resources that the document names. */
    names: text('names').array().notNull().default([]),
    /** What others name it by when they do not use its ARN: `vpc-0123`. */
    resourceId: text('resource_id'),
    firstScanId: text('first_scan_id'),
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
    index('assets_team_type').on(table.teamId, table.type, table.name, table.id),
    index('assets_team_region').on(table.teamId, table.region, table.name, table.id),
    index('assets_team_changed').on(table.teamId, table.changedAt, table.id),
    index('assets_account_name').on(table.cloudAccountId, table.name, table.id),
    // They are few among many, so no other index finds them.
    index('assets_deleted').on(table.teamId, table.name, table.id).where(sql`deleted_at is not null`),
    index('assets_first_scan').on(table.cloudAccountId, table.firstScanId),
    index('assets_resource_id').on(table.teamId, table.resourceId).where(sql`resource_id is not null`),
    index('assets_names').using('gin', table.names),
    index('assets_tags').using('gin', table.tags),
    index('assets_search').using('gin', sql`${table.searchText} gin_trgm_ops`),
  ],
);

/**
 * When each type of a service was last listed to its end in each region, so that assets that did not change need no
 * write of their own to be known as seen.
 */
export const assetSources = pgTable(
  'asset_sources',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    service: text('service').notNull(),
    /** By source and type, `ec2/eu-west-1 AWS::EC2::VPC`; ISO 8601. */
    listedAt: jsonb('listed_at').$type<Record<string, string>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.cloudAccountId, table.service] })],
);

/** How many assets of a type are present in a region of a cloud account: kept with each write, so that nobody counts. */
export const assetCounts = pgTable(
  'asset_counts',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    teamId: text('team_id').notNull(),
    service: text('service').notNull(),
    region: text('region').notNull(),
    type: text('type').notNull(),
    present: integer('present').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.service, table.region, table.type] }),
    index('asset_counts_team').on(table.teamId),
  ],
);

/** What an asset was before it changed, and that it went or came back. */
export const assetVersions = pgTable(
  'asset_versions',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    id: text('id').notNull(),
    assetId: text('asset_id').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    scanId: text('scan_id').notNull(),
    kind: text('kind', { enum: ['changed', 'deleted', 'returned'] }).notNull(),
    /** Which fields differ from before, `Encryption.Rules`. */
    fields: jsonb('fields').$type<string[]>().notNull().default([]),
    /** The document as it was until then; `null` when it did not change. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    /** The parts of it that could not be read then: that they are missing says nothing. */
    unknownBefore: text('unknown_before').array().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.id] }),
    index('asset_versions_asset').on(table.cloudAccountId, table.assetId, table.at),
    index('asset_versions_scan').on(table.cloudAccountId, table.scanId),
  ],
);

/** A filter of the assets that somebody gave a name. */
export const savedFilters = pgTable(
  'saved_filters',
  {
    id: text('id').primaryKey(),
    teamId: text('team_id').notNull(),
    userId: text('user_id').notNull(),
    name: text('name').notNull(),
    /** The filter as the page's address has it. */
    query: text('query').notNull(),
    isShared: boolean('is_shared').notNull().default(false),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex('saved_filters_name').on(table.teamId, table.userId, table.name)],
);

export type SavedFilter = typeof savedFilters.$inferSelect;
