import { sql } from 'drizzle-orm';
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Failure } from '../failure.ts';
import { type Severity, severities } from '../rules/rule-file.ts';
import type { State } from './action.ts';
import type { AwsRequest } from './call.ts';
import { actionStatuses } from './statuses.ts';

/** What an action would do, made from the state that the asset was in. */
export interface Plan {
  from: State | null;
  to: State | null;
  /** Field by field. */
  changes: { path: string; before: unknown; after: unknown }[];
  mayBreak: string[];
  /** AWS was asked whether it would do it, and would. */
  wasTried: boolean;
}

/** What happened to an action, for people to read. */
export interface ActionEvent {
  at: string;
  what: string;
  /** `null`: CloudCoreo by itself. */
  who: string | null;
}

/** A change to an asset that was asked for. */
export const actions = pgTable(
  'actions',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    id: text('id').notNull(),
    teamId: text('team_id').notNull(),
    /** The declaration's ID, `s3-bucket-block-public-access`. */
    kind: text('kind').notNull(),
    parameters: jsonb('parameters').$type<State>().notNull(),
    assetId: text('asset_id').notNull(),
    assetArn: text('asset_arn').notNull(),
    assetName: text('asset_name').notNull(),
    assetType: text('asset_type').notNull(),
    region: text('region').notNull(),
    /** The finding that it mends, with its rule and severity. */
    findingId: text('finding_id'),
    ruleId: text('rule_id'),
    severity: text('severity', { enum: severities }),
    /** Those that were asked for together. */
    batchId: text('batch_id'),
    /** The policy that asked for it by itself. */
    policyId: text('policy_id'),
    /** It is applied as soon as it is planned, as far as nobody must approve it. */
    appliesByItself: boolean('applies_by_itself').notNull().default(false),
    status: text('status', { enum: actionStatuses }).notNull(),
    plan: jsonb('plan').$type<Plan>(),
    plannedAt: timestamp('planned_at', { withTimezone: true }),
    /** Counts the tries to apply and to undo it: only the last one may call AWS. */
    attempt: integer('attempt').notNull().default(0),
    /** Not before the account's window begins. */
    dueAt: timestamp('due_at', { withTimezone: true }),
    requestedById: text('requested_by_id').notNull(),
    requestedByName: text('requested_by_name').notNull(),
    requestedAt: timestamp('requested_at', { withTimezone: true }).notNull(),
    approvedById: text('approved_by_id'),
    approvedByName: text('approved_by_name'),
    /** When applying it began; empty: nothing was ever changed. */
    startedAt: timestamp('started_at', { withTimezone: true }),
    finishedAt: timestamp('finished_at', { withTimezone: true }),
    failure: jsonb('failure').$type<Failure>(),
    events: jsonb('events').$type<ActionEvent[]>().notNull().default([]),
    /** The asset was changed, and is to be collected again so that the rules can judge it. */
    awaitsScan: boolean('awaits_scan').notNull().default(false),
    /** What was called at AWS to apply and to undo it. */
    awsRequests: jsonb('aws_requests').$type<AwsRequest[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.id] }),
    index('actions_by_id').on(table.id),
    index('actions_team').on(table.teamId, table.requestedAt, table.id),
    index('actions_team_status').on(table.teamId, table.status, table.requestedAt, table.id),
    index('actions_batch').on(table.batchId).where(sql`batch_id is not null`),
    index('actions_policy').on(table.policyId, table.requestedAt).where(sql`policy_id is not null`),
    index('actions_asset').on(table.cloudAccountId, table.assetId),
    index('actions_finding').on(table.findingId).where(sql`finding_id is not null`),
    index('actions_awaits_scan').on(table.cloudAccountId).where(sql`awaits_scan`),
    index('actions_due').on(table.dueAt).where(sql`status = 'queued' and due_at is not null`),
    // Of a kind one at a time changes an asset.
    uniqueIndex('actions_one_at_a_time')
      .on(table.cloudAccountId, table.assetId, table.kind)
      .where(sql`status in ('queued', 'applying', 'undoing')`),
  ],
);

/** What CloudCoreo may change in an account, and when. */
export const accountManagement = pgTable('account_management', {
  cloudAccountId: text('cloud_account_id').primaryKey(),
  teamId: text('team_id').notNull(),
  /** The kinds of action that were ticked; none: access level `audit`. */
  ticked: text('ticked').array().notNull().default([]),
  /** Those of them that the role was last seen to be allowed. */
  permitted: text('permitted').array().notNull().default([]),
  /** What the role's policies allow beyond what is ticked. */
  wider: text('wider').array().notNull().default([]),
  /** When the role was looked at; empty: not since something was ticked. */
  seenAt: timestamp('seen_at', { withTimezone: true }),
  /** Nothing is changed in it. */
  isProtected: boolean('is_protected').notNull().default(false),
  window: jsonb('window').$type<ChangeWindow>(),
});

/** When changes are made: on these days from one time to another, in a time zone. Past midnight when it ends before it begins. */
export interface ChangeWindow {
  /** 0 is Sunday. */
  days: number[];
  /** `22:00` */
  from: string;
  to: string;
  timeZone: string;
}

/** When a second person must approve: all that is named must be so. */
export interface ApprovalRule {
  kinds?: string[] | undefined;
  severities?: Severity[] | undefined;
  cloudAccountIds?: string[] | undefined;
  tagKey?: string | undefined;
  tagValue?: string | undefined;
}

/** What a team has settled about actions. */
export const actionSettings = pgTable('action_settings', {
  teamId: text('team_id').primaryKey(),
  approvals: jsonb('approvals').$type<ApprovalRule[]>().notNull().default([]),
  /** The brake: nothing is applied and nothing undone while it is on. */
  isStopped: boolean('is_stopped').notNull().default(false),
  stoppedByName: text('stopped_by_name'),
  stoppedAt: timestamp('stopped_at', { withTimezone: true }),
  stopReason: text('stop_reason'),
});

/** What is done by itself when a rule finds something. */
export const actionPolicies = pgTable(
  'action_policies',
  {
    id: text('id').primaryKey(),
    teamId: text('team_id').notNull(),
    name: text('name').notNull(),
    ruleId: text('rule_id').notNull(),
    kind: text('kind').notNull(),
    parameters: jsonb('parameters').$type<State>().notNull(),
    /** Empty: all accounts. */
    cloudAccountIds: text('cloud_account_ids').array().notNull().default([]),
    mode: text('mode', { enum: ['plan', 'apply'] }).notNull(),
    limitPerDay: integer('limit_per_day').notNull(),
    isEnabled: boolean('is_enabled').notNull(),
    createdById: text('created_by_id').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [uniqueIndex('action_policies_name').on(table.teamId, table.name)],
);

export type Action = typeof actions.$inferSelect;
export type AccountManagement = typeof accountManagement.$inferSelect;
export type ActionPolicy = typeof actionPolicies.$inferSelect;
