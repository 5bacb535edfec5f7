import { index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** What people changed. A trigger of the first migration refuses every update and delete. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    teamId: text('team_id'),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    /** A user's or API key's ID and how a person knows it, kept as text: the log outlives the user. */
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [index('audit_log_team_at').on(table.teamId, table.at, table.id)],
);
