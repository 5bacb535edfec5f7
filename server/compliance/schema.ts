import { date, index, integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/** What people found of a control that no rule can judge. */
export const controlAnswers = pgTable(
  'control_answers',
  {
    teamId: text('team_id').notNull(),
    framework: text('framework').notNull(),
    control: text('control').notNull(),
    /** Empty: of all cloud accounts. */
    cloudAccountId: text('cloud_account_id').notNull(),
    answer: text('answer', { enum: ['met', 'not_met', 'not_applicable'] }).notNull(),
    evidence: text('evidence').notNull(),
    authorName: text('author_name').notNull(),
    answeredAt: timestamp('answered_at', { withTimezone: true }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
  },
  (table) => [primaryKey({ columns: [table.teamId, table.framework, table.control, table.cloudAccountId] })],
);

/** How a cloud account stood to a framework at the end of a day: controls by what their rules say. */
export const complianceDays = pgTable(
  'compliance_days',
  {
    cloudAccountId: text('cloud_account_id').notNull(),
    framework: text('framework').notNull(),
    day: date('day').notNull(),
    teamId: text('team_id').notNull(),
    passed: integer('passed').notNull(),
    failed: integer('failed').notNull(),
    unknown: integer('unknown').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.cloudAccountId, table.framework, table.day] }),
    index('compliance_days_team').on(table.teamId, table.framework, table.day),
  ],
);
