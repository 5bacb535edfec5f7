import { bigint, index, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';

/** What people changed. A trigger of the first migration refuses every update and delete. */
export const auditLog = pgTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    teamId: text('team_id'),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    /** Which came first of two of the same millisecond. */
    position: bigint('position', { mode: 'number' }).generatedAlwaysAsIdentity(),
    /** A user's or API key's ID and how a person knows it, kept as text: the log outlives the user. */
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [index('audit_log_team_at').on(table.teamId, table.at, table.position)],
);

/**
 * The entries of a team in a chain: each link has a hash of the entry and of the link before, so that a line that was
 * altered, removed or slipped in shows. A trigger refuses every update and delete here, too.
 */
export const auditSeals = pgTable(
  'audit_seals',
  {
    /** Empty: of no team. */
    teamId: text('team_id').notNull(),
    /** 1 for the first. */
    number: bigint('number', { mode: 'number' }).notNull(),
    entryId: text('entry_id').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.number] }),
    uniqueIndex('audit_seals_entry').on(table.entryId),
  ],
);
