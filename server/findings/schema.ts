import { sql } from 'drizzle-orm';
import { boolean, date, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Missing } from '../rules/values.ts';

/** A value of the document that a failing rule looked at. */
export interface Evidence {
  /** `PublicAccessBlock.BlockPublicAcls` */
  path: string;
  /** As JSON, cut when it is long; `null`: it is not there. */
  value: string | null;
}

/** A rule that an asset fails, or failed. */
export const findings = pgTable(
  'findings',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    /** Derived from the account, the rule and the asset: the same finding always has the same ID. */
    id: text('id').notNull(),
    teamId: text('team_id').notNull(),
    ruleId: text('rule_id').notNull(),
    assetId: text('asset_id').notNull(),
    /** Suppressed: it is open, and somebody said why that is all right for now. */
    status: text('status', { enum: ['open', 'suppressed', 'resolved'] }).notNull(),
    suppressionId: text('suppression_id'),
    assigneeId: text('assignee_id'),
    severity: text('severity', { enum: ['critical', 'high', 'medium', 'low', 'informational'] }).notNull(),
    /** 1 for critical to 5 for informational, to sort by. */
    rank: integer('rank').notNull(),
    /** Of the asset, so that lists need not look it up. */
    assetType: text('asset_type').notNull(),
    assetName: text('asset_name').notNull(),
    service: text('service').notNull(),
    region: text('region').notNull(),
    evidence: jsonb('evidence').$type<Evidence[]>().notNull(),
    firstSeenAt: timestamp('first_seen_at', { withTimezone: true }).notNull(),
    /** When it was opened the last time. */
    openedAt: timestamp('opened_at', { withTimezone: true }).notNull(),
    timesOpened: integer('times_opened').notNull(),
    resolvedAt: timestamp('resolved_at', { withTimezone: true }),
    resolvedBy: text('resolved_by', { enum: ['passes', 'not_applicable', 'asset_gone', 'rule_off'] }),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.id] }),
    index('findings_by_id').on(table.id),
    index('findings_asset').on(table.cloudAccountId, table.assetId, table.status),
    index('findings_team_rank').on(table.teamId, table.status, table.rank, table.openedAt, table.id),
    index('findings_team_service').on(table.teamId, table.status, table.service, table.rank, table.openedAt, table.id),
    index('findings_team_assets').on(table.teamId, table.status, table.severity, table.cloudAccountId, table.assetId),
    index('findings_team_opened').on(table.teamId, table.status, table.openedAt, table.id),
    index('findings_team_resolved').on(table.teamId, table.resolvedAt).where(sql`status = 'resolved'`),
    index('findings_team_rule').on(table.teamId, table.ruleId, table.status, table.openedAt, table.id),
    index('findings_suppression').on(table.teamId, table.suppressionId),
    index('findings_assignee').on(table.teamId, table.assigneeId, table.status),
    index('findings_name').using('gin', table.assetName.op('gin_trgm_ops')),
    index('findings_account').on(table.cloudAccountId, table.status, table.rank, table.openedAt, table.id),
  ],
);

/** What happened to a finding. */
export const findingEvents = pgTable(
  'finding_events',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    id: text('id').notNull(),
    findingId: text('finding_id').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    kind: text('kind', {
      enum: ['opened', 'reopened', 'resolved', 'suppressed', 'unsuppressed', 'assigned', 'commented'],
    }).notNull(),
    resolvedBy: text('resolved_by', { enum: ['passes', 'not_applicable', 'asset_gone', 'rule_off'] }),
    /** Who did it; null: a judgement, or time. */
    actorName: text('actor_name'),
    /** The comment, the reason of the suppression, the name of the assignee. */
    text: text('text'),
    /** Whether it was looked at for who is to be told of it. */
    isPlanned: boolean('is_planned').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.id] }),
    index('finding_events_finding').on(table.cloudAccountId, table.findingId, table.at),
    index('finding_events_unplanned').on(table.cloudAccountId, table.at).where(sql`not is_planned`),
  ],
);

/** What a rule came to that is neither a finding nor a pass. */
export interface Unsettled {
  ruleId: string;
  /** What was missing; empty when the rule is broken. */
  missing: Missing[];
  /** Why the rule does not work on this asset. */
  broken?: string;
}

/** What the rules said of an asset the last time. Written when that changes. */
export const judgements = pgTable(
  'judgements',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    assetId: text('asset_id').notNull(),
    teamId: text('team_id').notNull(),
    passed: text('passed').array().notNull(),
    failed: text('failed').array().notNull(),
    unsettled: jsonb('unsettled').$type<Unsettled[]>().notNull(),
    judgedAt: timestamp('judged_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.assetId] }),
    // The assets that fail most.
    index('judgements_team_failed').on(table.teamId, sql`cardinality(${table.failed}) desc`),
  ],
);

/** How many assets of a cloud account pass, fail and are unknown to a rule: kept with each judgement. */
export const ruleCounts = pgTable(
  'rule_counts',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    ruleId: text('rule_id').notNull(),
    teamId: text('team_id').notNull(),
    passed: integer('passed').notNull(),
    failed: integer('failed').notNull(),
    unknown: integer('unknown').notNull(),
    broken: integer('broken').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.ruleId] }),
    index('rule_counts_team').on(table.teamId, table.ruleId),
  ],
);

/** Stands for all accounts, or for all regions, in what is counted. */
export const everyOne = '*';

/**
 * How many findings there are of each kind, kept with each change, so that no list has to count millions of them. Each
 * finding counts three times: for its account and region, for its account in all regions, and for its region in all accounts.
 */
export const findingCounts = pgTable(
  'finding_counts',
  {
    teamId: text('team_id').notNull(),
    cloudAccountId: text('cloud_account_id').notNull(),
    ruleId: text('rule_id').notNull(),
    region: text('region').notNull(),
    severity: text('severity', { enum: ['critical', 'high', 'medium', 'low', 'informational'] }).notNull(),
    status: text('status', { enum: ['open', 'suppressed', 'resolved'] }).notNull(),
    assetType: text('asset_type').notNull(),
    service: text('service').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.teamId, table.cloudAccountId, table.ruleId, table.region, table.severity, table.status],
    }),
    // With what is summed up, so that the counts of accounts are read from the index alone.
    index('finding_counts_region').on(
      table.teamId,
      table.region,
      table.status,
      table.ruleId,
      table.severity,
      table.cloudAccountId,
      table.count,
    ),
  ],
);

/** Up to when the assets of a cloud account were judged, and by which rules. */
export const judgedAccounts = pgTable('judged_accounts', {
  cloudAccountId: text('cloud_account_id').primaryKey(),
  /** What was written before this was judged. */
  judgedUntil: timestamp('judged_until', { withTimezone: true }).notNull(),
  /** For each asset type a hash of its rules and their settings: with others its assets are judged again. */
  rulesByType: jsonb('rules_by_type').$type<Record<string, string>>().notNull(),
  /** The newest scan that had ended then. */
  scanId: text('scan_id'),
  /** The judged asset types of which there may be assets that nobody has seen: what lists them failed or never ran. */
  unlistedTypes: text('unlisted_types').array().notNull().default([]),
});

/** How many findings a cloud account had open at the end of a day. */
export const findingDays = pgTable(
  'finding_days',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    day: date('day').notNull(),
    teamId: text('team_id').notNull(),
    critical: integer('critical').notNull(),
    high: integer('high').notNull(),
    medium: integer('medium').notNull(),
    low: integer('low').notNull(),
    informational: integer('informational').notNull(),
    suppressed: integer('suppressed').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.day] }),
    index('finding_days_team').on(table.teamId, table.day),
  ],
);

/**
 * Findings that a team does not want to be told of for now. What is not null must match; one that is null matches
 * everything.
 */
export const suppressions = pgTable(
  'suppressions',
  {
    teamId: text('team_id').notNull(),
    id: text('id').notNull(),
    findingId: text('finding_id'),
    ruleId: text('rule_id'),
    cloudAccountId: text('cloud_account_id'),
    assetId: text('asset_id'),
    tagKey: text('tag_key'),
    /** Null with a key: any value. */
    tagValue: text('tag_value'),
    kind: text('kind', { enum: ['suppressed', 'risk_accepted', 'false_positive'] }).notNull(),
    reason: text('reason').notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
    /** Null: until somebody ends it. */
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    /** Null although it has ended: it expired. */
    endedByName: text('ended_by_name'),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.id] }),
    index('suppressions_expiry').on(table.endedAt, table.expiresAt),
  ],
);

export type Finding = typeof findings.$inferSelect;
