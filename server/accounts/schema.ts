import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { partitions } from '../aws/partition.ts';
import type { Failure } from '../failure.ts';
import type { Drift } from './inspect.ts';
import type { ConnectStep } from './steps.ts';

/** One AWS account that a team has connected, or has begun to connect. */
export const cloudAccounts = pgTable(
  'cloud_accounts',
  {
    id: text('id').primaryKey(),
    teamId: text('team_id').notNull(),
    awsAccountId: text('aws_account_id').notNull(),
    partition: text('partition', { enum: partitions }).notNull(),
    nickname: text('nickname').notNull(),
    /** The nickname folded for comparison, so that "Prod" and "prod" are one name. */
    nicknameKey: text('nickname_key').notNull(),
    method: text('method', { enum: ['access-key', 'role'] }).notNull(),
    accessLevel: text('access_level', { enum: ['audit', 'manage'] })
      .notNull()
      .default('audit'),
    state: text('state', { enum: ['connecting', 'failed', 'connected'] }).notNull(),
    roleArn: text('role_arn').notNull(),
    externalId: text('external_id').notNull(),
    /** While an external ID is rotated: the next one, until the role's trust is seen to name it. */
    pendingExternalId: text('pending_external_id'),
    connectSteps: jsonb('connect_steps').$type<ConnectStep[]>().notNull().default([]),
    /** Why the last attempt or the last verification ended badly. */
    lastFailure: jsonb('last_failure').$type<Failure>(),
    /** Held by the attempt that is connecting this account; free when it is in the past. */
    leaseHolder: text('lease_holder'),
    leaseUntil: timestamp('lease_until', { withTimezone: true }),
    setupUserName: text('setup_user_name'),
    /** AWS's unique ID, so that another user made under the same name later is not taken for it. */
    setupUserId: text('setup_user_id'),
    setupUserState: text('setup_user_state', { enum: ['none', 'present', 'removed', 'unknown'] }).notNull(),
    setupUserCheckedAt: timestamp('setup_user_checked_at', { withTimezone: true }),
    drift: jsonb('drift').$type<Drift[]>().notNull().default([]),
    lastVerifiedAt: timestamp('last_verified_at', { withTimezone: true }),
    connectedAt: timestamp('connected_at', { withTimezone: true }),
    createdBy: text('created_by').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('cloud_accounts_team_nickname').on(table.teamId, table.nicknameKey),
    uniqueIndex('cloud_accounts_team_aws_account').on(table.teamId, table.awsAccountId),
    // One AWS account has one role, and the role trusts one external ID: only one connection can be live.
    uniqueIndex('cloud_accounts_connected_once').on(table.awsAccountId).where(sql`state = 'connected'`),
    index('cloud_accounts_team_created').on(table.teamId, table.createdAt, table.id),
  ],
);

/** What "Use a role" showed to a person: the external ID that the role they make must ask for. */
export const roleSetups = pgTable('role_setups', {
  id: text('id').primaryKey(),
  teamId: text('team_id').notNull(),
  externalId: text('external_id').notNull(),
  /** The actions that the role is to be allowed. */
  actions: text('actions').array().notNull().default([]),
  createdBy: text('created_by').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export type CloudAccount = typeof cloudAccounts.$inferSelect;
export type RoleSetup = typeof roleSetups.$inferSelect;
